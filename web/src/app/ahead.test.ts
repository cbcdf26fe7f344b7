import { expect, it } from "vitest";
import { arrived, chosenToo, currentOf } from "./ahead";

interface Choice {
  q?: string;
  chosen?: number[];
}

const REST = { kept: {} as Choice, chosen: [] };

it("makes each choice from the one before, though the address has neither yet", () => {
  const both = chosenToo(chosenToo(REST, { chosen: [3] }), { q: "loss" });
  expect(currentOf(both)).toEqual({ chosen: [3], q: "loss" });
});

it("takes what comes back for no news: what was chosen since stays", () => {
  const typed = chosenToo(chosenToo(REST, { q: "d" }), { q: "de" });
  expect(currentOf(arrived(typed, { q: "d" }))).toEqual({ q: "de" });
  expect(arrived(arrived(typed, { q: "d" }), { q: "de" })).toEqual({ kept: { q: "de" }, chosen: [] });
  expect(arrived(typed, { q: "de" }).chosen).toEqual([]);
});

it("follows an address that came from elsewhere", () => {
  const typed = chosenToo(REST, { q: "d" });
  expect(currentOf(arrived(typed, { q: "other", chosen: [7] }))).toEqual({ q: "other", chosen: [7] });
});
