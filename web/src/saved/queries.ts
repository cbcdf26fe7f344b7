import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "~/api/client";
import { allOf } from "~/api/pages";
import type { Schemas } from "~/api/schema";

/** The queries that were saved, the newest first. They belong to the server: everybody sees them. */
export const savedQuery = queryOptions({
  queryKey: ["saved-queries"],
  queryFn: ({ signal }) =>
    allOf((cursor) => {
      const query = { limit: 1000, ...(cursor && { cursor }) };
      return answer(api.GET("/api/v1/queries", { params: { query }, signal }));
    }),
  staleTime: 0,
});

export function saveQuery(body: Schemas["QueryToSave"]) {
  return answer(api.POST("/api/v1/queries", { body }));
}

export async function forgetQuery(id: number): Promise<void> {
  await api.DELETE("/api/v1/queries/{id}", { params: { path: { id } } });
}
