import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Dataflow, Execution, SeriesAxis } from "~/api/schema";
import { CurveChart } from "~/charts/CurveChart";
import { Choice } from "~/ui/Choice";
import { Empty, Failure, Loading } from "~/ui/States";
import styles from "./Curves.module.css";
import { chartsOf } from "./charts";
import { marksOf } from "./marks";
import { ProgressLine } from "./ProgressLine";
import { ASIDE, curvesQuery } from "./queries";
import { ratesInForce } from "./rates";
import { Section } from "./Section";

const X_NAMES: Record<SeriesAxis, string> = { epoch: "epoch", step: "step", time: "seconds" };

/** The curves of an execution, with its adaptations, and the learning rate in force on the same axis. */
export function Curves({
  execution,
  dataflow,
  x: wanted,
  log,
  onChange,
}: {
  execution: Execution;
  dataflow: Dataflow | undefined;
  x: SeriesAxis;
  log: boolean;
  onChange: (change: { x?: "step" | "time" | undefined; log?: true | undefined }) => void;
}) {
  const steps = stepNames(dataflow);
  const epochs = Object.keys(execution.metrics).filter((name) => !ASIDE.has(name.toLowerCase()));
  const x = wanted === "epoch" && epochs.length === 0 && steps.length > 0 ? "step" : wanted;
  const curves = useQuery(curvesQuery(execution.id, x === "step" ? steps : epochs, x));
  const all = useMemo(() => chartsOf(curves.data ?? []), [curves.data]);
  const { hyperparameters, adaptations } = execution;
  const rates = useMemo(() => {
    const epochsDrawn = all[0]?.lines[0]?.x ?? [];
    const y = x === "epoch" ? ratesInForce(hyperparameters, adaptations, epochsDrawn) : null;
    return y && [{ name: "learning rate", colour: "var(--aborted)", x: epochsDrawn, y, stepped: true }];
  }, [all, x, hyperparameters, adaptations]);
  // What the framework logs of the rate is the same, an epoch's end later.
  const charts = rates && all.length > 1 ? all.filter(({ title }) => title !== "learning_rate") : all;
  const marks = useMemo(
    () => marksOf(adaptations, x, execution.started_at),
    [adaptations, x, execution.started_at],
  );
  return (
    <Section
      title="Curves"
      tools={
        <>
          <Choice
            label="Horizontal axis"
            value={x}
            choices={[
              { value: "epoch", name: "Epoch" },
              ...(steps.length > 0 ? [{ value: "step" as const, name: "Step" }] : []),
              { value: "time", name: "Time" },
            ]}
            onValue={(next) => onChange({ x: next === "epoch" ? undefined : next })}
          />
          <label className={styles.log}>
            <input type="checkbox" checked={log} onChange={() => onChange({ log: log ? undefined : true })} />{" "}
            log
          </label>
        </>
      }
    >
      {execution.status === "RUNNING" && <ProgressLine execution={execution} />}
      {curves.error && <Failure error={curves.error} retry={() => void curves.refetch()} />}
      {curves.isLoading && <Loading what="curves" />}
      {!curves.isLoading && !curves.error && charts.length === 0 && (
        <Empty title="No metric has been reported yet">
          <p>Curves appear with the first epoch that is stored.</p>
        </Empty>
      )}
      <div className={styles.grid}>
        {charts.map(({ title, lines }) => (
          <div key={title} className={styles.pair}>
            <CurveChart
              title={title}
              lines={lines}
              xName={X_NAMES[x]}
              marks={marks}
              log={log}
              syncKey={`execution-${execution.id}`}
            />
            {rates && (
              <CurveChart
                title="learning rate"
                lines={rates}
                xName="epoch"
                marks={marks}
                height={84}
                syncKey={`execution-${execution.id}`}
              />
            )}
          </div>
        ))}
      </div>
    </Section>
  );
}

function stepNames(dataflow: Dataflow | undefined): string[] {
  const set = dataflow?.sets.find(({ tag }) => tag.toLowerCase() === "otrainingstep");
  const measures = set?.attributes.filter(
    ({ name, type }) => type === "NUMERIC" && !["step", "epoch", "timestamp"].includes(name.toLowerCase()),
  );
  return measures?.map(({ name }) => name) ?? [];
}
