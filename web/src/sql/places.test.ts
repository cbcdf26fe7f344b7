import { expect, it } from "vitest";
import { placesIn } from "./places";

function marked(statement: string, message: string): string[] {
  return placesIn(statement, message).map(({ from, to }) => `${from}:${statement.slice(from, to)}`);
}

// The messages are those of the server.
it("finds what a message names", () => {
  expect(marked("selec 1", 'syntax error at or near "selec"')).toEqual(["0:selec"]);
  expect(marked("select 1 +", 'syntax error at or near "+"')).toEqual(["9:+"]);
  expect(
    marked("select nope, nope2 from x", 'Binder Error: Referenced column "nope" not found in FROM clause!'),
  ).toEqual(["7:nope"]);
  expect(
    marked("select *\nfrom public.dataflo", "Catalog Error: Table with name dataflo does not exist!"),
  ).toEqual(["21:dataflo"]);
});

it("marks every place that may be meant, but not text and comments", () => {
  expect(
    marked("select nope, 'nope' -- nope\nfrom x order by NOPE", 'Referenced column "nope" not found'),
  ).toEqual(["7:nope", "44:NOPE"]);
});

it("marks the end where the statement ends too soon, and nothing where nothing is named", () => {
  expect(marked("select (1  ", "syntax error at end of input")).toEqual(["8:1"]);
  expect(marked("drop table x", "expected a SELECT: statements that write are refused")).toEqual([]);
});
