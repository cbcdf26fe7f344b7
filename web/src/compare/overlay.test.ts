import { expect, it } from "vitest";
import type { Curve } from "~/api/schema";
import { lookOf } from "~/colour/execution";
import { meanOf } from "./means";
import { adaptationMarks, type Compared, type OverlayChoice, overlayOf } from "./overlay";

const PLAIN: OverlayChoice = {
  axis: "epoch",
  clock: false,
  smoothing: 0,
  logX: false,
  logY: false,
  grouped: false,
  most: false,
};
const RUNS: Compared[] = [
  { id: 1, name: "a", startedAt: "2026-11-23T12:00:00Z", group: 16 },
  { id: 9, name: "b", startedAt: "2026-11-23T12:00:10Z", group: 16 },
  { id: 2, name: "c", startedAt: null, group: 32 },
];

function curve(execution: number, y: Curve["y"], x: Curve["x"] = y.map((_, at) => at + 1)): Curve {
  return { execution, name: "loss", x, y, points_total: y.length };
}

it("draws each execution in its own colour and dash", () => {
  const { lines, without } = overlayOf([curve(1, [3, 2]), curve(9, [4, 1]), curve(2, [])], RUNS, PLAIN);
  expect(lines.map(({ name, colour, dash }) => ({ name, colour, dash }))).toEqual([
    { name: "a", ...lookOf(1) },
    { name: "b", ...lookOf(9) },
  ]);
  expect(without).toBe(1);
});

it("sets executions over the time of day by their start, and counts those without one", () => {
  const over = overlayOf([curve(1, [3], [5]), curve(2, [3], [5])], RUNS, { ...PLAIN, clock: true });
  expect(over.lines.map(({ x }) => x)).toEqual([[Date.UTC(2026, 10, 23, 12) / 1000 + 5], []]);
  expect(over.unplaced).toBe(1);
});

it("counts what has no place on a logarithmic axis, and keeps NaN", () => {
  const { lines, unplaced } = overlayOf([curve(1, [3, 0, -1, "NaN"])], RUNS, { ...PLAIN, logY: true });
  expect(lines[0]?.y).toEqual([3, Number.NaN]);
  expect(unplaced).toBe(2);
});

it("keeps what it smooths behind the smooth line", () => {
  const { lines } = overlayOf([curve(1, [0, 10])], RUNS, { ...PLAIN, smoothing: 0.5 });
  expect(lines.map(({ y, faint = false }) => [faint, y[1]])).toEqual([
    [true, 10],
    [false, expect.closeTo(20 / 3)],
  ]);
});

it("says how many points lie outside of most", () => {
  const y = Array.from({ length: 200 }, (_, at) => (at === 100 ? 1e30 : at));
  const { range, outside } = overlayOf([curve(1, y)], RUNS, { ...PLAIN, most: true });
  expect(range).toEqual([2, 198]);
  expect(outside).toBe(y.filter((each) => each < 2 || each > 198).length);
});

it("makes a mean with a band of each group, in the order of numbers", () => {
  const { lines, bands } = overlayOf([curve(2, [9, 9]), curve(1, [3, 2]), curve(9, [5, 8])], RUNS, {
    ...PLAIN,
    grouped: true,
  });
  expect(lines.map(({ name, y }) => [name, y])).toEqual([
    ["16 (2) least", [3, 2]],
    ["16 (2) greatest", [5, 8]],
    ["16 (2)", [4, 5]],
    ["32 (1) least", [9, 9]],
    ["32 (1) greatest", [9, 9]],
    ["32 (1)", [9, 9]],
  ]);
  expect(bands.map(({ low, high }) => [low, high])).toEqual([
    [0, 1],
    [3, 4],
  ]);
});

it("draws a straight line between the points of a line, nothing beyond its ends or at NaN", () => {
  const line = (x: number[], y: number[]) => ({ name: "", colour: "", x, y });
  expect(meanOf([line([0, 4], [0, 4]), line([1, 2, 3], [3, Number.NaN, 9])])).toEqual({
    x: [0, 1, 2, 3, 4],
    mean: [0, 2, 2, 6, 4],
    least: [0, 1, 2, 3, 4],
    greatest: [0, 3, 2, 9, 4],
  });
});

it("keeps the extremes between the places of a long mean", () => {
  const x = Array.from({ length: 5000 }, (_, at) => at);
  const y = x.map((each) => (each === 1234 ? 99 : 0));
  const { greatest, x: places } = meanOf([{ name: "", colour: "", x, y }]);
  expect(places.length).toBe(1000);
  expect(greatest.filter((each) => each === 99).length).toBe(1);
});

it("sets an adaptation on the curve of its execution, as it is drawn, and none on a mean", () => {
  const change = {
    epoch_id: 2,
    attribute: "learning_rate",
    new_value: 0.5,
    kind: "schedule",
    cause: "StepDecay",
    at: "2026-11-23T12:00:07Z",
  };
  const marks = (part: Partial<OverlayChoice>) => {
    const choice = { ...PLAIN, ...part };
    const overlay = overlayOf([curve(9, [4, 1, 3]), curve(1, [0, 10, 2], [1, 7, 9])], RUNS, choice);
    return adaptationMarks(overlay, new Map([[1, [change]]]), RUNS, choice);
  };
  const text = "a: learning_rate → 0.5 (StepDecay)";
  expect(marks({})).toEqual([{ x: 2, text, on: { line: 1, y: 0 } }]);
  expect(marks({ axis: "time" })).toEqual([{ x: 7, text, on: { line: 1, y: 10 } }]);
  expect(marks({ axis: "time", smoothing: 0.5 })).toEqual([
    { x: 7, text, on: { line: 3, y: expect.closeTo(20 / 3) } },
  ]);
  expect(marks({ axis: "time", clock: true })[0]?.x).toBe(Date.UTC(2026, 10, 23, 12) / 1000 + 7);
  expect(marks({ axis: "step" })).toEqual([]);
  expect(marks({ grouped: true })).toEqual([]);
});
