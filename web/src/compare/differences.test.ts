import { expect, it } from "vitest";
import type { Execution, ExecutionSummary } from "~/api/schema";
import { fieldsOf } from "~/executions/fields";
import { factsOf } from "./differences";

function summary(id: number, change: object): ExecutionSummary {
  return {
    id,
    tag: `run-${id}`,
    dataflow: { id: 1, tag: "df" },
    status: "FINISHED",
    tags: {},
    person: null,
    machine: null,
    program: null,
    ...change,
  } as unknown as ExecutionSummary;
}

const FIELDS = fieldsOf([{ kind: "param", name: "k" }], false);

it("tells what differs from what is the same, and leaves out what nobody has", () => {
  const facts = factsOf(
    [summary(1, { tags: { data: "a" } }), summary(2, { machine: { host: "node17" } })],
    [
      { id: 1, "param.k": 16 },
      { id: 2, "param.k": 32 },
    ],
    FIELDS,
    [],
  );
  expect(facts).toEqual([
    { part: "Hyperparameters and data", name: "k", values: [16, 32], differs: true },
    { part: "Program and machine", name: "status", values: ["FINISHED", "FINISHED"], differs: false },
    { part: "Program and machine", name: "dataflow", values: ["df", "df"], differs: false },
    { part: "Program and machine", name: "host", values: [undefined, "node17"], differs: true },
    { part: "Tags", name: "data", values: ["a", undefined], differs: true },
  ]);
});

it("takes NaN for the same as NaN, and a number for another than its text", () => {
  const differs = (a: string | number, b: string | number) =>
    factsOf(
      [summary(1, {}), summary(2, {})],
      [
        { id: 1, "param.k": a },
        { id: 2, "param.k": b },
      ],
      FIELDS,
      [],
    )[0]?.differs;
  expect([differs("NaN", "NaN"), differs(1, "1"), differs(0.1, 0.1)]).toEqual([false, true, false]);
});

it("compares packages and code where it has them of all", () => {
  const whole = (version: string, commit: string) =>
    ({ environment: { packages: { numpy: version }, git: { commit, diff: null } } }) as unknown as Execution;
  const facts = factsOf([summary(1, {}), summary(2, {})], [], [], [whole("2.0", "ab"), whole("2.1", "ab")]);
  expect(facts.filter(({ name }) => ["numpy", "commit"].includes(name))).toEqual([
    { part: "Program and machine", name: "commit", values: ["ab", "ab"], differs: false },
    { part: "Packages", name: "numpy", values: ["2.0", "2.1"], differs: true },
  ]);
});
