import { Download, ImageDown } from "lucide-react";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { coloursChanged } from "~/app/theme";
import { useValue } from "~/app/value";
import chart from "~/charts/CurveChart.module.css";
import { csvOfRows } from "~/charts/csv";
import { download, downloadPicture } from "~/charts/download";
import { resolveColour } from "~/charts/plot";
import type { Run } from "~/executions/queries";
import { formatCount } from "~/format/number";
import { IconButton } from "~/ui/Button";
import styles from "./CompareView.module.css";
import type { Colouring } from "./colours";
import { axisAt, drawParallel, HEIGHT, shareAt } from "./drawParallel";
import { isWithin, type Limits, type ParallelAxis, placeAt } from "./parallel";

const LEAST_AXIS = 110;
/** A drag of fewer pixels is a click. */
const DRAG = 4;
const TITLE = "Parallel coordinates";

interface ParallelPlotProps {
  axes: readonly ParallelAxis[];
  runs: readonly Run[];
  limits: Limits;
  colouring: Colouring;
  onLimits: (limits: Limits) => void;
}

/** Each execution as a line across the axes; a drag along an axis sets limits on it, a click takes them away. */
export function ParallelPlot({ axes, runs, limits, colouring, onLimits }: ParallelPlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [room, setRoom] = useState(0);
  const [drag, setDrag] = useState<{ axis: number; from: number; to: number } | null>(null);
  const colours = useValue(coloursChanged);
  const width = Math.max(room, axes.length * LEAST_AXIS);

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const watch = new ResizeObserver(() => setRoom(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  const shown = dragged(axes, limits, drag);
  useEffect(() => {
    if (canvas.current === null || room === 0) return;
    drawParallel(canvas.current, { width, axes, runs, limits: shown, colouring });
  });

  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    const axis = axisAt(event.nativeEvent.offsetX, width, axes.length);
    if (axis === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ axis, from: event.nativeEvent.offsetY, to: event.nativeEvent.offsetY });
  };
  const end = () => {
    if (drag === null) return;
    setDrag(null);
    onLimits(shown);
  };
  const csv = () =>
    csvOfRows([
      ["execution", ...axes.map(({ field }) => field.label)],
      ...runs
        .filter((run) => isWithin(run, axes, limits))
        .map((run) => [String(run.tag), ...axes.map(({ field }) => String(run[field.name] ?? ""))]),
    ]);
  return (
    <figure className={chart.chart} key={colours}>
      <figcaption className={chart.caption}>
        <span className={chart.legend} />
        <span className={chart.tools}>
          <IconButton
            icon={ImageDown}
            label={`Save ${TITLE} as PNG`}
            onClick={() => {
              if (canvas.current && place.current)
                downloadPicture(
                  `${TITLE}.png`,
                  canvas.current,
                  resolveColour(place.current, "var(--surface)"),
                );
            }}
          />
          <IconButton
            icon={Download}
            label={`Save ${TITLE} as CSV`}
            onClick={() => download(`${TITLE}.csv`, new Blob([csv()], { type: "text/csv" }))}
          />
        </span>
      </figcaption>
      <div ref={place} className={styles.parallel} tabIndex={width > room ? 0 : -1}>
        <div
          role="img"
          aria-label={`${formatCount(runs.length, "execution")} across ${axes.map(({ field }) => field.label).join(", ")}`}
          style={{ width, height: HEIGHT }}
        >
          <canvas
            ref={canvas}
            onPointerDown={begin}
            onPointerMove={(event) => drag && setDrag({ ...drag, to: event.nativeEvent.offsetY })}
            onPointerUp={end}
            onPointerCancel={() => setDrag(null)}
          />
        </div>
      </div>
    </figure>
  );
}

function dragged(
  axes: readonly ParallelAxis[],
  limits: Limits,
  drag: { axis: number; from: number; to: number } | null,
): Limits {
  const axis = drag === null ? undefined : axes[drag.axis];
  if (drag === null || axis === undefined) return limits;
  const next = new Map(limits);
  const shares = [shareAt(drag.from), shareAt(drag.to)].sort((a, b) => a - b);
  const [low, high] = shares.map((share) => placeAt(axis, share)) as [number, number];
  if (Math.abs(drag.to - drag.from) < DRAG) next.delete(axis.field.name);
  else
    next.set(
      axis.field.name,
      axis.texts === null ? rounded(low, high) : { low: Math.ceil(low), high: Math.floor(high) },
    );
  return next;
}

/** As many digits as a drag is worth. */
function rounded(low: number, high: number): { low: number; high: number } {
  return { low: Number(low.toPrecision(4)), high: Number(high.toPrecision(4)) };
}
