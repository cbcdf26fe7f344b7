import type { Cell } from "~/api/schema";
import { numberOf } from "~/format/number";

/** How far a training is. */
export interface Progress {
  epoch: number;
  of: number | null;
  /** Seconds, from the pace of the last epochs; null where it is not known. */
  left: number | null;
}

const NAMES = ["num_epochs", "epochs"];

/** From the hyperparameters, the epochs that came, and the seconds at which each came since the start. */
export function progressOf(
  hyperparameters: Readonly<Record<string, Cell>>,
  epochs: readonly number[],
  seconds: readonly number[],
): Progress | null {
  const epoch = epochs.at(-1);
  if (epoch === undefined) return null;
  const named = Object.entries(hyperparameters).find(([name]) => NAMES.includes(name.toLowerCase()));
  const of = numberOf(named?.[1] ?? null);
  const recent = seconds.slice(-6);
  const first = recent[0];
  const last = recent.at(-1);
  const pace =
    first !== undefined && last !== undefined && recent.length > 1
      ? (last - first) / (recent.length - 1)
      : null;
  return { epoch, of, left: of === null || pace === null ? null : Math.max(0, of - epoch) * pace };
}
