import { expect, it } from "vitest";
import { sortedRuns } from "./sorted";

const RUNS = [
  { id: 1, loss: 10, tag: "b" },
  { id: 2, loss: "NaN", tag: "a" },
  { id: 3, loss: 9, tag: "c" },
  { id: 4, loss: null, tag: "d" },
];

it("orders numbers as numbers, with what is missing last in both directions", () => {
  const ids = (order: string) => sortedRuns(RUNS, order).map(({ id }) => id);
  expect(ids("loss")).toEqual([3, 1, 2, 4]);
  expect(ids("-loss")).toEqual([1, 3, 2, 4]);
  expect(ids("tag")).toEqual([2, 1, 3, 4]);
  expect(ids("")).toEqual([1, 2, 3, 4]);
});
