import type { Cell, Curve, SeriesAxis } from "~/api/schema";
import { type Band, type Line, type Mark, nearestPlace, smooth } from "~/charts/curves";
import { lookOf } from "~/colour/execution";
import { type Marked, marksOf } from "~/execution/marks";
import { formatNumber, numberOf } from "~/format/number";
import { meanOf } from "./means";

/** An execution as an overlay needs it. */
export interface Compared {
  id: number;
  name: string;
  startedAt: string | null;
  /** The value that it is grouped by; absent where nothing is grouped. */
  group?: Cell | undefined;
}

export interface OverlayChoice {
  axis: SeriesAxis;
  /** Whether x is the time of day instead of the time since each execution's start. */
  clock: boolean;
  smoothing: number;
  logX: boolean;
  logY: boolean;
  grouped: boolean;
  most: boolean;
}

/** Curves over one another, and all that is not drawn of them. */
export interface Overlay {
  lines: Line[];
  bands: Band[];
  /** The index of the line of each execution; a mean is of none. */
  places: Map<number, number>;
  /** The range of y where it is not that of all points. */
  range: [number, number] | undefined;
  /** Points that lie outside of this range. */
  outside: number;
  /** Points that have no place on a logarithmic axis. */
  unplaced: number;
  /** Executions without a curve of this metric. */
  without: number;
  /** Curves with more points than came. */
  thinned: number;
}

const COLOURS = 8;
/** Of more lines dashes tell none from another, and take longer to draw than all the rest. */
const LOOKS = 24;
const LEAST_SHARE = 0.01;

/** The curves of one metric, each in the colour of its execution, or as a mean for each value of the group. */
export function overlayOf(
  curves: readonly Curve[],
  compared: readonly Compared[],
  choice: OverlayChoice,
): Overlay {
  const known = new Map(compared.map((each) => [each.id, each]));
  const drawn = curves.filter(({ execution, x }) => x.length > 0 && known.has(execution));
  let unplaced = 0;
  const raw = drawn.map((curve): Raw => {
    const { name, startedAt, group } = known.get(curve.execution) as Compared;
    const { colour, dash } = lookOf(curve.execution);
    const placed = placedPoints(curve, choice, startedAt);
    unplaced += curve.x.length - placed.x.length;
    return {
      execution: curve.execution,
      line: { name, ...(drawn.length > LOOKS ? { colour } : { colour, dash }), ...placed },
      group: groupName(group),
    };
  });
  const { lines, bands, places } = choice.grouped
    ? groupedLines(raw, choice.smoothing)
    : linesEach(raw, choice.smoothing);
  const range = choice.most ? mostOf(lines) : undefined;
  return {
    lines,
    bands,
    places,
    range,
    outside: range ? countOutside(lines, range) : 0,
    unplaced,
    without: compared.length - drawn.length,
    thinned: drawn.filter(({ x, points_total }) => points_total > x.length).length,
  };
}

/** The points of one execution, before they are smoothed or grouped. */
interface Raw {
  execution: number;
  line: Line;
  group: string;
}

type Drawn = Pick<Overlay, "lines" | "bands" | "places">;

function linesEach(raw: readonly Raw[], weight: number): Drawn {
  const lines: Line[] = [];
  const places = new Map<number, number>();
  for (const { execution, line } of raw) {
    lines.push(...smoothed(line, weight));
    places.set(execution, lines.length - 1);
  }
  return { lines, bands: [], places };
}

/** Adaptations, on the line of their execution as it is drawn. */
export function adaptationMarks(
  { lines, places }: Drawn,
  adaptations: ReadonlyMap<number, readonly Marked[]>,
  compared: readonly Compared[],
  choice: OverlayChoice,
): Mark[] {
  return compared.flatMap(({ id, name, startedAt }) => {
    const at = places.get(id);
    const line = at === undefined ? undefined : lines[at];
    if (at === undefined || line === undefined) return [];
    return marksOf(adaptations.get(id) ?? [], choice.axis, startedAt).flatMap(({ x: since, text }) => {
      const x = since + beginOf(choice, startedAt);
      const y = line.y[nearestPlace(line.x, x)];
      return y !== undefined && Number.isFinite(y)
        ? [{ x, text: `${name}: ${text}`, on: { line: at, y } }]
        : [];
    });
  });
}

/** The smoothed line, with what it was made of faintly behind it: no spike is gone. */
export function smoothed(line: Line, weight: number): Line[] {
  if (weight === 0) return [line];
  return [
    { ...line, name: `${line.name}, not smoothed`, faint: true },
    { ...line, y: smooth(line.y, weight) },
  ];
}

function groupedLines(raw: readonly Raw[], weight: number): Drawn {
  const groups = new Map<string, Line[]>();
  for (const { line, group } of raw) groups.set(group, [...(groups.get(group) ?? []), line]);
  const lines: Line[] = [];
  const bands: Band[] = [];
  [...groups].sort(byNumber).forEach(([group, members], at) => {
    const colour = `var(--series-${at % COLOURS})`;
    const { x, mean, least, greatest } = meanOf(members);
    const name = `${group} (${members.length})`;
    const shared = { colour, x, ...(at >= COLOURS && { dash: [7, 4] }) };
    bands.push({ low: lines.length, high: lines.length + 1, colour });
    lines.push(
      { ...shared, name: `${name} least`, y: least, faint: true },
      { ...shared, name: `${name} greatest`, y: greatest, faint: true },
      { ...shared, name, y: weight === 0 ? mean : smooth(mean, weight) },
    );
  });
  return { lines, bands, places: new Map() };
}

function byNumber([a]: [string, unknown], [b]: [string, unknown]): number {
  return a.localeCompare(b, undefined, { numeric: true });
}

function groupName(value: Cell | undefined): string {
  const number = numberOf(value ?? null);
  if (value === null || value === undefined) return "no value";
  return number === null ? String(value) : formatNumber(number);
}

/** What is added to a curve's x: its start where the time of day is meant, which may not be known. */
function beginOf({ clock }: OverlayChoice, startedAt: string | null): number {
  if (!clock) return 0;
  return startedAt === null ? Number.NaN : Date.parse(startedAt) / 1000;
}

function placedPoints({ x, y }: Curve, choice: OverlayChoice, startedAt: string | null) {
  const { logX, logY } = choice;
  const begin = beginOf(choice, startedAt);
  const placed: { x: number[]; y: number[] } = { x: [], y: [] };
  x.forEach((each, at) => {
    const across = (numberOf(each) ?? Number.NaN) + begin;
    const up = numberOf(y[at]) ?? Number.NaN;
    if (!Number.isFinite(across) || (logX && across <= 0) || (logY && up <= 0)) return;
    placed.x.push(across);
    placed.y.push(up);
  });
  return placed;
}

/** From the first to the last hundredth of all values. */
function mostOf(lines: readonly Line[]): [number, number] | undefined {
  const values = Float64Array.from(lines.flatMap(({ y }) => y.filter(Number.isFinite))).sort();
  const low = values[Math.floor(values.length * LEAST_SHARE)];
  const high = values[Math.ceil(values.length * (1 - LEAST_SHARE)) - 1];
  return low === undefined || high === undefined || low >= high ? undefined : [low, high];
}

function countOutside(lines: readonly Line[], [low, high]: [number, number]): number {
  return lines.reduce((sum, { y }) => sum + y.filter((each) => each < low || each > high).length, 0);
}
