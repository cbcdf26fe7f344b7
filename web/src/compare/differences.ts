import type { Cell, Execution, ExecutionSummary } from "~/api/schema";
import type { Field } from "~/executions/fields";
import type { Run } from "~/executions/queries";

/** Something of executions: what each has of it. */
export interface Fact {
  part: "Hyperparameters and data" | "Results" | "Program and machine" | "Packages" | "Variables" | "Tags";
  name: string;
  /** In the order of the executions. */
  values: (Cell | undefined)[];
  differs: boolean;
}

/** What executions were given, what they reached and where they ran; nothing that none of them has. */
export function factsOf(
  summaries: readonly ExecutionSummary[],
  runs: readonly Run[],
  fields: readonly Field[],
  whole: readonly Execution[],
): Fact[] {
  const values = new Map(runs.map((run) => [run.id, run]));
  const ofFields = fields
    .filter(({ kind }) => kind !== "own")
    .map(({ name, label, kind }) => {
      const part = kind === "param" ? ("Hyperparameters and data" as const) : ("Results" as const);
      return fact(
        part,
        label,
        summaries.map(({ id }) => values.get(id)?.[name]),
      );
    });
  const own = OWN.map(([name, read]) => fact("Program and machine", name, summaries.map(read)));
  const environments = whole.length === summaries.length ? environmentFacts(whole) : [];
  const tags = named(
    "Tags",
    summaries.map((each) => each.tags),
  );
  return [...ofFields, ...own, ...environments, ...tags].filter(({ values: all }) =>
    all.some((each) => each !== null && each !== undefined),
  );
}

const OWN: readonly (readonly [string, (of: ExecutionSummary) => Cell | undefined])[] = [
  ["status", ({ status }) => status],
  ["dataflow", ({ dataflow }) => dataflow.tag],
  ["program", ({ program }) => program?.name],
  ["command", ({ program }) => program?.command],
  ["language", ({ program }) => program?.language],
  ["framework", ({ program }) => program?.framework],
  ["host", ({ machine }) => machine?.host],
  ["cpu", ({ machine }) => machine?.cpu],
  ["cores", ({ machine }) => machine?.cores],
  ["person", ({ person }) => person?.name],
];

function environmentFacts(whole: readonly Execution[]): Fact[] {
  const git = whole.map(({ environment }) => environment?.git);
  return [
    fact(
      "Program and machine",
      "commit",
      git.map((each) => each?.commit),
    ),
    fact(
      "Program and machine",
      "code differs from it by",
      git.map((each) => each?.diff),
    ),
    ...named(
      "Packages",
      whole.map(({ environment }) => environment?.packages ?? {}),
    ),
    ...named(
      "Variables",
      whole.map(({ environment }) => environment?.variables ?? {}),
    ),
  ];
}

function named(part: Fact["part"], all: readonly Readonly<Record<string, string>>[]): Fact[] {
  const names = [...new Set(all.flatMap((each) => Object.keys(each)))].sort((a, b) => a.localeCompare(b));
  return names.map((name) =>
    fact(
      part,
      name,
      all.map((each) => each[name]),
    ),
  );
}

function fact(part: Fact["part"], name: string, values: (Cell | undefined)[]): Fact {
  const distinct = new Set(values.map((each) => (each === undefined ? null : each)));
  return { part, name, values, differs: distinct.size > 1 };
}
