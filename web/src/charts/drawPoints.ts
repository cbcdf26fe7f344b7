import { formatNumber } from "~/format/number";
import { resolveColour } from "./plot";
import type { Point } from "./points";

/** What the scales of d3 have in common. */
export interface PointScale {
  (value: number): number;
  ticks(count: number): (number | Date)[];
  tickFormat(count: number): (value: number | Date) => string;
}

interface Picture {
  width: number;
  height: number;
  margin: { left: number; right: number; top: number; bottom: number };
  scales: { x: PointScale; y: PointScale };
  shown: readonly Point[];
  places: readonly { left: number; top: number }[];
  joined: boolean;
  at: number | null;
}

const FONT = '11px "Inter Variable", system-ui, sans-serif';
const MANY = 2000;

export function drawPoints(canvas: HTMLCanvasElement, picture: Picture): void {
  const { width, height } = picture;
  const pixels = devicePixelRatio;
  canvas.width = Math.round(width * pixels);
  canvas.height = Math.round(height * pixels);
  canvas.style.height = `${height}px`;
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
  drawAxes(context, picture, colour("var(--line)"), colour("var(--muted)"));
  if (picture.joined) drawJoined(context, picture, colour);
  drawDots(context, picture, colour);
}

function drawAxes(context: CanvasRenderingContext2D, picture: Picture, grid: string, ink: string): void {
  const { width, height, margin, scales } = picture;
  context.font = FONT;
  context.lineWidth = 1;
  context.strokeStyle = grid;
  context.fillStyle = ink;
  const label = (value: number | Date, format: (value: number | Date) => string) =>
    value instanceof Date ? format(value) : formatNumber(value);
  const across = Math.max(2, Math.floor(width / 110));
  const up = Math.max(2, Math.floor(height / 50));
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const tick of thinned(scales.x.ticks(across), across)) {
    const left = Math.round(scales.x(Number(tick))) + 0.5;
    line(context, left, margin.top, left, height - margin.bottom);
    context.fillText(label(tick, scales.x.tickFormat(across)), left, height - margin.bottom + 7);
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const tick of thinned(scales.y.ticks(up), up)) {
    const top = Math.round(scales.y(Number(tick))) + 0.5;
    line(context, margin.left, top, width - margin.right, top);
    context.fillText(label(tick, scales.y.tickFormat(up)), margin.left - 6, top);
  }
}

/** A logarithmic scale has ticks at every digit: of too many, only some. */
function thinned<T>(ticks: readonly T[], wanted: number): T[] {
  const step = Math.ceil(ticks.length / (wanted * 1.6));
  return ticks.filter((_, at) => at % step === 0);
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

function drawJoined(
  context: CanvasRenderingContext2D,
  { places, shown }: Picture,
  colour: (name: string) => string,
): void {
  context.lineWidth = 1.5;
  context.strokeStyle = colour(shown[0]?.colour ?? "var(--accent)");
  context.beginPath();
  for (const { left, top } of places) context.lineTo(left, top);
  context.stroke();
}

function drawDots(
  context: CanvasRenderingContext2D,
  { places, shown, joined, at }: Picture,
  colour: (name: string) => string,
): void {
  const radius = joined ? 2 : shown.length > MANY ? 2 : 4;
  if (!joined || shown.length < 200) {
    context.globalAlpha = shown.length > MANY ? 0.5 : 0.9;
    places.forEach(({ left, top }, index) => {
      context.fillStyle = colour(shown[index]?.colour ?? "var(--accent)");
      context.beginPath();
      context.arc(left, top, radius, 0, 2 * Math.PI);
      context.fill();
    });
    context.globalAlpha = 1;
  }
  const pointed = at === null ? undefined : places[at];
  if (pointed === undefined) return;
  context.strokeStyle = colour("var(--text)");
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(pointed.left, pointed.top, radius + 2, 0, 2 * Math.PI);
  context.stroke();
}
