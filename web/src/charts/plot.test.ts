import { expect, it } from "vitest";
import { thinnedPowers } from "./plot";

it("keeps powers of ten on a logarithmic axis, of many decades only some", () => {
  const splits = Array.from({ length: 4 }, (_, at) => [1, 2, 5].map((each) => each * 10 ** at)).flat();
  const kept = (most: number) => thinnedPowers(splits, most).filter((each) => each !== null);
  expect(kept(10)).toEqual([1, 10, 100, 1000]);
  expect(kept(2)).toEqual([1, 100]);
  expect(thinnedPowers([1, 2, 5, 10], 5)).toEqual([1, 2, 5, 10]);
});
