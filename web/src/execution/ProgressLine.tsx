import { useQuery } from "@tanstack/react-query";
import type { Execution } from "~/api/schema";
import { numberOf } from "~/format/number";
import { formatDuration } from "~/format/time";
import styles from "./ProgressLine.module.css";
import { progressOf } from "./progress";
import { ASIDE, curvesQuery } from "./queries";

/** Epoch n of N, and the time left at the pace of the last epochs. */
export function ProgressLine({ execution }: { execution: Execution }) {
  const name = Object.keys(execution.metrics).find((each) => !ASIDE.has(each.toLowerCase()));
  const names = name === undefined ? [] : [name];
  const byEpoch = useQuery(curvesQuery(execution.id, names, "epoch"));
  const byTime = useQuery(curvesQuery(execution.id, names, "time"));
  const epochs = byEpoch.data?.[0]?.x.map((x) => numberOf(x) ?? 0) ?? [];
  const seconds = byTime.data?.[0]?.x.map((x) => numberOf(x) ?? 0) ?? [];
  const progress = progressOf(execution.hyperparameters, epochs, seconds);
  if (progress === null) return <p className={styles.words}>No epoch has ended yet.</p>;
  const { epoch, of, left } = progress;
  return (
    <div className={styles.progress}>
      {of !== null && <progress className={styles.bar} max={of} value={epoch} aria-label="Epochs" />}
      <span className={styles.words}>
        epoch <strong>{epoch}</strong>
        {of !== null && ` of ${of}`}
        {left !== null && ` · about ${formatDuration(left)} left`}
      </span>
    </div>
  );
}
