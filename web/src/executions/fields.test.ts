import { expect, it } from "vitest";
import { fieldsOf, quoted } from "./fields";

it("asks for the best of a metric, which for a loss is the least", () => {
  const names = fieldsOf(
    [
      { kind: "metric", name: "val_loss" },
      { kind: "metric", name: "accuracy" },
    ],
    false,
  )
    .filter(({ kind, shown }) => kind === "metric" && shown)
    .map(({ name }) => name);
  expect(names).toEqual([
    "metric.val_loss.last",
    "metric.val_loss.min",
    "metric.accuracy.last",
    "metric.accuracy.max",
  ]);
});

it("quotes what is no plain word", () => {
  expect(quoted("learning_rate")).toBe("learning_rate");
  expect(quoted('say "x"')).toBe('"say ""x"""');
});
