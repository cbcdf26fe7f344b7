/** A dot of a plot. */
export interface Point {
  x: number;
  y: number;
  /** A CSS colour, perhaps with a custom property of the theme. */
  colour: string;
  /** What it is, for the legend at the cursor and the CSV. */
  name: string;
}

/** Whether a point has a place on axes of these kinds: it is finite, and above 0 on a logarithmic one. */
export function hasPlace({ x, y }: Point, logX: boolean, logY: boolean): boolean {
  return Number.isFinite(x) && Number.isFinite(y) && (!logX || x > 0) && (!logY || y > 0);
}

/** From the least to the greatest with a little air; a single value gets room on both sides. */
export function extentOf(values: readonly number[], log: boolean): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return log ? [1, 10] : [0, 1];
  if (log) return low === high ? [low / 2, high * 2] : [low * 0.95, high * 1.05];
  const air = low === high ? Math.abs(low) / 2 || 1 : (high - low) * 0.04;
  return [low - air, high + air];
}

/** The nearest point to a place in pixels, not farther than `reach`. */
export function nearest(
  places: readonly { left: number; top: number }[],
  left: number,
  top: number,
  reach: number,
): number | null {
  let found: number | null = null;
  let least = reach * reach;
  places.forEach((place, at) => {
    const distance = (place.left - left) ** 2 + (place.top - top) ** 2;
    if (distance <= least) {
      least = distance;
      found = at;
    }
  });
  return found;
}
