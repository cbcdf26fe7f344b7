import { expect, it } from "vitest";
import { flag, ids, number, oneOf, parseSearch, stringifySearch, text, texts } from "./search";

it("writes a state that it reads again", () => {
  const search = { where: "param.lr < 0.01 and name like '%a,b&c%'", chosen: [3, 17], open: true, set: 4 };
  const written = stringifySearch({ ...search, empty: "", missing: undefined, no: false });
  const read = parseSearch(written);
  expect(read).toEqual({ where: search.where, chosen: "3,17", open: "yes", set: "4" });
  expect([text(read.where), ids(read.chosen), flag(read.open), number(read.set)]).toEqual(
    Object.values(search),
  );
});

it("keeps names with commas and backslashes apart", () => {
  const columns = ["param.lr", 'param."a,b"', "C:\\data\\", ",", "\\,"];
  expect(texts(parseSearch(stringifySearch({ columns })).columns)).toEqual(columns);
  expect(texts("plain,,other\\")).toEqual(["plain", "other\\"]);
});

it("leaves nothing behind where everything has its default", () => {
  expect(stringifySearch({ where: undefined })).toBe("");
});

it("takes nothing that it does not know from an address", () => {
  expect(ids("3,x,-1,3,9007199254740993")).toEqual([3]);
  expect(oneOf("wall", ["epoch", "step"])).toBeUndefined();
  expect(number("much")).toBeUndefined();
  expect(texts(undefined)).toBeUndefined();
});
