import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { PointPlot } from "~/charts/PointPlot";
import { Section } from "~/execution/Section";
import type { Field } from "~/executions/fields";
import type { Run } from "~/executions/queries";
import { shortTag } from "~/format/name";
import { numberOf } from "~/format/number";
import { Select } from "~/ui/Select";
import { Empty } from "~/ui/States";
import { Check } from "./Check";
import styles from "./CompareView.module.css";
import type { Colouring } from "./colours";
import { Legend } from "./Legend";
import type { CompareSearch } from "./search";

const OWN_COLOUR = "";

interface ScatterPlotProps {
  runs: readonly Run[];
  fields: readonly Field[];
  colouring: Colouring;
  search: CompareSearch;
  onChange: (part: CompareSearch) => void;
}

/** Any two columns against each other, with a third as colour. */
export function ScatterPlot({ runs, fields, colouring, search, onChange }: ScatterPlotProps) {
  const navigate = useNavigate();
  const numeric = useMemo(
    () => fields.filter(({ name }) => runs.some((run) => numberOf(run[name]) !== null)),
    [fields, runs],
  );
  const across =
    numeric.find(({ name }) => name === search.across) ??
    numeric.find(({ kind }) => kind === "param") ??
    numeric[0];
  const up =
    numeric.find(({ name }) => name === search.up) ??
    numeric.find(({ name, shown }) => shown && /\.(min|max)$/.test(name)) ??
    numeric.at(-1);
  const points = useMemo(
    () =>
      across && up
        ? runs.map((run) => ({
            x: numberOf(run[across.name]) ?? Number.NaN,
            y: numberOf(run[up.name]) ?? Number.NaN,
            colour: colouring.colourOf(run),
            name: String(run.name ?? shortTag(String(run.tag))),
          }))
        : [],
    [runs, across, up, colouring],
  );
  if (!across || !up) {
    return (
      <Section title="Scatter">
        <Empty title="No column of numbers" />
      </Section>
    );
  }
  const choices = numeric.map(({ name, label }) => ({ value: name, name: label }));
  const colours = [
    { value: OWN_COLOUR, name: "each execution" },
    ...fields.map(({ name, label }) => ({ value: name, name: label })),
  ];
  return (
    <Section title="Scatter" tools={<Legend colouring={colouring} />}>
      <div className={styles.tools}>
        <Select
          label="Across"
          value={across.name}
          choices={choices}
          onValue={(next) => onChange({ across: next })}
        />
        <Check label="log" checked={search.logacross} onChecked={(logacross) => onChange({ logacross })} />
        <Select label="Up" value={up.name} choices={choices} onValue={(next) => onChange({ up: next })} />
        <Check label="log" checked={search.logup} onChecked={(logup) => onChange({ logup })} />
        <Select
          label="Colour"
          value={search.colour ?? OWN_COLOUR}
          choices={colours}
          onValue={(next) => onChange({ colour: next === OWN_COLOUR ? undefined : next })}
        />
      </div>
      <PointPlot
        title={`${up.label} over ${across.label}`}
        points={points}
        xName={across.label}
        yName={up.label}
        logX={search.logacross === true}
        logY={search.logup === true}
        onOpen={(at) => {
          const run = runs[at];
          if (run) void navigate({ to: "/executions/$id", params: { id: String(run.id) } });
        }}
      />
    </Section>
  );
}
