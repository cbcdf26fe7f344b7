import { createValue } from "~/app/value";

const KEY = "cnnprov.sql.history";
const KEPT = 50;

/** Statements that were run in this browser, the newest first. They stay in it. */
export const history = createValue<readonly string[]>(stored());

export function remember(statement: string): void {
  history.set(remembered(history.current(), statement));
  try {
    localStorage.setItem(KEY, JSON.stringify(history.current()));
  } catch {
    // Full or forbidden: the history lasts as long as the tab.
  }
}

/** The history after a statement was run: each stands in it once. */
export function remembered(before: readonly string[], statement: string): string[] {
  return [statement, ...before.filter((each) => each !== statement)].slice(0, KEPT);
}

/** What is stored may have been written by anybody. */
export function readHistory(text: string | null): string[] {
  try {
    const read: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(read) ? read.filter((each) => typeof each === "string").slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

function stored(): string[] {
  return typeof localStorage === "undefined" ? [] : readHistory(localStorage.getItem(KEY));
}
