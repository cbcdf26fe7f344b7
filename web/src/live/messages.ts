import type { Commit } from "~/api/schema";

/** Whether what is shown can be trusted to be the newest. */
export type Connection = "connecting" | "live" | "lost" | "refused";

/** From the owner of the event stream to each tab. */
export type LiveMessage =
  | { kind: "connection"; connection: Connection }
  | { kind: "commit"; commit: Commit }
  /** Something was missed: whatever is shown may be old. */
  | { kind: "reload" };

/** From a tab to the owner of the event stream. */
export type TabMessage = { kind: "hello" | "token"; token: string | null } | { kind: "bye" };
