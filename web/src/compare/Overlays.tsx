import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ExecutionSummary } from "~/api/schema";
import { Section } from "~/execution/Section";
import { type Field, quoted } from "~/executions/fields";
import type { Run } from "~/executions/queries";
import { shortTag } from "~/format/name";
import { Answered, Empty } from "~/ui/States";
import styles from "./CompareView.module.css";
import { OverlayChart } from "./OverlayChart";
import { OverlayTools } from "./OverlayTools";
import type { Compared } from "./overlay";
import { curveNamesQuery } from "./queries";
import type { CompareAxis, CompareSearch } from "./search";

const AXES = { epoch: "epoch", step: "step", time: "time", clock: "time" } as const;
const SHOWN_FIRST = /^(loss|accuracy|val_loss)$/;

const NONE: readonly Run[] = [];

/** A metric of epochs that is declared may never have been reported. */
function hasValues(runs: readonly Run[], metric: string): boolean {
  const name = `metric.${quoted(metric)}.last`;
  return runs.length === 0 || runs.some((run) => (run[name] ?? null) !== null);
}

interface OverlaysProps {
  summaries: readonly ExecutionSummary[];
  runs: readonly Run[];
  fields: readonly Field[];
  dataflows: readonly number[];
  search: CompareSearch;
  onChange: (part: CompareSearch) => void;
}

/** One plot for each chosen metric, with the curves of all executions. */
export function Overlays({ summaries, runs, fields, dataflows, search, onChange }: OverlaysProps) {
  const names = useQuery(curveNamesQuery(dataflows));
  const group = fields.find(({ name }) => name === search.group);
  // Without a group the values, which change later than the curves, would have all of them drawn again.
  const grouping = group === undefined ? NONE : runs;
  const compared = useMemo(() => {
    const values = new Map(grouping.map((run) => [run.id, run]));
    return summaries.map(
      ({ id, tag, name, started_at }): Compared => ({
        id,
        name: name ?? shortTag(tag),
        startedAt: started_at,
        ...(group && { group: values.get(id)?.[group.name] }),
      }),
    );
  }, [summaries, grouping, group]);
  return (
    <Section title="Curves">
      <Answered query={names} what="the metrics" lines={4}>
        {(known) => {
          const x: CompareAxis = search.x ?? (known.epoch.length > 0 ? "epoch" : "step");
          const listed = known[AXES[x]];
          const filled = listed.filter((each) => x !== "epoch" || hasValues(runs, each));
          const first = filled.filter((each) => SHOWN_FIRST.test(each)).slice(0, 2);
          const metrics = (search.y ?? (first.length > 0 ? first : filled.slice(0, 1))).filter((each) =>
            listed.includes(each),
          );
          return (
            <>
              <OverlayTools
                known={known}
                listed={listed}
                metrics={metrics}
                x={x}
                fields={fields}
                group={group}
                search={search}
                onChange={onChange}
              />
              {metrics.length === 0 && (
                <Empty title="No metric stands over this axis">
                  <p>Choose another axis, or metrics: these executions have reported none that is shown.</p>
                </Empty>
              )}
              <div className={styles.charts}>
                {metrics.map((metric) => (
                  <OverlayChart
                    key={metric}
                    metric={metric}
                    x={x}
                    axis={AXES[x]}
                    compared={compared}
                    grouped={group !== undefined}
                    search={search}
                  />
                ))}
              </div>
            </>
          );
        }}
      </Answered>
    </Section>
  );
}
