import uPlot from "uplot";
import { formatNumber } from "~/format/number";
import type { Aligned, Band, Line, Mark } from "./curves";

const FONT = '11px "Inter Variable", system-ui, sans-serif';
/** Below this height, lines of the grid stand closer. */
const LOW = 120;
/** Within so many pixels a line is meant by the cursor; the others are drawn paler then. */
const NEAR = 40;
const UNFOCUSED = 0.25;
/** The least pixels between two ticks of a logarithmic axis. */
const ACROSS = 60;
const UP = 36;
const FAINT = 0.28;
const WIDE = 1.75;
/** A line of one pixel is drawn without an outline of its own, several times as fast; that counts where many are drawn. */
const THIN = 1;
/** With more lines than this, all are thin. */
const FEW = 24;
const BAND = 0.14;

export interface PlotLook {
  lines: readonly Line[];
  marks: readonly Mark[];
  aligned: () => Aligned;
  bands: readonly Band[];
  log: boolean;
  logX: boolean;
  /** x is seconds since 1970. */
  clock: boolean;
  /** What y shows where that is not all. */
  range: readonly [number, number] | undefined;
  height: number;
  width: number;
  /** Plots with the same key move their cursors together. */
  syncKey: string | undefined;
  onCursor: (index: number | null) => void;
  /** The line that is nearest to the cursor, where there are too many to name them all. */
  onNearest: ((line: number | null) => void) | undefined;
}

/** A colour of the theme as a canvas understands it. */
export function resolveColour(element: Element, colour: string): string {
  const probe = document.createElement("span");
  probe.style.color = colour;
  element.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

function withAlpha(colour: string, alpha: number): string {
  return `color-mix(in srgb, ${colour} ${alpha * 100}%, transparent)`;
}

export function plotOptions(element: Element, look: PlotLook): uPlot.Options {
  const known = new Map<string, string>();
  const colour = (name: string) => {
    const resolved = known.get(name) ?? resolveColour(element, name);
    known.set(name, resolved);
    return resolved;
  };
  const muted = colour("var(--muted)");
  const grid = { stroke: colour("var(--line)"), width: 1 };
  const axis = { stroke: muted, font: FONT, grid, ticks: { show: false } };
  return {
    width: look.width,
    height: look.height,
    legend: { show: false },
    padding: [8, 10, 0, 0],
    cursor: {
      points: { size: 6 },
      drag: { x: true, y: false, setScale: true },
      ...(look.onNearest && { focus: { prox: NEAR } }),
      ...(look.syncKey !== undefined && { sync: { key: look.syncKey } }),
    },
    ...(look.onNearest && { focus: { alpha: UNFOCUSED } }),
    scales: {
      x: { time: look.clock, distr: look.logX ? 3 : 1 },
      y: { distr: look.log ? 3 : 1, ...(look.range && { range: [...look.range] as uPlot.Range.MinMax }) },
    },
    bands: look.bands.map(({ low, high, colour: name }) => ({
      series: [high + 1, low + 1],
      fill: withAlpha(colour(name), BAND),
    })),
    axes: [
      {
        ...axis,
        size: 26,
        gap: 4,
        ...(!look.clock && { values: (_, splits) => splits.map(tickText) }),
        ...(look.logX && logarithmic(look.width / ACROSS)),
      },
      {
        ...axis,
        size: 56,
        gap: 4,
        space: look.height < LOW ? 18 : 30,
        incrs: (_plot, _axis, min, max) => stepsFor(min, max),
        values: (_, splits) => splits.map(tickText),
        ...(look.log && logarithmic(look.height / UP)),
      },
    ],
    series: [
      {},
      ...look.lines.map(
        (line): uPlot.Series => ({
          label: line.name,
          stroke: line.faint ? withAlpha(colour(line.colour), FAINT) : colour(line.colour),
          width: line.faint || look.lines.length > FEW ? THIN : WIDE,
          spanGaps: false,
          points: { show: line.x.length < 2, size: 5 },
          ...(line.dash && { dash: [...line.dash] }),
          ...(line.stepped && uPlot.paths.stepped && { paths: uPlot.paths.stepped({ align: 1 }) }),
        }),
      ),
    ],
    hooks: {
      setCursor: [(plot) => look.onCursor(plot.cursor.idx ?? null)],
      setSeries: [(_, series) => look.onNearest?.(series === null ? null : series - 1)],
      draw: [(plot) => drawMarks(plot, look, colour)],
    },
  };
}

/** A place on an axis, as short as an axis has room for. */
function tickText(value: number | null): string {
  if (value === null) return "";
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e9)
    ? formatNumber(Number(value.toPrecision(2)))
    : formatNumber(value);
}

