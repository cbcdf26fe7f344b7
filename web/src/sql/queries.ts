import { queryOptions } from "@tanstack/react-query";
import { MOST_ROWS } from "~/answer/formats";
import { answer, api } from "~/api/client";
import { askSql } from "~/api/sql";
import { tablesOf } from "./catalogue";

const MOST_COLUMNS = 100_000;

const CATALOGUE = `
  SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns
  ORDER BY table_schema = 'public', table_schema, table_name, ordinal_position`;

/** The tables and views that a statement may read. */
export const catalogueQuery = queryOptions({
  queryKey: ["catalogue"],
  queryFn: async ({ signal }) => tablesOf((await askSql(CATALOGUE, { limit: MOST_COLUMNS, signal })).rows),
  meta: { touches: ({ dataflows }) => dataflows.length > 0, everyMs: 1000 },
});

/** The answer to a statement; it stays as it is until somebody runs the statement again. */
export function answerQuery(statement: string) {
  return queryOptions({
    queryKey: ["sql", statement],
    queryFn: async ({ signal }) => {
      const begun = performance.now();
      const rows = await askSql(statement, { signal });
      return { ...rows, seconds: (performance.now() - begun) / 1000 };
    },
    enabled: statement !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** All rows, up to a million, as the server writes them in this format. */
export function fileOf(statement: string, type: string): Promise<Blob> {
  const body = { sql: statement, limit: MOST_ROWS };
  const asked = api.POST("/api/v1/sql", { body, headers: { Accept: type }, parseAs: "blob" });
  return answer<Blob>(asked as Promise<{ data?: Blob }>);
}
