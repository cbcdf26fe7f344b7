import { expect, it } from "vitest";
import { readHistory, remembered } from "./history";

it("keeps each statement once, the newest first, and 50 of them", () => {
  expect(remembered(["b", "a"], "a")).toEqual(["a", "b"]);
  const many = Array.from({ length: 50 }, (_, at) => String(at));
  expect(remembered(many, "new")).toHaveLength(50);
  expect(remembered(many, "new")).not.toContain("49");
});

it("reads nothing from what is not a history", () => {
  expect(readHistory(null)).toEqual([]);
  expect(readHistory("{")).toEqual([]);
  expect(readHistory('["a",1,null]')).toEqual(["a"]);
});
