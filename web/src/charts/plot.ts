import uPlot from "uplot";
import { formatNumber } from "~/format/number";
import type { Aligned, Line, Mark } from "./curves";

const FONT = '11px "Inter Variable", system-ui, sans-serif';
/** Below this height, lines of the grid stand closer. */
const LOW = 120;

export interface PlotLook {
  lines: readonly Line[];
  marks: readonly Mark[];
  aligned: () => Aligned;
  log: boolean;
  height: number;
  width: number;
  /** Plots with the same key move their cursors together. */
  syncKey: string | undefined;
  onCursor: (index: number | null) => void;
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

export function plotOptions(element: Element, look: PlotLook): uPlot.Options {
  const colour = (name: string) => resolveColour(element, name);
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
      ...(look.syncKey !== undefined && { sync: { key: look.syncKey } }),
    },
    scales: { x: { time: false }, y: { distr: look.log ? 3 : 1 } },
    axes: [
      { ...axis, size: 26, gap: 4, values: (_, splits) => splits.map((value) => formatNumber(value)) },
      {
        ...axis,
        size: 56,
        gap: 4,
        space: look.height < LOW ? 18 : 30,
        incrs: (_plot, _axis, min, max) => stepsFor(min, max),
        values: (_, splits) => splits.map((value) => (value === null ? "" : formatNumber(value))),
      },
    ],
    series: [
      {},
      ...look.lines.map(
        (line): uPlot.Series => ({
          label: line.name,
          stroke: colour(line.colour),
          width: 1.75,
          spanGaps: false,
          points: { show: line.x.length < 2, size: 5 },
          ...(line.dash && { dash: [...line.dash] }),
          ...(line.stepped && uPlot.paths.stepped && { paths: uPlot.paths.stepped({ align: 1 }) }),
        }),
      ),
    ],
    hooks: {
      setCursor: [(plot) => look.onCursor(plot.cursor.idx ?? null)],
      draw: [(plot) => drawMarks(plot, look, colour("var(--aborted)"), colour("var(--failed)"))],
    },
  };
}

/** Distances of grid lines; uPlot's own end at 1e15, and a loss that diverges goes further. */
function stepsFor(min: number, max: number): number[] {
  const size = Math.floor(Math.log10(Math.max(max - min, Number.MIN_VALUE)));
  return [-3, -2, -1, 0, 1].flatMap((off) => [1, 2, 2.5, 5].map((each) => Number(`${each}e${size + off}`)));
}

function drawMarks(
  plot: uPlot,
  { marks, aligned, lines }: PlotLook,
  markColour: string,
  brokenColour: string,
): void {
  const { ctx, bbox } = plot;
  const pixels = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = markColour;
  ctx.fillStyle = markColour;
  ctx.lineWidth = pixels;
  for (const { x } of marks) {
    const at = Math.round(plot.valToPos(x, "x", true));
    if (at < bbox.left || at > bbox.left + bbox.width) continue;
    ctx.setLineDash([3 * pixels, 3 * pixels]);
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(at - 4 * pixels, bbox.top);
    ctx.lineTo(at + 4 * pixels, bbox.top);
    ctx.lineTo(at, bbox.top + 6 * pixels);
    ctx.fill();
  }
  drawBroken(plot, aligned(), lines.length, brokenColour);
  ctx.restore();
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
