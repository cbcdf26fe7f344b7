import { expect, it } from "vitest";
import { changeBetween, draftOf } from "./change";

const BEFORE = draftOf({ name: null, note: "warm-up", tags: { data: "flowers", stale: "yes" } });

it("sends nothing where nothing was changed", () => {
  expect(changeBetween(BEFORE, BEFORE)).toBeNull();
  expect(changeBetween(BEFORE, { ...BEFORE, tags: [...BEFORE.tags, { key: " ", value: "" }] })).toBeNull();
});

it("sends only what was changed, and null for what was emptied", () => {
  expect(changeBetween(BEFORE, { ...BEFORE, name: " best " })).toEqual({ name: "best" });
  expect(
    changeBetween(draftOf({ name: "best", note: null, tags: {} }), { name: "", note: "", tags: [] }),
  ).toEqual({
    name: null,
  });
  expect(changeBetween(BEFORE, { ...BEFORE, note: "" })).toEqual({ note: null });
});

it("takes away tags that are gone, and keeps those of another name apart", () => {
  const tags = [
    { key: "data", value: "waves" },
    { key: "constructor", value: "1" },
  ];
  expect(changeBetween(BEFORE, { ...BEFORE, tags })).toEqual({
    tags: { data: "waves", constructor: "1", stale: null },
  });
});
