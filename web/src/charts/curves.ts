import { csvOfRows } from "./csv";

/** A line of a plot. */
export interface Line {
  /** Read aloud, in the legend and at the head of the CSV. */
  name: string;
  /** A CSS colour, perhaps with a custom property of the theme. */
  colour: string;
  dash?: readonly number[];
  x: readonly number[];
  /** NaN and infinities are gaps with a mark. */
  y: readonly number[];
  /** Drawn as stairs: a value holds until the next one. */
  stepped?: boolean;
  /** Drawn thinly behind the others, and not in the legend. */
  faint?: boolean;
}

/** The area between two lines, as their places in the list. */
export interface Band {
  low: number;
  high: number;
  colour: string;
}

/** Something that happened at a place of the x axis: to all lines, or to one, on which it stands. */
export interface Mark {
  x: number;
  text: string;
  on?: { line: number; y: number };
}

/**
 * Lines over one common x, as uPlot wants them: undefined where a line has no point, and is drawn through; null where its value is
 * not finite, and it has a gap.
 */
export interface Aligned {
  x: number[];
  ys: (number | null | undefined)[][];
  /** The places where a line is NaN or infinite. */
  broken: { line: number; x: number; value: number }[];
}

export function align(lines: readonly Line[]): Aligned {
  const x = [...new Set(lines.flatMap((line) => line.x))].sort((a, b) => a - b);
  const at = new Map(x.map((value, index) => [value, index]));
  const broken: Aligned["broken"] = [];
  const ys = lines.map((line, number) => {
    const y: (number | null | undefined)[] = new Array(x.length).fill(undefined);
    line.x.forEach((place, index) => {
      const value = line.y[index] ?? Number.NaN;
      const finite = Number.isFinite(value);
      y[at.get(place) ?? 0] = finite ? value : null;
      if (!finite) broken.push({ line: number, x: place, value });
    });
    return y;
  });
  return { x, ys, broken };
}

/** The index of the place that is nearest to x, of places that ascend. */
export function nearestPlace(places: readonly number[], x: number): number {
  let low = 0;
  let high = places.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) <= x) low = middle;
    else high = middle;
  }
  return x - (places[low] as number) <= (places[high] as number) - x ? low : high;
}

/** The points of the lines as CSV (RFC 4180), one row for each x. */
export function csvOf(lines: readonly Line[], xName: string): string {
  const { x } = align(lines);
  const values = lines.map((line) => new Map(line.x.map((place, at) => [place, line.y[at]])));
  const rows = x.map((place) => [place, ...values.map((each) => each.get(place) ?? "")]);
  return csvOfRows([[xName, ...lines.map(({ name }) => name)], ...rows.map((row) => row.map(String))]);
}

/** Exponential moving average without its bias towards 0; what is not finite is left out of it and stays as it is. */
export function smooth(y: readonly number[], weight: number): number[] {
  let sum = 0;
  let weights = 0;
  return y.map((value) => {
    if (!Number.isFinite(value)) return value;
    sum = weight * sum + (1 - weight) * value;
    weights = weight * weights + (1 - weight);
    return sum / weights;
  });
}
