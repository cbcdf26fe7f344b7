import type { Cell } from "~/api/schema";
import type { Field } from "~/executions/fields";
import type { Run } from "~/executions/queries";
import { numberOf } from "~/format/number";

/** Limits on a field, both ends included; of an axis of texts they are places in their order. */
export interface Limit {
  low: number;
  high: number;
}

export type Limits = ReadonlyMap<string, Limit>;

/** An axis of the parallel coordinates. */
export interface ParallelAxis {
  field: Field;
  /** What stands on it, in order, where its values are texts. */
  texts: readonly string[] | null;
  low: number;
  high: number;
  log: boolean;
}

/** Of values that are this far apart, the small ones would be one point on a linear axis. */
const LOG_FROM = 100;
const MOST_TEXTS = 30;
const DEFAULT_PARAMS = 6;
const DEFAULT_METRICS = 2;

/** The axis of a field over these executions; null where nothing could be told apart on it. */
export function axisOf(field: Field, runs: readonly Run[]): ParallelAxis | null {
  const values = runs.map((run) => run[field.name] ?? null).filter((each) => each !== null);
  const numbers = values.map(numberOf);
  if (numbers.every((each) => each !== null)) {
    const finite = numbers.filter(Number.isFinite);
    if (finite.length === 0) return null;
    const [low, high] = [Math.min(...finite), Math.max(...finite)];
    return { field, texts: null, low, high, log: low > 0 && high / low >= LOG_FROM };
  }
  const texts = [...new Set(values.map(String))].sort((a, b) => a.localeCompare(b));
  if (texts.length > MOST_TEXTS) return null;
  return { field, texts, low: 0, high: texts.length - 1, log: false };
}

/** Where a value stands on its axis, as a number between `low` and `high`; null for nothing, NaN and infinities. */
export function placeOf({ texts }: ParallelAxis, value: Cell | undefined): number | null {
  if (value === null || value === undefined) return null;
  if (texts !== null) return Math.max(0, texts.indexOf(String(value)));
  const number = numberOf(value);
  return number === null || !Number.isFinite(number) ? null : number;
}

/** From 0 at the foot of the axis to 1 at its head. */
export function shareOf({ low, high, log }: ParallelAxis, place: number): number {
  if (low === high) return 0.5;
  return log ? Math.log(place / low) / Math.log(high / low) : (place - low) / (high - low);
}

/** The other way round, within the axis. */
export function placeAt({ low, high, log }: ParallelAxis, share: number): number {
  const within = Math.min(1, Math.max(0, share));
  return log ? low * (high / low) ** within : low + within * (high - low);
}

/** Whether an execution keeps to all limits; what has no place on an axis with a limit does not. */
export function isWithin(run: Run, axes: readonly ParallelAxis[], limits: Limits): boolean {
  return axes.every((axis) => {
    const limit = limits.get(axis.field.name);
    if (limit === undefined) return true;
    const place = placeOf(axis, run[axis.field.name]);
    return place !== null && place >= limit.low && place <= limit.high;
  });
}

/** The hyperparameters that differ, and the first results. */
export function defaultAxes(fields: readonly Field[], runs: readonly Run[]): string[] {
  const differing = fields.filter(
    ({ name, kind, shown }) =>
      kind !== "own" && shown && new Set(runs.map((run) => run[name] ?? null)).size > 1,
  );
  const names = (kind: Field["kind"], most: number) =>
    differing
      .filter((each) => each.kind === kind)
      .slice(0, most)
      .map(({ name }) => name);
  return [...names("param", DEFAULT_PARAMS), ...names("metric", DEFAULT_METRICS)];
}

/** Limits as they stand in the address: `param.k:16..32;metric.loss.min:0..0.5`. */
export function formatLimits(limits: Limits): string | undefined {
  const parts = [...limits].map(([name, { low, high }]) => `${encodeURIComponent(name)}:${low}..${high}`);
  return parts.length > 0 ? parts.join(";") : undefined;
}

export function parseLimits(text: string | undefined): Map<string, Limit> {
  const limits = new Map<string, Limit>();
  for (const part of (text ?? "").split(";")) {
    const [, name, low, high] = /^(.+):([^:]+)\.\.([^:]+)$/.exec(part) ?? [];
    if (name === undefined || !Number.isFinite(Number(low)) || !Number.isFinite(Number(high))) continue;
    limits.set(decoded(name), { low: Number(low), high: Number(high) });
  }
  return limits;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
