import { expect, it } from "vitest";
import type { Field } from "~/executions/fields";
import {
  axisOf,
  defaultAxes,
  formatLimits,
  isWithin,
  parseLimits,
  placeAt,
  placeOf,
  shareOf,
} from "./parallel";

function field(name: string, kind: Field["kind"] = "param"): Field {
  return { name, label: name, kind, shown: true };
}

const RUNS = [
  { id: 1, k: 16, rate: 0.0001, kind: "sgd", loss: "NaN", same: 1 },
  { id: 2, k: 24, rate: 0.1, kind: "adam", loss: 0.5, same: 1 },
  { id: 3, k: 32, rate: 0.01, kind: null, loss: 0.7, same: 1 },
];

function axis(name: string) {
  const found = axisOf(field(name), RUNS);
  if (found === null) throw new Error(`no axis of ${name}`);
  return found;
}

it("makes an axis of numbers linear or, where they are far apart, logarithmic", () => {
  expect(axis("k")).toMatchObject({ low: 16, high: 32, log: false, texts: null });
  expect(axis("rate")).toMatchObject({ log: true });
  expect(shareOf(axis("rate"), 0.01)).toBeCloseTo(2 / 3);
  expect(placeAt(axis("rate"), 2 / 3)).toBeCloseTo(0.01);
  expect(placeAt(axis("k"), 7)).toBe(32);
});

it("sets texts in their order, and what has no place apart", () => {
  expect(axis("kind").texts).toEqual(["adam", "sgd"]);
  expect(RUNS.map((run) => placeOf(axis("kind"), run.kind))).toEqual([1, 0, null]);
  expect(placeOf(axis("loss"), "NaN")).toBeNull();
});

it("keeps executions within all limits, and none that has no place on a limited axis", () => {
  const axes = ["k", "loss"].map(axis);
  const kept = (limits: string) =>
    RUNS.filter((run) => isWithin(run, axes, parseLimits(limits))).map(({ id }) => id);
  expect(kept("k:16..24")).toEqual([1, 2]);
  expect(kept("k:16..24;loss:0..1")).toEqual([2]);
  expect(kept("")).toEqual([1, 2, 3]);
});

it("writes limits so that they read back, whatever the name", () => {
  const limits = new Map([
    ['param."a:b;c, 100%"', { low: -1e-7, high: 2.5 }],
    ["metric.loss.min", { low: 0, high: 1 }],
  ]);
  expect(parseLimits(formatLimits(limits))).toEqual(limits);
  expect(formatLimits(new Map())).toBeUndefined();
  expect(parseLimits("nonsense;k:a..b;%:1..2")).toEqual(new Map([["%", { low: 1, high: 2 }]]));
});

it("begins with what differs", () => {
  expect(defaultAxes([field("k"), field("same"), field("loss", "metric")], RUNS)).toEqual(["k", "loss"]);
});
