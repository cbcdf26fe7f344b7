import { resolveColour } from "~/charts/plot";
import type { Run } from "~/executions/queries";
import { formatNumber } from "~/format/number";
import type { Colouring } from "./colours";
import { isWithin, type Limits, type ParallelAxis, placeOf, shareOf } from "./parallel";

export const HEIGHT = 300;
const TOP = 44;
/** What has no place on an axis stands below it. */
const NOWHERE = HEIGHT - 20;
const FOOT = HEIGHT - 52;
const SIDE = 70;
const REACH = 18;
/** Between the texts of two axes. */
const GAP = 6;
const FONT = '11px "Inter Variable", system-ui, sans-serif';
const MOST_TICKS = 9;

interface Picture {
  width: number;
  axes: readonly ParallelAxis[];
  runs: readonly Run[];
  limits: Limits;
  colouring: Colouring;
}

export function drawParallel(canvas: HTMLCanvasElement, picture: Picture): void {
  const { width, axes, runs, limits, colouring } = picture;
  const pixels = devicePixelRatio;
  canvas.width = Math.round(width * pixels);
  canvas.height = Math.round(HEIGHT * pixels);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${HEIGHT}px`;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.scale(pixels, pixels);
  const holder = canvas.parentElement ?? canvas;
  const known = new Map<string, string>();
  const colour = (name: string) => {
    const resolved = known.get(name) ?? resolveColour(holder, name);
    known.set(name, resolved);
    return resolved;
  };
  const kept = runs.map((run) => isWithin(run, axes, limits));
  for (const wanted of [false, true]) {
    runs.forEach((run, at) => {
      if (kept[at] !== wanted) return;
      context.strokeStyle = wanted ? colour(colouring.colourOf(run)) : colour("var(--line-strong)");
      context.globalAlpha = wanted ? 0.8 : 0.35;
      context.lineWidth = wanted ? 1.6 : 1;
      drawRun(context, run, axes, width);
    });
  }
  context.globalAlpha = 1;
  const room = Math.min(2 * SIDE, axes.length === 1 ? width : (width - 2 * SIDE) / (axes.length - 1)) - GAP;
  axes.forEach((axis, at) => {
    drawAxis(context, axis, leftOf(at, width, axes.length), room, colour);
    const limit = limits.get(axis.field.name);
    if (limit) {
      const [top, foot] = [topOf(axis, limit.high), topOf(axis, limit.low)];
      context.fillStyle = colour("var(--accent)");
      context.globalAlpha = 0.3;
      context.fillRect(leftOf(at, width, axes.length) - 7, top, 14, Math.max(2, foot - top));
      context.globalAlpha = 1;
    }
  });
}

function drawRun(
  context: CanvasRenderingContext2D,
  run: Run,
  axes: readonly ParallelAxis[],
  width: number,
): void {
  context.beginPath();
  axes.forEach((axis, at) => {
    const place = placeOf(axis, run[axis.field.name]);
    const top = place === null ? NOWHERE : topOf(axis, place);
    context.lineTo(leftOf(at, width, axes.length), top);
  });
  context.stroke();
}

function drawAxis(
  context: CanvasRenderingContext2D,
  axis: ParallelAxis,
  left: number,
  room: number,
  colour: (name: string) => string,
): void {
  const write = (text: string, top: number, ink: string) =>
    written(context, fitted(context, text, room), left, top, ink, colour);
  context.strokeStyle = colour("var(--muted)");
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left, TOP);
  context.lineTo(left, FOOT);
  context.stroke();
  context.textAlign = "center";
  context.font = `600 ${FONT}`;
  write(axis.log ? `${axis.field.label} (log)` : axis.field.label, 18, "var(--text)");
  context.font = FONT;
  for (const { text, top } of ticksOf(axis)) write(text, top, "var(--text)");
  write("no value", NOWHERE + 12, "var(--muted)");
}

/** Text with the ground around it, so that lines behind it do not cross it. */
function written(
  context: CanvasRenderingContext2D,
  text: string,
  left: number,
  top: number,
  ink: string,
  colour: (name: string) => string,
): void {
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = colour("var(--surface)");
  context.strokeText(text, left, top);
  context.fillStyle = colour(ink);
  context.fillText(text, left, top);
}

/** As much of a text as there is room for. */
function fitted(context: CanvasRenderingContext2D, text: string, room: number): string {
  let length = text.length;
  const shown = () => (length === text.length ? text : `${text.slice(0, length)}…`);
  while (length > 1 && context.measureText(shown()).width > room) length -= 1;
  return shown();
}

function ticksOf(axis: ParallelAxis): { text: string; top: number }[] {
  if (axis.texts === null) {
    return [
      { text: formatNumber(axis.high), top: TOP - 6 },
      ...(axis.low === axis.high ? [] : [{ text: formatNumber(axis.low), top: FOOT + 14 }]),
    ];
  }
  const step = Math.ceil(axis.texts.length / MOST_TICKS);
  return axis.texts.flatMap((text, place) =>
    place % step === 0 ? [{ text, top: topOf(axis, place) + 4 }] : [],
  );
}

function leftOf(at: number, width: number, axes: number): number {
  return axes === 1 ? width / 2 : SIDE + (at * (width - 2 * SIDE)) / (axes - 1);
}

function topOf(axis: ParallelAxis, place: number): number {
  return FOOT - shareOf(axis, place) * (FOOT - TOP);
}

/** The axis at a place, where there is one within reach. */
export function axisAt(left: number, width: number, axes: number): number | null {
  for (let at = 0; at < axes; at++) if (Math.abs(leftOf(at, width, axes) - left) <= REACH) return at;
  return null;
}

export function shareAt(top: number): number {
  return (FOOT - top) / (FOOT - TOP);
}