/** A logarithmic axis has ticks of its own: uPlot's end at 1e16, and a loss that diverges goes further. */
function logarithmic(most: number): uPlot.Axis {
  return { splits: (_plot, _axis, min, max) => logTicks(min, max, most), filter: (_, splits) => splits };
}

/** Powers of ten, of many decades only some; where these are few, what lies between them too. */
export function logTicks(min: number, max: number, most: number): number[] {
  const [low, high] = [Math.log10(min), Math.log10(max)];
  const step = Math.max(1, Math.ceil((high - low) / most));
  const first = Math.floor(low / step) * step;
  const powers = Array.from({ length: Math.floor((high - first) / step) + 1 }, (_, at) => first + at * step);
  const ticks = (digits: readonly number[]) =>
    powers
      .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
      .filter((value) => value >= min && value <= max);
  return BETWEEN.map(ticks).find(({ length }) => length >= ENOUGH) ?? ticks([1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

const BETWEEN = [[1], [1, 2, 5]] as const;
const ENOUGH = 3;

/** Distances of grid lines; uPlot's own end at 1e15, and a loss that diverges goes further. */
function stepsFor(min: number, max: number): number[] {
  const size = Math.floor(Math.log10(Math.max(max - min, Number.MIN_VALUE)));
  return [-3, -2, -1, 0, 1].flatMap((off) => [1, 2, 2.5, 5].map((each) => Number(`${each}e${size + off}`)));
}

function drawMarks(plot: uPlot, { marks, aligned, lines }: PlotLook, colour: (name: string) => string): void {
  const { ctx, bbox } = plot;
  const pixels = devicePixelRatio;
  ctx.save();
  ctx.lineWidth = pixels;
  for (const { x, on } of marks) {
    const at = Math.round(plot.valToPos(x, "x", true));
    if (at < bbox.left || at > bbox.left + bbox.width) continue;
    if (on !== undefined) {
      const top = plot.valToPos(on.y, "y", true);
      if (top < bbox.top || top > bbox.top + bbox.height) continue;
      ctx.fillStyle = colour(lines[on.line]?.colour ?? "var(--aborted)");
      ctx.strokeStyle = colour("var(--surface)");
      drawArrow(ctx, at, top - 6 * pixels, pixels);
      ctx.stroke();
      continue;
    }
    ctx.strokeStyle = colour("var(--aborted)");
    ctx.fillStyle = ctx.strokeStyle;
    ctx.setLineDash([3 * pixels, 3 * pixels]);
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
    drawArrow(ctx, at, bbox.top, pixels);
  }
  drawBroken(plot, aligned(), lines.length, colour("var(--failed)"));
  ctx.restore();
}

/** A triangle that points down. */
function drawArrow(ctx: CanvasRenderingContext2D, at: number, top: number, pixels: number): void {
  ctx.beginPath();
  ctx.moveTo(at - 4 * pixels, top);
  ctx.lineTo(at + 4 * pixels, top);
  ctx.lineTo(at, top + 6 * pixels);
  ctx.closePath();
  ctx.fill();
}

/** NaN and infinities as short strokes at the foot, with a word at the first. */
function drawBroken(plot: uPlot, { broken }: Aligned, lines: number, colour: string): void {
  const { ctx, bbox } = plot;
  const pixels = devicePixelRatio;
  const foot = bbox.top + bbox.height;
  ctx.setLineDash([]);
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.font = `${11 * pixels}px "Inter Variable", system-ui, sans-serif`;
  const named = new Set<number>();
  for (const { line, x, value } of broken) {
    const at = plot.valToPos(x, "x", true);
    if (at < bbox.left || at > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(at, foot - 7 * pixels);
    ctx.lineTo(at, foot);
    ctx.stroke();
    if (named.has(line) || named.size > 0 || lines === 0) continue;
    named.add(line);
    ctx.textAlign = at > bbox.left + bbox.width - 60 * pixels ? "right" : "left";
    ctx.fillText(formatNumber(value), at, foot - 10 * pixels);
  }
}
