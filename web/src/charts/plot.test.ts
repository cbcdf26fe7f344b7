import { expect, it } from "vitest";
import { logTicks } from "./plot";

it("sets powers of ten on a logarithmic axis, of many decades only some", () => {
  expect(logTicks(1, 1000, 10)).toEqual([1, 10, 100, 1000]);
  expect(logTicks(0.5, 1e5, 3)).toEqual([1, 100, 10_000]);
  expect(logTicks(1e-3, 1e119, 8)).toEqual([1, 1e16, 1e32, 1e48, 1e64, 1e80, 1e96, 1e112]);
});

it("sets what lies between them where they are few", () => {
  expect(logTicks(1, 10, 8)).toEqual([1, 2, 5, 10]);
  expect(logTicks(0.6, 0.7, 8)).toEqual([0.6, 0.7]);
});
