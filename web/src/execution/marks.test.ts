import { expect, it } from "vitest";
import type { Adaptation } from "~/api/schema";
import { marksOf } from "./marks";

const ADAPTATION: Adaptation = {
  id: 1,
  task: 2,
  epoch_id: 10,
  attribute: "learning_rate",
  old_value: 0.001,
  new_value: 0.0005,
  kind: "schedule",
  cause: "StepDecay",
  metric: null,
  at: "2026-11-23T12:02:00.500000Z",
};

it("sets adaptations at their epoch, or at their time since the start", () => {
  const places = (axis: "epoch" | "time" | "step", start: string | null) =>
    marksOf([ADAPTATION, { ...ADAPTATION, at: null }], axis, start).map(({ x }) => x);
  expect(places("epoch", null)).toEqual([10, 10]);
  expect(places("time", "2026-11-23T12:00:00.000000Z")).toEqual([120.5]);
  expect(places("time", null)).toEqual([]);
  expect(places("step", "2026-11-23T12:00:00Z")).toEqual([]);
});

it("says what changed and why", () => {
  expect(marksOf([ADAPTATION], "epoch", null)[0]?.text).toBe("learning_rate → 0.0005 (StepDecay)");
});
