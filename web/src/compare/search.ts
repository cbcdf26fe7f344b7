import { flag, ids, number, oneOf, type Search, text, texts } from "~/app/search";

/** What the curves of a comparison stand over. `time` counts from the start of each execution, `clock` is the time of day. */
export type CompareAxis = "epoch" | "step" | "time" | "clock";

export const CLOSEST_SMOOTHING = 0.99;

/** The state of a comparison, as it stands in the address. */
export interface CompareSearch {
  chosen?: number[] | undefined;
  /** Names of metrics, one plot each. */
  y?: string[] | undefined;
  x?: Exclude<CompareAxis, "epoch"> | undefined;
  /** The weight of what was before, from 0 to 0.99. */
  smooth?: number | undefined;
  logx?: true | undefined;
  logy?: true | undefined;
  /** The field by which curves become a mean with a band. */
  group?: string | undefined;
  /** `most` leaves the outermost hundredths out of the range. */
  range?: "most" | undefined;
  /** Whether what is the same in all executions is listed too. */
  same?: true | undefined;
  /** Fields of the scatter plot. */
  across?: string | undefined;
  up?: string | undefined;
  logacross?: true | undefined;
  logup?: true | undefined;
  /** The field that colours points and lines; without it each execution has its own colour. */
  colour?: string | undefined;
  /** Fields of the parallel coordinates, from left to right. */
  axes?: string[] | undefined;
  /** The limits on them, see `parallel.ts`. */
  limits?: string | undefined;
  order?: string | undefined;
}

export function compareSearch(search: Search): CompareSearch {
  const smooth = number(search.smooth);
  return {
    chosen: ids(search.chosen),
    y: texts(search.y),
    x: oneOf(search.x, ["step", "time", "clock"]),
    smooth: smooth !== undefined && smooth > 0 ? Math.min(smooth, CLOSEST_SMOOTHING) : undefined,
    logx: flag(search.logx),
    logy: flag(search.logy),
    group: text(search.group),
    range: oneOf(search.range, ["most"]),
    same: flag(search.same),
    across: text(search.across),
    up: text(search.up),
    logacross: flag(search.logacross),
    logup: flag(search.logup),
    colour: text(search.colour),
    axes: texts(search.axes),
    limits: text(search.limits),
    order: text(search.order),
  };
}
