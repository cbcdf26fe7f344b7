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
  /** Adaptations, on the line of their execution; a mean has none. */
  marks: Mark[];
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
const LEAST_SHARE = 0.01;

/** The curves of one metric, each in the colour of its execution, or as a mean for each value of the group. */
export function overlayOf(
  curves: readonly Curve[],
  compared: readonly Compared[],
  choice: OverlayChoice,
  adaptations: ReadonlyMap<number, readonly Marked[]> = new Map(),
): Overlay {
  const known = new Map(compared.map((each) => [each.id, each]));
  const drawn = curves.filter(({ execution, x }) => x.length > 0 && known.has(execution));
  let unplaced = 0;
  const raw = drawn.map((curve): Raw => {
    const execution = known.get(curve.execution) as Compared;
    const { name, startedAt, group } = execution;
    const placed = placedPoints(curve, choice, startedAt);
    unplaced += curve.x.length - placed.x.length;
    const changes = marksOf(adaptations.get(curve.execution) ?? [], choice.axis, startedAt);
    const begin = beginOf(choice, startedAt);
    return {
      line: { name, ...lookOf(curve.execution), ...placed },
      group: groupName(group),
      marks: changes.map(({ x, text }) => ({ x: x + begin, text: `${name}: ${text}` })),
    };
  });
  const { lines, bands, marks } = choice.grouped
    ? groupedLines(raw, choice.smoothing)
    : linesEach(raw, choice.smoothing);
  const range = choice.most ? mostOf(lines) : undefined;
  return {
    lines,
    bands,
    marks,
    range,
    outside: range ? countOutside(lines, range) : 0,
    unplaced,
    without: compared.length - drawn.length,
    thinned: drawn.filter(({ x, points_total }) => points_total > x.length).length,
  };
}

/** The points of one execution, before they are smoothed or grouped. */
interface Raw {
  line: Line;
  group: string;
  marks: Mark[];
}

type Drawn = Pick<Overlay, "lines" | "bands" | "marks">;

function linesEach(raw: readonly Raw[], weight: number): Drawn {
  const lines: Line[] = [];
  const marks: Mark[] = [];
  for (const { line, marks: own } of raw) {
    lines.push(...smoothed(line, weight));
    const at = lines.length - 1;
    const { x, y } = lines[at] as Line;
    for (const mark of own) {
      const up = y[nearestPlace(x, mark.x)];
      if (up !== undefined && Number.isFinite(up)) marks.push({ ...mark, on: { line: at, y: up } });
    }
  }
  return { lines, bands: [], marks };
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
  return { lines, bands, marks: [] };
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
