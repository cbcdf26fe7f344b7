import { expect, it } from "vitest";
import { axesOf, cellOf, pointsOf, widthsOf } from "./columns";

const answer = {
  columns: [
    { name: "at", type: "TIMESTAMP WITH TIME ZONE" },
    { name: "loss", type: "DOUBLE" },
    { name: "name", type: "VARCHAR" },
    { name: "epochs", type: "UBIGINT" },
    { name: "whole", type: "DECIMAL(38,0)" },
    { name: "span", type: "INTERVAL" },
  ],
  rows: [
    ["2026-11-23T12:00:00Z", 0.5, "a", 1, "1", null],
    ["2026-11-23T12:00:01Z", "NaN", "b", null, "2", null],
  ],
  truncated: false,
};

it("takes numbers for axes, and times where they can be one", () => {
  expect(axesOf(answer.columns, false)).toEqual([1, 3, 4]);
  expect(axesOf(answer.columns, true)).toEqual([0, 1, 3, 4]);
});

it("makes a point of each row, also of those without a value", () => {
  const points = pointsOf(answer, 0, 1);
  expect(points.map(({ x, y }) => [x, y])).toEqual([
    [Date.UTC(2026, 10, 23, 12), 0.5],
    [Date.UTC(2026, 10, 23, 12, 0, 1), Number.NaN],
  ]);
  expect(pointsOf(answer, 3, 4)[1]).toMatchObject({ x: Number.NaN, y: 2 });
});

it("shows structures as JSON, in columns as wide as needed", () => {
  expect(cellOf({ a: [1] })).toBe('{"a":[1]}');
  expect(cellOf(null)).toBeNull();
  expect(widthsOf(answer)).toEqual([20, 6, 6, 7, 6, 6]);
});
