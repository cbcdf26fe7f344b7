import { expect, it } from "vitest";
import { completionAt, placeIn } from "./completion";

const FIELDS = ["status", "param.learning_rate", "param.k", "metric.loss.min"];

function at(text: string) {
  return completionAt(text, text.length, FIELDS);
}

it("offers every field at the beginning", () => {
  expect(at("").choices).toEqual(FIELDS);
});

it("completes what has been begun, also from its middle", () => {
  expect(at("par").choices).toEqual(["param.learning_rate", "param.k"]);
  expect(at("param.k < 3 and loss")).toEqual({ from: 16, choices: ["metric.loss.min"] });
});

it("offers nothing within a text or behind a value", () => {
  expect(at("tag = 'par").choices).toEqual([]);
  expect(at("param.k < 3 ").choices).toEqual([]);
});

it("finds the character that the server points at", () => {
  expect(placeIn("where: at character 12: expected a value")).toBe(11);
  expect(placeIn("something else")).toBeNull();
});
