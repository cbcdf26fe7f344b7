/** Something of executions that can be shown, filtered by and ordered by: a column of the run table. */
export interface Field {
  /** As the API names it: `param.learning_rate`, `metric.loss.min`, `status`. */
  name: string;
  label: string;
  kind: "own" | "param" | "metric";
  /** Whether the column is there before anybody has chosen columns. */
  shown: boolean;
}

/** A name as the catalogue has it. */
export interface CatalogueName {
  kind: "param" | "metric";
  name: string;
}

const OWN: readonly Field[] = [
  { name: "status", label: "status", kind: "own", shown: true },
  { name: "started_at", label: "started", kind: "own", shown: true },
  { name: "ended_at", label: "took", kind: "own", shown: true },
];

const DATAFLOW: Field = { name: "dataflow", label: "dataflow", kind: "own", shown: true };

/** Names that are in every training and tell little beside the others. */
const ASIDE = new Set(["elapsed_time", "timestamp", "num_layers", "momentum", "decay"]);
/** Of these the least is the best. */
const LESS_IS_BETTER = /loss|error|mse|mae|rmse|perplexity|time|divergence/;
const PLAIN = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** The columns of a table over executions whose sets have these names. */
export function fieldsOf(names: readonly CatalogueName[], acrossDataflows: boolean): Field[] {
  const params = names.filter(({ kind }) => kind === "param");
  const metrics = names.filter(({ kind }) => kind === "metric");
  return [
    ...(acrossDataflows ? [DATAFLOW] : []),
    ...OWN,
    ...params.map(
      ({ name }): Field => ({
        name: `param.${quoted(name)}`,
        label: name,
        kind: "param",
        shown: !ASIDE.has(name),
      }),
    ),
    ...metrics.flatMap(({ name }) => metricFields(name)),
  ];
}

function metricFields(name: string): Field[] {
  const best = LESS_IS_BETTER.test(name) ? "min" : "max";
  const worst = best === "min" ? "max" : "min";
  const field = (part: string, shown: boolean): Field => ({
    name: `metric.${quoted(name)}.${part}`,
    label: part === "last" ? name : `${part} ${name}`,
    kind: "metric",
    shown: shown && !ASIDE.has(name),
  });
  return [field("last", true), field(best, true), field(worst, false)];
}

/** A name as the language of the API writes it. */
export function quoted(name: string): string {
  return PLAIN.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
