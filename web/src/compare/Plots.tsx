import { useMemo } from "react";
import { Section } from "~/execution/Section";
import type { Field } from "~/executions/fields";
import type { Run } from "~/executions/queries";
import { RunTable } from "~/executions/RunTable";
import { shownFields } from "~/executions/rows";
import { formatCount } from "~/format/number";
import { Button } from "~/ui/Button";
import { Empty } from "~/ui/States";
import styles from "./CompareView.module.css";
import { colouringOf } from "./colours";
import { Legend } from "./Legend";
import { Limits } from "./Limits";
import { ParallelPlot } from "./ParallelPlot";
import { axisOf, defaultAxes, formatLimits, isWithin, parseLimits } from "./parallel";
import { ScatterPlot } from "./ScatterPlot";
import type { CompareSearch } from "./search";
import { sortedRuns } from "./sorted";

const SECONDS: Field = { name: "seconds", label: "seconds", kind: "own", shown: false };

interface PlotsProps {
  runs: readonly Run[];
  fields: readonly Field[];
  search: CompareSearch;
  onChange: (part: CompareSearch) => void;
}

/** Columns against one another: two of them as points, several as parallel axes whose limits filter the table below. */
export function Plots({ runs, fields, search, onChange }: PlotsProps) {
  const plotted = useMemo(() => [...fields.filter(({ name }) => name !== "ended_at"), SECONDS], [fields]);
  const colouring = useMemo(
    () =>
      colouringOf(
        plotted.find(({ name }) => name === search.colour),
        runs,
      ),
    [plotted, search.colour, runs],
  );
  const names = search.axes ?? defaultAxes(fields, runs);
  const axes = names.flatMap((name) => {
    const field = plotted.find((each) => each.name === name);
    return (field && axisOf(field, runs)) ?? [];
  });
  const limits = useMemo(() => parseLimits(search.limits), [search.limits]);
  const within = runs.filter((run) => isWithin(run, axes, limits));
  const order = search.order ?? "";
  return (
    <>
      <ScatterPlot runs={runs} fields={plotted} colouring={colouring} search={search} onChange={onChange} />
      <Section title="Parallel coordinates" tools={<Legend colouring={colouring} />}>
        {axes.length < 2 ? (
          <Empty title="Fewer than two columns differ">
            <p>Choose columns that have values in these executions.</p>
          </Empty>
        ) : (
          <ParallelPlot
            axes={axes}
            runs={runs}
            limits={limits}
            colouring={colouring}
            onLimits={(next) => onChange({ limits: formatLimits(next) })}
          />
        )}
        <Limits
          fields={plotted}
          axes={axes}
          runs={runs}
          limits={limits}
          onLimits={(next) => onChange({ limits: formatLimits(next) })}
          onAxes={(next) => onChange({ axes: next })}
        />
        <div className={styles.tools}>
          <span role="status">
            {limits.size > 0 && `${within.length} of `}
            {formatCount(runs.length, "execution")}
          </span>
          {limits.size > 0 && (
            <>
              <Button onClick={() => onChange({ limits: undefined })}>Without limits</Button>
              <Button
                disabled={within.length === 0}
                onClick={() => onChange({ chosen: within.map(({ id }) => id), limits: undefined })}
              >
                Compare only these
              </Button>
            </>
          )}
        </div>
        <div className={styles.table}>
          <RunTable
            runs={sortedRuns(within, order)}
            fields={shownFields(fields, undefined, runs)}
            order={order}
            group={undefined}
            chosen={runs.map(({ id }) => id)}
            onOrder={(next) => onChange({ order: next === "-id" ? undefined : next })}
            onChosen={(chosen) => onChange({ chosen })}
            more={undefined}
          />
        </div>
      </Section>
    </>
  );
}
