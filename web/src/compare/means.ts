import { type Line, nearestPlace } from "~/charts/curves";

const MOST_PLACES = 1000;

/** What several lines are together, at each x that any of them has. */
export interface Mean {
  x: number[];
  mean: number[];
  least: number[];
  greatest: number[];
}

/**
 * The mean of lines, with the least and the greatest of them at each x: no outlier is left out. Between two of its points a line
 * is straight; before its first and after its last it counts for nothing, nor where it is not finite. Of more than a
 * thousand x, a thousand at equal distances are taken; extremes between them go to the nearest.
 */
export function meanOf(lines: readonly Line[]): Mean {
  const x = placesOf(lines);
  const sums = new Float64Array(x.length);
  const counts = new Uint32Array(x.length);
  const least = new Float64Array(x.length).fill(Number.POSITIVE_INFINITY);
  const greatest = new Float64Array(x.length).fill(Number.NEGATIVE_INFINITY);
  const extend = (at: number, value: number) => {
    if (value < (least[at] as number)) least[at] = value;
    if (value > (greatest[at] as number)) greatest[at] = value;
  };
  for (const line of lines) {
    valuesAt(line, x).forEach((value, at) => {
      if (!Number.isFinite(value)) return;
      sums[at] = (sums[at] as number) + value;
      counts[at] = (counts[at] as number) + 1;
      extend(at, value);
    });
    line.y.forEach((value, at) => {
      if (Number.isFinite(value)) extend(nearestPlace(x, line.x[at] as number), value);
    });
  }
  const filled = x.map((_, at) => at).filter((at) => (counts[at] as number) > 0);
  return {
    x: filled.map((at) => x[at] as number),
    mean: filled.map((at) => (sums[at] as number) / (counts[at] as number)),
    least: filled.map((at) => least[at] as number),
    greatest: filled.map((at) => greatest[at] as number),
  };
}

function placesOf(lines: readonly Line[]): number[] {
  const all = [...new Set(lines.flatMap(({ x }) => x))].sort((a, b) => a - b);
  if (all.length <= MOST_PLACES) return all;
  const first = all[0] as number;
  const step = ((all.at(-1) as number) - first) / (MOST_PLACES - 1);
  return Array.from({ length: MOST_PLACES }, (_, at) => first + at * step);
}

/** The values of a line at places that ascend; NaN where it has none. */
function valuesAt({ x, y }: Line, places: readonly number[]): number[] {
  let at = 0;
  return places.map((place) => {
    while (at < x.length - 1 && (x[at + 1] as number) <= place) at += 1;
    const [left, right] = [x[at], x[at + 1]];
    if (left === undefined || place < left) return Number.NaN;
    if (place === left) return y[at] as number;
    if (right === undefined) return Number.NaN;
    const share = (place - left) / (right - left);
    return (y[at] as number) * (1 - share) + (y[at + 1] as number) * share;
  });
}
