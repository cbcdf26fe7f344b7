import { expect, it } from "vitest";
import { lookOf } from "./execution";

it("tells 24 executions that follow each other apart", () => {
  const looks = Array.from({ length: 24 }, (_, at) => JSON.stringify(lookOf(1000 + at)));
  expect(new Set(looks).size).toBe(24);
});

it("is the same for the same execution", () => {
  expect(lookOf(17)).toEqual(lookOf(17));
});
