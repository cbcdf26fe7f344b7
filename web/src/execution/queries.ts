import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api } from "~/api/client";
import { allOf } from "~/api/pages";
import type { SeriesAxis } from "~/api/schema";
import { touches } from "~/live/touches";

const POINTS = 2500;
const TASKS = 1000;
/** Columns of an epoch that are no metrics: they have no curves. */
export const ASIDE: ReadonlySet<string> = new Set(["elapsed_time", "timestamp"]);

export function executionQuery(id: number) {
  return queryOptions({
    queryKey: ["execution", id],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/executions/{id}", { params: { path: { id } }, signal })),
    meta: { touches: touches.execution(id) },
  });
}

export function tasksQuery(id: number) {
  return queryOptions({
    queryKey: ["tasks", id],
    queryFn: ({ signal }) =>
      allOf((cursor) => {
        const query = { limit: TASKS, ...(cursor && { cursor }) };
        return answer(api.GET("/api/v1/executions/{id}/tasks", { params: { path: { id }, query }, signal }));
      }),
    meta: { touches: touches.execution(id), everyMs: 500 },
  });
}

export function curvesQuery(execution: number, names: readonly string[], x: SeriesAxis) {
  return queryOptions({
    queryKey: ["curves", execution, x, ...names],
    queryFn: async ({ signal }) => {
      const y = names.map((name) => name.replaceAll(",", ",,")).join(",");
      const query = { executions: String(execution), y, x, points: POINTS };
      const { series } = await answer(api.GET("/api/v1/series", { params: { query }, signal }));
      return series;
    },
    enabled: names.length > 0,
    placeholderData: keepPreviousData,
    meta: { touches: touches.execution(execution) },
  });
}
