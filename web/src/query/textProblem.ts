import { parseQuery } from "./parse";
import type { Problem } from "./TextPane";
import { TextProblem } from "./tokens";

/** What is wrong in a text of the query interface. */
export function textProblemIn(text: string): Problem | null {
  try {
    parseQuery(text);
    return null;
  } catch (problem) {
    if (problem instanceof TextProblem) return { message: problem.message, excerpt: excerpt(text, problem) };
    throw problem;
  }
}

/** The line that is wrong, with a mark under the place. */
function excerpt(text: string, { from, to }: TextProblem): string {
  const begin = text.lastIndexOf("\n", from - 1) + 1;
  const line = text.slice(begin).split("\n")[0] ?? "";
  const marks = Math.max(1, Math.min(to, begin + line.length) - from);
  return `${line}\n${" ".repeat(from - begin)}${"^".repeat(marks)}`;
}
