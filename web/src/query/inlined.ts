import type { Cell } from "~/api/schema";

/** A statement with its parameters as literals in the places of the question marks, so that it can be run by itself. */
export function inlined(sql: string, parameters: readonly Cell[]): string {
  let next = 0;
  return sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (piece) =>
    piece === "?" ? literal(parameters[next++]) : piece,
  );
}

function literal(value: Cell | undefined): string {
  if (value === null || value === undefined) return "NULL";
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}
