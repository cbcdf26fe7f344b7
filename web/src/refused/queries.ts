import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api } from "~/api/client";
import { touches } from "~/live/touches";

const PAGE = 200;

export const refusedQuery = infiniteQueryOptions({
  queryKey: ["refused"],
  queryFn: ({ signal, pageParam }) => {
    const query = { limit: PAGE, ...(pageParam !== "" && { cursor: pageParam }) };
    return answer(api.GET("/api/v1/rejected", { params: { query }, signal }));
  },
  initialPageParam: "",
  getNextPageParam: ({ next }) => next,
  meta: { touches: touches.refused, everyMs: 1000 },
});

/** With its raw body, which admins may read. */
export function refusedOneQuery(id: number) {
  return queryOptions({
    queryKey: ["refused", id],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/rejected/{id}", { params: { path: { id } }, signal })),
  });
}
