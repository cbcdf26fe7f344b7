import type { Execution, Schemas } from "~/api/schema";

/** What a person can write about an execution, as the fields of the form hold it. */
export interface Draft {
  name: string;
  note: string;
  tags: { key: string; value: string }[];
}

export function draftOf({ name, note, tags }: Pick<Execution, "name" | "note" | "tags">): Draft {
  return {
    name: name ?? "",
    note: note ?? "",
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
  };
}

/** What has to be changed to come from one to the other; null where nothing has. What was not touched is not sent. */
export function changeBetween(before: Draft, after: Draft): Schemas["ExecutionChange"] | null {
  const tags = tagChanges(before, after);
  const change: Schemas["ExecutionChange"] = {
    ...(after.name.trim() !== before.name && { name: after.name.trim() || null }),
    ...(after.note !== before.note && { note: after.note.trim() === "" ? null : after.note }),
    ...(Object.keys(tags).length > 0 && { tags }),
  };
  return Object.keys(change).length === 0 ? null : change;
}

function tagChanges(before: Draft, after: Draft): Record<string, string | null> {
  const old = new Map(before.tags.map(({ key, value }) => [key, value]));
  const now = new Map(
    after.tags.map(({ key, value }) => [key.trim(), value] as const).filter(([key]) => key !== ""),
  );
  return Object.fromEntries([
    ...[...now].filter(([key, value]) => old.get(key) !== value),
    ...[...old.keys()].filter((key) => !now.has(key)).map((key) => [key, null] as const),
  ]);
}
