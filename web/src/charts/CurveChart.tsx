import "uplot/dist/uPlot.min.css";
import { Download, ImageDown } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import uPlot from "uplot";
import { coloursChanged } from "~/app/theme";
import { useValue } from "~/app/value";
import { formatCount } from "~/format/number";
import { IconButton } from "~/ui/Button";
import { Moment, Num } from "~/ui/Figures";
import styles from "./CurveChart.module.css";
import { align, type Band, csvOf, type Line, type Mark, nearestPlace } from "./curves";
import { download, downloadPicture } from "./download";
import { plotOptions, resolveColour } from "./plot";

interface CurveChartProps {
  title: string;
  lines: readonly Line[];
  /** What x is: epoch, step, seconds. */
  xName: string;
  marks?: readonly Mark[];
  bands?: readonly Band[];
  log?: boolean;
  logX?: boolean;
  /** x is seconds since 1970. */
  clock?: boolean;
  range?: readonly [number, number] | undefined;
  height?: number;
  syncKey?: string;
}

/** Of more lines only the one at the cursor is named. */
const NAMED = 4;
const NO_MARKS: readonly Mark[] = [];
const NO_BANDS: readonly Band[] = [];

/** Curves on a canvas: a drag zooms, a double click shows all again, the values at the cursor stand in the legend. */
export function CurveChart({
  title,
  lines,
  xName,
  marks = NO_MARKS,
  bands = NO_BANDS,
  log = false,
  logX = false,
  clock = false,
  range,
  height = 200,
  syncKey,
}: CurveChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [index, setIndex] = useState<number | null>(null);
  const [nearest, setNearest] = useState<number | null>(null);
  const aligned = useMemo(() => align(lines), [lines]);
  const latest = useRef({ aligned, lines, marks });
  latest.current = { aligned, lines, marks };
  const colours = useValue(coloursChanged);
  const named = lines.filter(({ faint }) => !faint);
  const many = named.length > NAMED;
  const shape = lines
    .map(({ name, colour, dash, stepped, faint, x }) =>
      [name, colour, dash, stepped, faint, x.length < 2].join(),
    )
    .join("|");
  const [from, to] = range ?? [];

  // biome-ignore lint/correctness/useExhaustiveDependencies: the plot is made anew when its lines or its colours change
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const { lines: drawn, aligned: data } = latest.current;
    const options = plotOptions(element, {
      lines: drawn,
      get marks() {
        return latest.current.marks;
      },
      aligned: () => latest.current.aligned,
      bands,
      log,
      logX,
      clock,
      range: from === undefined || to === undefined ? undefined : [from, to],
      height,
      width: element.clientWidth,
      syncKey,
      onCursor: setIndex,
      onNearest: many ? setNearest : undefined,
    });
    const made = new uPlot(options, [data.x, ...data.ys], element);
    plot.current = made;
    const watch = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape, bands.length, log, logX, clock, from, to, height, syncKey, colours]);

  useEffect(() => {
    const made = plot.current;
    if (made === null || made.data[0] === aligned.x) return;
    const { min, max } = made.scales.x ?? {};
    const zoomed = made.data[0].length > 0 && (min !== made.data[0][0] || max !== made.data[0].at(-1));
    made.setData([aligned.x, ...aligned.ys], !zoomed);
    if (zoomed) made.redraw();
  }, [aligned]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: marks are drawn as they are then, and may come after the lines
  useEffect(() => plot.current?.redraw(false, true), [marks]);

  const x = index === null ? null : (aligned.x[index] ?? null);
  const places = useMemo(() => marks.map((mark) => nearestPlace(aligned.x, mark.x)), [marks, aligned]);
  const here = marks.filter(
    ({ on }, at) => places[at] === index && (on === undefined || !many || on.line === nearest),
  );
  const shown = many ? [lines[nearest ?? -1]].filter((line) => line !== undefined) : named;
  const picture = () => {
    const canvas = plot.current?.ctx.canvas;
    if (canvas && place.current)
      downloadPicture(`${title}.png`, canvas, resolveColour(place.current, "var(--surface)"));
  };
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        <span className={styles.title}>{title}</span>
        <span className={styles.legend}>
          {many && shown.length === 0 && formatCount(named.length, "line")}
          {shown.map((line) => (
            <Legend key={lines.indexOf(line)} line={line} x={x} alone={named.length === 1} />
          ))}
          {x !== null && (
            <span className={styles.x}>
              {xName} {clock ? <Moment at={new Date(x * 1000).toISOString()} /> : <Num value={x} />}
            </span>
          )}
          {here.length > 0 && <span className={styles.mark}>{here.map(({ text }) => text).join(" · ")}</span>}
        </span>
        <span className={styles.tools}>
          <IconButton icon={ImageDown} label={`Save ${title} as PNG`} onClick={picture} />
          <IconButton
            icon={Download}
            label={`Save ${title} as CSV`}
            onClick={() => download(`${title}.csv`, new Blob([csvOf(lines, xName)], { type: "text/csv" }))}
          />
        </span>
      </figcaption>
      <div ref={place} className={styles.place} role="img" aria-label={describe(title, lines, xName)} />
    </figure>
  );
}

function Legend({ line, x, alone }: { line: Line; x: number | null; alone: boolean }) {
  const at = x === null ? line.y.length - 1 : line.x.indexOf(x);
  const value = line.y[at];
  return (
    <span className={styles.entry}>
      <svg width={14} height={6} aria-hidden>
        <title>line</title>
        <line
          x1={0}
          y1={3}
          x2={14}
          y2={3}
          stroke={line.colour}
          strokeWidth={2}
          strokeDasharray={line.dash?.join(" ")}
        />
      </svg>
      {!alone && line.name} {value !== undefined && <Num value={value} />}
    </span>
  );
}

function describe(title: string, lines: readonly Line[], xName: string): string {
  const named = lines.filter(({ faint }) => !faint);
  if (named.length > NAMED) return `${title} over ${xName}: ${named.length} lines`;
  const each = named.map(
    ({ name, y }) => `${name} ends at ${y.at(-1) ?? "nothing"} after ${y.length} points`,
  );
  return `${title} over ${xName}: ${each.join("; ")}`;
}
