/** A piece of the text of a query. */
export interface Token {
  kind: "word" | "name" | "text" | "number" | "symbol" | "end";
  /** Without its quotation marks. */
  text: string;
  from: number;
  to: number;
}

/** What is wrong with a text, and where. */
export class TextProblem extends Error {
  override readonly name = "TextProblem";
  readonly from: number;
  readonly to: number;

  constructor(message: string, { from, to }: { from: number; to: number }) {
    super(message);
    this.from = from;
    this.to = to;
  }
}

const SKIPPED = /(?:\s+|#[^\n]*|\/\/[^\n]*)*/y;
const PIECES: readonly (readonly [Token["kind"], RegExp])[] = [
  ["word", /[\p{L}_][\p{L}\p{N}_-]*/uy],
  ["number", /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["text", /'(?:[^']|'')*'/y],
  ["name", /"(?:[^"]|"")*"/y],
  ["symbol", /<=|>=|<>|!=|[=<>(){};,.]/y],
];

/** The text in pieces; the last one is the end. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (true) {
    at = endOf(SKIPPED, text, at) ?? at;
    if (at >= text.length) return [...tokens, { kind: "end", text: "", from: at, to: at }];
    const token = tokenAt(text, at, tokens.at(-1));
    tokens.push(token);
    at = token.to;
  }
}

function tokenAt(text: string, from: number, before: Token | undefined): Token {
  // A point right behind a name separates, and begins no number.
  const separates = before !== undefined && ["word", "name"].includes(before.kind) && before.to === from;
  if (separates && text[from] === ".") return { kind: "symbol", text: ".", from, to: from + 1 };
  for (const [kind, pattern] of PIECES) {
    const to = endOf(pattern, text, from);
    if (to !== null) return { kind, text: unquoted(kind, text.slice(from, to)), from, to };
  }
  const opened = /^['"]/.test(text.slice(from));
  throw new TextProblem(
    opened
      ? `expected a closing ${text[from]}, came the end`
      : `expected a call or a condition, came '${text[from]}'`,
    { from, to: opened ? text.length : from + 1 },
  );
}

function endOf(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function unquoted(kind: Token["kind"], text: string): string {
  if (kind === "text") return text.slice(1, -1).replaceAll("''", "'");
  return kind === "name" ? text.slice(1, -1).replaceAll('""', '"') : text;
}
