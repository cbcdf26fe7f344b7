import { expect, it } from "vitest";
import type { Field } from "./fields";
import { linesOf, nextOrder, shownFields, wantedFields } from "./rows";

const FIELDS: Field[] = [
  { name: "status", label: "status", kind: "own", shown: true },
  { name: "param.k", label: "k", kind: "param", shown: true },
  { name: "param.decay", label: "decay", kind: "param", shown: true },
  { name: "metric.loss.max", label: "max loss", kind: "metric", shown: false },
];
const RUNS = [
  { id: 3, "param.k": 16, "param.decay": null },
  { id: 2, "param.k": 8, "param.decay": null },
  { id: 1, "param.k": 16, "param.decay": null },
];

it("puts equal values together and keeps the order", () => {
  const lines = linesOf(RUNS, "param.k").map((line) =>
    line.kind === "run" ? line.run.id : `${line.value}×${line.count}`,
  );
  expect(lines).toEqual(["16×2", 3, 1, "8×1", 2]);
});

it("shows no column that is empty, until somebody wants it", () => {
  expect(shownFields(FIELDS, undefined, RUNS).map(({ name }) => name)).toEqual(["status", "param.k"]);
  expect(shownFields(FIELDS, ["param.decay"], RUNS).map(({ name }) => name)).toEqual(["param.decay"]);
});

it("asks for what may be shown, and for what groups the rows", () => {
  const wanted = (...rest: [string[] | undefined, string | undefined]) =>
    wantedFields(FIELDS, ...rest).map(({ name }) => name);
  expect(wanted(undefined, undefined)).toEqual(["status", "param.k", "param.decay"]);
  expect(wanted(["status"], "param.k")).toEqual(["status", "param.k"]);
});

it("orders by a column, the other way round, and not any more", () => {
  expect(nextOrder("-id", "status")).toBe("status");
  expect(nextOrder("status", "status")).toBe("-status");
  expect(nextOrder("-status", "status")).toBe("-id");
});
