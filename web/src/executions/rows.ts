import type { Cell } from "~/api/schema";
import type { Field } from "./fields";
import type { Run } from "./queries";

/** A line of the run table: an execution, or the heading of a group of them. */
export type Line = { kind: "run"; run: Run } | { kind: "group"; value: Cell | undefined; count: number };

/** The rows, by the value of a field where they are grouped: groups and rows stay in the order of the rows. */
export function linesOf(runs: readonly Run[], group: string | undefined): Line[] {
  if (group === undefined) return runs.map((run) => ({ kind: "run", run }));
  const groups = new Map<Cell | undefined, Run[]>();
  for (const run of runs) {
    const value = run[group] ?? null;
    const members = groups.get(value);
    if (members) members.push(run);
    else groups.set(value, [run]);
  }
  return [...groups].flatMap(([value, members]) => [
    { kind: "group", value, count: members.length } as const,
    ...members.map((run) => ({ kind: "run", run }) as const),
  ]);
}

/** What has to be asked for, to show these columns or find out whether they have values, and to group. */
export function wantedFields(
  fields: readonly Field[],
  chosen: readonly string[] | undefined,
  group: string | undefined,
): Field[] {
  return fields.filter(
    ({ name, shown }) => name === group || (chosen === undefined ? shown : chosen.includes(name)),
  );
}

/** The columns that are there: those that somebody chose, else those with any value in them. */
export function shownFields(
  fields: readonly Field[],
  chosen: readonly string[] | undefined,
  runs: readonly Run[],
): Field[] {
  if (chosen !== undefined) return fields.filter(({ name }) => chosen.includes(name));
  return fields.filter(
    ({ name, kind, shown }) => shown && (kind === "own" || runs.some((run) => (run[name] ?? null) !== null)),
  );
}

/** The order after a click on the head of a column: ascending, descending, newest first. */
export function nextOrder(order: string, field: string): string {
  if (order === field) return `-${field}`;
  return order === `-${field}` ? "-id" : field;
}
