import { scaleLinear, scaleLog, scaleTime } from "d3-scale";
import { Download, ImageDown } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { coloursChanged } from "~/app/theme";
import { useValue } from "~/app/value";
import { formatCount, formatNumber } from "~/format/number";
import { IconButton } from "~/ui/Button";
import chart from "./CurveChart.module.css";
import { csvOfRows } from "./csv";
import { download, downloadPicture } from "./download";
import { drawPoints, type PointScale } from "./drawPoints";
import styles from "./PointPlot.module.css";
import { resolveColour } from "./plot";
import { extentOf, hasPlace, nearest, type Point } from "./points";

interface PointPlotProps {
  title: string;
  points: readonly Point[];
  xName: string;
  yName: string;
  logX?: boolean;
  logY?: boolean;
  /** x is milliseconds since 1970. */
  timeX?: boolean;
  /** A line through the points, in their order. */
  joined?: boolean;
  height?: number;
  onOpen?: (index: number) => void;
}

const MARGIN = { left: 60, right: 12, top: 10, bottom: 28 };
const REACH = 14;

/** Points on a canvas. What has no place on the axes is counted under it, never dropped silently. */
export function PointPlot(props: PointPlotProps) {
  const { title, points, xName, yName, logX = false, logY = false, timeX = false, joined = false } = props;
  const { height = 320, onOpen } = props;
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [at, setAt] = useState<number | null>(null);
  const colours = useValue(coloursChanged);
  const shown = useMemo(() => points.filter((each) => hasPlace(each, logX, logY)), [points, logX, logY]);
  const scales = useMemo(() => {
    const across = extentOf(
      shown.map(({ x }) => x),
      logX,
    );
    const up = extentOf(
      shown.map(({ y }) => y),
      logY,
    );
    const range = [MARGIN.left, Math.max(MARGIN.left + 1, width - MARGIN.right)];
    const x = timeX ? scaleTime(across, range) : logX ? scaleLog(across, range) : scaleLinear(across, range);
    const y = (logY ? scaleLog : scaleLinear)(up, [height - MARGIN.bottom, MARGIN.top]);
    return { x: x as unknown as PointScale, y: y as unknown as PointScale };
  }, [shown, width, height, logX, logY, timeX]);
  const places = useMemo(
    () => shown.map(({ x, y }) => ({ left: scales.x(x), top: scales.y(y) })),
    [shown, scales],
  );

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of colours draws it anew
  useEffect(() => {
    if (canvas.current === null || width === 0) return;
    drawPoints(canvas.current, { width, height, margin: MARGIN, scales, shown, places, joined, at });
  }, [width, height, scales, shown, places, joined, at, colours]);

  const point = at === null ? undefined : shown[at];
  const find = (event: { nativeEvent: MouseEvent }) =>
    nearest(places, event.nativeEvent.offsetX, event.nativeEvent.offsetY, REACH);
  const left = points.length - shown.length;
  const text = (value: number) => (timeX ? new Date(value).toISOString() : String(value));
  const csv = () =>
    csvOfRows([["name", xName, yName], ...points.map(({ name, x, y }) => [name, text(x), String(y)])]);
  return (
    <figure className={chart.chart}>
      <figcaption className={chart.caption}>
        <span className={chart.title}>{title}</span>
        <span className={chart.legend}>
          {point && (
            <span className={chart.x}>
              {point.name} {xName} {timeX ? text(point.x) : formatNumber(point.x)}, {yName}{" "}
              {formatNumber(point.y)}
            </span>
          )}
        </span>
        <span className={chart.tools}>
          <IconButton
            icon={ImageDown}
            label={`Save ${title} as PNG`}
            onClick={() => {
              if (canvas.current && place.current)
                downloadPicture(
                  `${title}.png`,
                  canvas.current,
                  resolveColour(place.current, "var(--surface)"),
                );
            }}
          />
          <IconButton
            icon={Download}
            label={`Save ${title} as CSV`}
            onClick={() => download(`${title}.csv`, new Blob([csv()], { type: "text/csv" }))}
          />
        </span>
      </figcaption>
      <div
        ref={place}
        className={styles.place}
        role="img"
        aria-label={`${title}: ${formatCount(shown.length, "point")}, ${yName} over ${xName}`}
      >
        <canvas
          ref={canvas}
          onMouseMove={(event) => setAt(find(event))}
          onMouseLeave={() => setAt(null)}
          onClick={(event) => {
            const found = find(event);
            const hit = found === null ? undefined : shown[found];
            if (hit && onOpen) onOpen(points.indexOf(hit));
          }}
        />
      </div>
      {left > 0 && (
        <p className={styles.left}>
          {formatCount(left, "point")} without a place here: missing, NaN, infinite
          {(logX || logY) && ", or not above 0"}
        </p>
      )}
    </figure>
  );
}
