const WORDS = ["and", "or", "not", "in", "like", "is null"];
const TOKEN = /[\p{L}\p{N}_."<>!=]*$/u;
const MOST = 8;

/** What may stand at the cursor, and which part of the text it would replace. */
export interface Completion {
  from: number;
  choices: string[];
}

export function completionAt(text: string, cursor: number, fields: readonly string[]): Completion {
  const before = text.slice(0, cursor);
  if (isInsideText(before)) return { from: cursor, choices: [] };
  const token = TOKEN.exec(before)?.[0] ?? "";
  const wanted = token.toLocaleLowerCase();
  if (wanted === "" && before.trim() !== "" && !/(\band|\bor|\bnot|\()\s*$/i.test(before)) {
    return { from: cursor, choices: [] };
  }
  const all = [...fields, ...(before.trim() === token ? [] : WORDS)];
  const begins = all.filter((each) => each.toLocaleLowerCase().startsWith(wanted));
  const holds = all.filter((each) => !begins.includes(each) && each.toLocaleLowerCase().includes(wanted));
  const choices = [...begins, ...(wanted === "" ? [] : holds)]
    .filter((each) => each !== token)
    .slice(0, MOST);
  return { from: cursor - token.length, choices };
}

/** The character of a condition (from 0) that the server's message speaks of; null where it names none. */
export function placeIn(detail: string): number | null {
  const found = /at character (\d+)/.exec(detail);
  return found ? Number(found[1]) - 1 : null;
}

function isInsideText(before: string): boolean {
  return (before.split("'").length - 1) % 2 === 1;
}
