import { expect, it } from "vitest";
import { conditionOf } from "./condition";

const LOSS = { name: "loss", numeric: true };
const NAME = { name: "name", numeric: false };

it("takes numbers for numbers, also those that are none", () => {
  expect(conditionOf("s", LOSS, "<", " 1e-3 ")).toEqual({
    set: "s",
    attribute: "loss",
    operator: "<",
    value: 0.001,
  });
  expect(conditionOf("s", LOSS, "=", "NaN")).toMatchObject({ value: "NaN" });
  expect(conditionOf("s", LOSS, "=", "high")).toBeNull();
  expect(conditionOf("s", NAME, "=", "1")).toMatchObject({ value: "1" });
});

it("reads lists, and waits for both ends of a range", () => {
  expect(conditionOf("s", LOSS, "in", "1, 2,3")).toMatchObject({ value: [1, 2, 3] });
  expect(conditionOf("s", LOSS, "between", "1")).toBeNull();
  expect(conditionOf("s", LOSS, "between", "1, 2")).toMatchObject({ value: [1, 2] });
  expect(conditionOf("s", NAME, "is null", "")).toEqual({ set: "s", attribute: "name", operator: "is null" });
  expect(conditionOf("s", NAME, "like", "")).toBeNull();
});
