import type { PlacedProblem } from "~/api/problem";
import type { Rejected } from "~/api/schema";

/** A piece of a raw body; a marked one is where something is wrong. */
export interface Piece {
  text: string;
  marked: boolean;
}

/**
 * Where in the raw text that is kept: of an event of a batch that is the event, while the server's pointers begin with its place in
 * the batch.
 */
export function pointersWithin(refused: Pick<Rejected, "number" | "errors">): PlacedProblem[] {
  if (refused.number === null) return refused.errors;
  return refused.errors.map((each) => ({ ...each, pointer: each.pointer.replace(/^\/\d+(?=\/|$)/, "") }));
}

/** The body, indented where it is JSON, with the values marked to which the problems point. */
export function piecesOf(body: string, problems: readonly PlacedProblem[]): Piece[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return [{ text: body, marked: false }];
  }
  const wrong = new Set(problems.map(({ pointer }) => pointer));
  const pieces: Piece[] = [];
  write(parsed, "", "", wrong, pieces);
  return pieces;
}

function write(
  value: unknown,
  pointer: string,
  indent: string,
  wrong: ReadonlySet<string>,
  to: Piece[],
): void {
  if (wrong.has(pointer) && pointer !== "") {
    put(to, JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`), true);
    return;
  }
  const entries = Array.isArray(value)
    ? value.map((each, at) => [String(at), each] as const)
    : value !== null && typeof value === "object"
      ? Object.entries(value)
      : null;
  if (entries === null || entries.length === 0) {
    put(to, JSON.stringify(value), false);
    return;
  }
  const [begin, end] = Array.isArray(value) ? "[]" : "{}";
  const deeper = `${indent}  `;
  put(to, `${begin}\n`, false);
  entries.forEach(([key, each], at) => {
    put(to, deeper + (Array.isArray(value) ? "" : `${JSON.stringify(key)}: `), false);
    write(each, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, deeper, wrong, to);
    put(to, at < entries.length - 1 ? ",\n" : "\n", false);
  });
  put(to, indent + end, false);
}

function put(to: Piece[], text: string, marked: boolean): void {
  const last = to.at(-1);
  if (last && last.marked === marked) last.text += text;
  else to.push({ text, marked });
}
