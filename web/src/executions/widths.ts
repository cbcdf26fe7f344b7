import type { Field } from "./fields";

export const NAME_WIDTH = 220;
const OWN: Record<string, number> = { status: 100, started_at: 104, ended_at: 96, dataflow: 120 };
const LETTER = 6.4;
const PADDING = 34;
/** A number with five digits and an exponent fits in the least. */
const LEAST = 72;
const MOST = 150;

/** How wide a column is, by its heading: values of a table that grows while trainings run must not move it. */
export function widthOf({ name, label, kind }: Field): number {
  const least = kind === "metric" ? LEAST + 14 : LEAST;
  return OWN[name] ?? Math.min(MOST, Math.max(least, Math.ceil(label.length * LETTER) + PADDING));
}
