import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import { answer, api } from "~/api/client";
import type { Cell } from "~/api/schema";
import { askSql } from "~/api/sql";
import { touches } from "~/live/touches";
import { type CatalogueName, type Field, fieldsOf } from "./fields";
import { wantedFields } from "./rows";
import { NEWEST_FIRST, type RunSearch } from "./search";

/** The first page fills the tallest window, and is soon there; who scrolls wants more. */
const FIRST_PAGE = 100;
const PAGE = 500;
const MOST_NAMES = 60;

/** The names that hyperparameters, domain data and metrics have in these dataflows, or in all of them. */
export function namesQuery(dataflows: readonly number[] | null) {
  return queryOptions({
    queryKey: ["names", dataflows],
    queryFn: async ({ signal }): Promise<CatalogueName[]> => {
      const listed = dataflows === null ? null : `,${dataflows.join(",")},`;
      const { rows } = await askSql(NAMES, { parameters: [listed, listed], limit: MOST_NAMES, signal });
      return rows.map(([kind, name]) => ({
        kind: kind === "metric" ? "metric" : "param",
        name: String(name),
      }));
    },
    meta: {
      touches: ({ dataflows: grown }) => grown.some((id) => dataflows === null || dataflows.includes(id)),
      everyMs: 1000,
    },
  });
}

/** In the order in which they were declared, of several dataflows the most common first. */
const NAMES = `
  SELECT CASE WHEN s.tag = 'otrainingmodel' THEN 'metric' ELSE 'param' END AS kind, lower(a.name) AS name
  FROM public.attribute a JOIN public.data_set s ON s.id = a.ds_id
  WHERE (? IS NULL OR contains(?, concat(',', s.df_id, ',')))
    AND CASE WHEN s.tag = 'otrainingmodel' THEN a.type = 'NUMERIC' AND lower(a.name) <> 'epoch'
      ELSE s.tag NOT IN ('ilayers', 'iadaptation')
        AND NOT EXISTS (SELECT 1 FROM public.data_dependency d WHERE d.ds_id = s.id AND d.previous_dt_id IS NOT NULL) END
  GROUP BY 1, 2 ORDER BY kind DESC, count(*) DESC, min(a.id)`;

/** A row of the run table: values by the names of fields. */
export type Run = { id: number } & Record<string, Cell | undefined>;

/**
 * Pages of the run table: filtered and ordered by the server, which compares numbers as numbers.
 *
 * @param fields all that the executions have; those are asked for that the search wants
 */
export function runsQuery(dataflow: number | null, search: RunSearch, fields: readonly Field[]) {
  const { where = "", order = NEWEST_FIRST } = search;
  const asked = wantedFields(fields, search.columns, search.group);
  const columns = ["name", "tag", ...asked.map(({ name }) => name)].join(",");
  return infiniteQueryOptions({
    queryKey: ["runs", dataflow, where, order, columns],
    queryFn: async ({ signal, pageParam }) => {
      const query = {
        columns,
        order,
        limit: pageParam === "" ? FIRST_PAGE : PAGE,
        ...(where !== "" && { where }),
        ...(dataflow !== null && { dataflow: String(dataflow) }),
        ...(pageParam !== "" && { cursor: pageParam }),
      };
      const page = await answer(api.GET("/api/v1/executions", { params: { query }, signal }));
      // With `columns` an item holds these fields instead of a summary's.
      return { items: page.items as unknown as Run[], next: page.next };
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    meta: { touches: touches.executionsOf(dataflow === null ? undefined : [dataflow]), everyMs: 500 },
  });
}

/** Asks for what the run table shows first, while its code is on the way. What goes wrong is for the table to tell. */
export function askForRuns(queries: QueryClient, dataflow: number | null, search: RunSearch): void {
  queries
    .ensureQueryData(namesQuery(dataflow === null ? null : [dataflow]))
    .then((names) =>
      queries.prefetchInfiniteQuery(runsQuery(dataflow, search, fieldsOf(names, dataflow === null))),
    )
    .catch(() => undefined);
}
