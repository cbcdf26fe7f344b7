import { Ban, Check, Circle, type LucideIcon, X } from "lucide-react";
import type { Schemas } from "~/api/schema";
import styles from "./Status.module.css";

type State = Schemas["ExecutionStatus"] | Schemas["TaskStatus"];

const LOOKS: Record<State, { word: string; icon: LucideIcon | null }> = {
  READY: { word: "ready", icon: Circle },
  RUNNING: { word: "running", icon: null },
  FINISHED: { word: "finished", icon: Check },
  FAILED: { word: "failed", icon: X },
  ABORTED: { word: "aborted", icon: Ban },
};

/** The state of an execution or task: a glyph and its word, never a colour alone. */
export function Status({ of, glyphOnly = false }: { of: State; glyphOnly?: boolean }) {
  const { word, icon: Icon } = LOOKS[of];
  return (
    <span className={styles.status} data-status={of} title={glyphOnly ? word : undefined}>
      {Icon ? (
        <Icon size={13} strokeWidth={2.5} aria-hidden />
      ) : (
        <span className={styles.pulse} aria-hidden />
      )}
      <span className={glyphOnly ? "only-read-aloud" : undefined}>{word}</span>
    </span>
  );
}
