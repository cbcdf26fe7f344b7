import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "~/api/client";
import { allOf } from "~/api/pages";
import { numberOf } from "~/format/number";
import { touches } from "~/live/touches";

const PAGE = 1000;
const POINTS = 60;

/** Every dataflow, newest first. */
export const dataflowsQuery = queryOptions({
  queryKey: ["dataflows"],
  queryFn: ({ signal }) =>
    allOf((cursor) =>
      answer(
        api.GET("/api/v1/dataflows", {
          params: { query: { limit: PAGE, ...(cursor && { cursor }) } },
          signal,
        }),
      ),
    ),
  meta: { touches: touches.dataflows, everyMs: 1000 },
});

/** The losses of these executions, for curves of a few pixels. */
export function lossesQuery(executions: readonly number[]) {
  return queryOptions({
    queryKey: ["losses", ...executions],
    queryFn: async ({ signal }) => {
      const query = { executions: executions.join(","), y: "loss", points: POINTS };
      const { series } = await answer(api.GET("/api/v1/series", { params: { query }, signal }));
      return new Map(
        series.map(({ execution, y }) => [execution, y.map((value) => numberOf(value) ?? Number.NaN)]),
      );
    },
    enabled: executions.length > 0,
    meta: { touches: touches.executions(executions), everyMs: 1000 },
  });
}
