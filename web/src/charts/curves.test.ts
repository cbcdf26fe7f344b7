import { expect, it } from "vitest";
import { align, csvOf, type Line, smooth } from "./curves";

function line(name: string, x: number[], y: number[]): Line {
  return { name, colour: "red", x, y };
}

it("puts lines over one x, drawn through where they have no point, broken where they are not finite", () => {
  const { x, ys, broken } = align([line("a", [1, 3], [0.5, Number.NaN]), line("b", [2, 3], [7, 8])]);
  expect(x).toEqual([1, 2, 3]);
  expect(ys).toEqual([
    [0.5, undefined, null],
    [undefined, 7, 8],
  ]);
  expect(broken).toEqual([{ line: 0, x: 3, value: Number.NaN }]);
});

it("writes NaN, gaps and awkward names into CSV", () => {
  const csv = csvOf([line("a", [1, 2], [0.5, Number.NaN]), line('=HYPERLINK("x")', [2], [3])], "epoch");
  expect(csv).toBe('epoch,a,"\'=HYPERLINK(""x"")"\r\n1,0.5,\r\n2,NaN,3\r\n');
});

it("smooths without starting at 0, and around NaN", () => {
  expect(smooth([4, 4, Number.NaN, 4], 0.9).map((value) => Math.round(value * 1e9) / 1e9)).toEqual([
    4,
    4,
    Number.NaN,
    4,
  ]);
  expect(smooth([0, 1], 0.5)[1]).toBeCloseTo(2 / 3);
});
