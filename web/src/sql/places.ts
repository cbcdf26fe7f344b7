/** A stretch of a statement. */
export interface Place {
  from: number;
  to: number;
}

const NAMED = [
  /at or near "(.*?)"/,
  /column "?(.*?)"? not found/i,
  /column with name "?(.*?)"? does not exist/i,
  /Function with name "?(.*?)"? does not exist/i,
  /(?:Table|View|Schema) with name "?(.*?)"? does not exist/i,
  /function "?([\w.]+)"?/i,
  /column "(.*?)"/i,
];

/**
 * Where in a statement that is which the message complains of. The database names it without a place, so each place where it
 * stands outside of text and comments is meant; at the end of the input, the end.
 */
export function placesIn(statement: string, message: string): Place[] {
  if (/at end of input/.test(message)) {
    const end = statement.trimEnd().length;
    return [{ from: Math.max(0, end - 1), to: end }];
  }
  for (const pattern of NAMED) {
    const word = pattern.exec(message)?.[1];
    const found = word ? occurrences(blanked(statement), word) : [];
    if (found.length > 0) return found;
  }
  return [];
}

function occurrences(text: string, word: string): Place[] {
  const places: Place[] = [];
  const [inLower, wanted] = [text.toLowerCase(), word.toLowerCase()];
  for (let from = inLower.indexOf(wanted); from >= 0; from = inLower.indexOf(wanted, from + 1)) {
    const to = from + wanted.length;
    if (isWord(wanted) && (isWord(text[from - 1] ?? "") || isWord(text[to] ?? ""))) continue;
    places.push({ from, to });
  }
  return places;
}

function isWord(text: string): boolean {
  return /^[\p{L}\p{N}_]+$/u.test(text);
}

/** The statement with blanks for text and comments, of the same length. */
function blanked(statement: string): string {
  return statement.replaceAll(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, (part) => " ".repeat(part.length));
}
