import { expect, it } from "vitest";
import { sparklinePath } from "./sparkline";

it("draws the greatest at the top and the least at the bottom", () => {
  expect(sparklinePath([3, 1, 2], 104, 24)).toBe("M2 2L52 22L102 12");
});

it("leaves a gap where a value is NaN", () => {
  expect(sparklinePath([0, Number.NaN, 1, 0], 304, 24)).toBe("M2 22M202 2L302 22");
});

it("draws nothing where there is no line", () => {
  expect(sparklinePath([1], 100, 20)).toBe("");
  expect(sparklinePath([Number.NaN, Number.NaN], 100, 20)).toBe("");
});
