import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "~/api/client";
import { touches } from "~/live/touches";

const LIMIT = 1000;

/** What is one step around a node, or around the tasks of the execution. */
export function lineageQuery(execution: number, node?: string) {
  return queryOptions({
    queryKey: ["lineage", execution, node ?? ""],
    queryFn: ({ signal }) => {
      const query = { direction: "both" as const, depth: 1, limit: LIMIT, ...(node && { node }) };
      return answer(
        api.GET("/api/v1/executions/{id}/lineage", { params: { path: { id: execution }, query }, signal }),
      );
    },
    meta: { touches: touches.execution(execution), everyMs: 2000 },
  });
}
