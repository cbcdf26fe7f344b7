import { expect, it } from "vitest";
import { extentOf, hasPlace, nearest } from "./points";

const at = (x: number, y: number) => ({ x, y, colour: "red", name: "" });

it("places what is finite, and on a logarithmic axis what is above 0", () => {
  expect(hasPlace(at(0, -1), false, false)).toBe(true);
  expect(hasPlace(at(0, 1), true, false)).toBe(false);
  expect(hasPlace(at(1, 0), false, true)).toBe(false);
  expect(hasPlace(at(Number.NaN, 1), false, false)).toBe(false);
  expect(hasPlace(at(1, Number.POSITIVE_INFINITY), false, false)).toBe(false);
});

it("gives every extent room", () => {
  expect(extentOf([0, 100], false)).toEqual([-4, 104]);
  expect(extentOf([3], false)).toEqual([1.5, 4.5]);
  expect(extentOf([0], false)).toEqual([-1, 1]);
  expect(extentOf([2], true)).toEqual([1, 4]);
  expect(extentOf([], false)).toEqual([0, 1]);
});

it("finds the nearest within reach", () => {
  const places = [
    { left: 0, top: 0 },
    { left: 10, top: 0 },
  ];
  expect(nearest(places, 8, 1, 5)).toBe(1);
  expect(nearest(places, 5, 20, 5)).toBeNull();
});
