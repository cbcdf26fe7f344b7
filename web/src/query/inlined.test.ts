import { expect, it } from "vitest";
import { inlined } from "./inlined";

it("puts values where question marks stand, but not where they are text or a name", () => {
  expect(inlined(`select "a?", '?''?' where x = ? and y = ? and z = ?`, [1.5, "it's ?", null])).toBe(
    `select "a?", '?''?' where x = 1.5 and y = 'it''s ?' and z = NULL`,
  );
});
