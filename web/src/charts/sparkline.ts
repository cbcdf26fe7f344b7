const MARGIN = 2;

/** The path of values at equal distances; where one is not finite, the line has a gap. Empty without a line to draw. */
export function sparklinePath(y: readonly number[], width: number, height: number): string {
  const finite = y.filter(Number.isFinite);
  if (finite.length < 2) return "";
  const least = Math.min(...finite);
  const range = Math.max(...finite) - least || 1;
  const stepX = (width - 2 * MARGIN) / (y.length - 1);
  let path = "";
  let drawing = false;
  y.forEach((value, at) => {
    if (Number.isFinite(value)) {
      const up = ((value - least) / range) * (height - 2 * MARGIN);
      path += `${drawing ? "L" : "M"}${round(MARGIN + at * stepX)} ${round(height - MARGIN - up)}`;
    }
    drawing = Number.isFinite(value);
  });
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
