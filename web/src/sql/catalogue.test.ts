import { expect, it } from "vitest";
import { namespaceOf, qualified, tablesOf } from "./catalogue";

const rows = [
  ["alexnet-df", "otrainingmodel", "epoch", "DOUBLE"],
  ["alexnet-df", "otrainingmodel", "loss", "DOUBLE"],
  ["public", "otrainingmodel", "id", "BIGINT"],
  ["public", "v1.5", "id", "BIGINT"],
];

it("puts columns into their tables", () => {
  const tables = tablesOf(rows);
  expect(tables.map(({ schema, name, columns }) => [schema, name, columns.length])).toEqual([
    ["alexnet-df", "otrainingmodel", 2],
    ["public", "otrainingmodel", 1],
    ["public", "v1.5", 1],
  ]);
  expect(Object.keys(namespaceOf(tables))).toEqual(["alexnet-df", "public"]);
  expect(Object.keys((namespaceOf(tables) as Record<string, object>).public ?? {})).toEqual([
    "otrainingmodel",
    "v1\\.5",
  ]);
});

it("writes names as SQL needs them", () => {
  expect(tablesOf(rows).map(qualified)).toEqual(['"alexnet-df".otrainingmodel', "otrainingmodel", '"v1.5"']);
});
