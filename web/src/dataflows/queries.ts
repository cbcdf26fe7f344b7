import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "~/api/client";
import { allOf } from "~/api/pages";
import { touches } from "~/live/touches";

const PAGE = 1000;

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
