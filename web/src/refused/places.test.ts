import { expect, it } from "vitest";
import { piecesOf, pointersWithin } from "./places";

it("marks the value that is wrong", () => {
  const problems = [{ pointer: "/rows/0/loss", code: "not_a_number", detail: "" }];
  const pieces = piecesOf('{"type":"elements","rows":[{"epoch":1,"loss":"high"}]}', problems);
  expect(pieces.filter(({ marked }) => marked)).toEqual([{ text: '"high"', marked: true }]);
  expect(JSON.parse(pieces.map(({ text }) => text).join(""))).toEqual({
    type: "elements",
    rows: [{ epoch: 1, loss: "high" }],
  });
});

it("finds names with slashes and tildes", () => {
  const pieces = piecesOf('{"a/b":{"c~d":1}}', [{ pointer: "/a~1b/c~0d", code: "", detail: "" }]);
  expect(pieces.find(({ marked }) => marked)?.text).toBe("1");
});

it("leaves what is no JSON as it came", () => {
  expect(piecesOf("dataflow(x", [])).toEqual([{ text: "dataflow(x", marked: false }]);
});

it("points into the event that is kept, not into its batch", () => {
  const errors = [{ pointer: "/3/rows/0/loss", code: "not_a_number", detail: "" }];
  expect(pointersWithin({ number: 58, errors })[0]?.pointer).toBe("/rows/0/loss");
  expect(pointersWithin({ number: null, errors })[0]?.pointer).toBe("/3/rows/0/loss");
});
