import { expect, it } from "vitest";
import { lookOf } from "~/colour/execution";
import { colouringOf } from "./colours";

const FIELD = { name: "k", label: "k", kind: "param", shown: true } as const;
const RUNS = [
  { id: 1, k: 16 },
  { id: 2, k: 24 },
  { id: 3, k: null },
];

it("leaves each execution its colour where no field is chosen", () => {
  const { colourOf, legend } = colouringOf(undefined, RUNS);
  expect(RUNS.map(colourOf)).toEqual(RUNS.map(({ id }) => lookOf(id).colour));
  expect(legend).toEqual([]);
});

it("runs from the least to the greatest, and leaves what is missing grey", () => {
  const { colourOf, legend } = colouringOf(FIELD, RUNS);
  const mix = (share: number) => `color-mix(in oklab, var(--ramp-high) ${share}%, var(--ramp-low))`;
  expect(RUNS.map(colourOf)).toEqual([mix(0), mix(100), "var(--line-strong)"]);
  expect(legend.map(({ value }) => value)).toEqual([16, 18, 20, 22, 24]);
});

it("gives texts a colour each", () => {
  const { colourOf } = colouringOf(FIELD, [
    { id: 1, k: "b" },
    { id: 2, k: "a" },
  ]);
  expect([colourOf({ id: 1, k: "b" }), colourOf({ id: 2, k: "a" })]).toEqual([
    "var(--series-1)",
    "var(--series-0)",
  ]);
});
