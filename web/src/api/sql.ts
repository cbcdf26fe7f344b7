import { answer, api } from "./client";
import type { Cell, Schemas } from "./schema";

export interface SqlAnswer {
  columns: Schemas["SqlAnswer"]["columns"];
  rows: Cell[][];
  truncated: boolean;
}

/** The rows of one reading statement; question marks stand for the parameters. */
export async function askSql(
  sql: string,
  { parameters = [], limit, signal }: { parameters?: Cell[]; limit?: number; signal?: AbortSignal } = {},
): Promise<SqlAnswer> {
  const body = { sql, parameters, ...(limit !== undefined && { limit }) };
  const asked = api.POST("/api/v1/sql", { body, ...(signal && { signal }) });
  // The contract has CSV beside JSON, which is what comes without `Accept`.
  return (await answer<unknown>(asked)) as SqlAnswer;
}
