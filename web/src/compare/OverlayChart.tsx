import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { SeriesAxis } from "~/api/schema";
import { CurveChart } from "~/charts/CurveChart";
import type { Marked } from "~/execution/marks";
import { formatCount } from "~/format/number";
import { Answered } from "~/ui/States";
import styles from "./CompareView.module.css";
import { adaptationMarks, type Compared, type Overlay, overlayOf } from "./overlay";
import { adaptationsQuery, overlayQuery } from "./queries";
import type { CompareAxis, CompareSearch } from "./search";

const X_NAMES: Record<CompareAxis, string> = { epoch: "epoch", step: "step", time: "seconds", clock: "time" };

const NONE: ReadonlyMap<number, readonly Marked[]> = new Map();

/** The curves of one metric over one another, and in words whatever is not drawn. */
export function OverlayChart({
  metric,
  x,
  axis,
  compared,
  grouped,
  search,
}: {
  metric: string;
  x: CompareAxis;
  axis: SeriesAxis;
  compared: readonly Compared[];
  grouped: boolean;
  search: CompareSearch;
}) {
  const ids = useMemo(() => compared.map(({ id }) => id), [compared]);
  const curves = useQuery(overlayQuery(ids, metric, axis));
  const adaptations = useQuery(adaptationsQuery(ids));
  const { smooth: smoothing = 0, logx: logX = false, logy: logY = false } = search;
  const clock = x === "clock";
  const most = search.range === "most";
  const choice = useMemo(
    () => ({ axis, clock, smoothing, logX, logY, grouped, most }),
    [axis, clock, smoothing, logX, logY, grouped, most],
  );
  const overlay = useMemo(
    () => overlayOf(curves.data ?? [], compared, choice),
    [curves.data, compared, choice],
  );
  const marks = useMemo(
    () => adaptationMarks(overlay, adaptations.data ?? NONE, compared, choice),
    [overlay, adaptations.data, compared, choice],
  );
  return (
    <Answered query={curves} what={`curves of ${metric}`} lines={5}>
      {() => (
        <div>
          <CurveChart
            title={metric}
            lines={overlay.lines}
            bands={overlay.bands}
            marks={marks}
            xName={X_NAMES[x]}
            log={logY}
            logX={logX && !clock}
            clock={clock}
            range={overlay.range}
            height={300}
            syncKey={`compare-${x}`}
          />
          <Notes overlay={overlay} />
        </div>
      )}
    </Answered>
  );
}

function Notes({ overlay: { range, outside, unplaced, without, thinned } }: { overlay: Overlay }) {
  const notes = [
    range !== undefined &&
      outside > 0 &&
      `${formatCount(outside, "point")} outside of the range that is shown`,
    unplaced > 0 && `${formatCount(unplaced, "point")} without a place on this axis`,
    without > 0 && `${formatCount(without, "execution")} without a curve here`,
    thinned > 0 && `${formatCount(thinned, "curve")} with fewer points than stored; extremes are kept`,
  ].filter((note) => note !== false);
  return notes.length === 0 ? null : <p className={styles.notes}>{notes.join(" · ")}</p>;
}
