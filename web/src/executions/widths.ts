import type { Field } from "./fields";

export const NAME_WIDTH = 220;
const OWN: Record<string, number> = { status: 100, started_at: 104, ended_at: 96, dataflow: 120 };
const LETTER = 6.4;
const PADDING = 34;
/** The longest metric that is shown in full, 999,999,999, fits in the least. */
const LEAST = { own: 100, param: 64, metric: 102 };
const MOST = 150;

/** How wide a column is, by its heading: values of a table that grows while trainings run must not move it. */
export function widthOf({ name, label, kind }: Field): number {
  return OWN[name] ?? Math.min(MOST, Math.max(LEAST[kind], Math.ceil(label.length * LETTER) + PADDING));
}
