import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { MOST_ROWS } from "~/answer/formats";
import { answer, api } from "~/api/client";
import type { Dataflow, Schemas } from "~/api/schema";
import { askSql, type SqlAnswer } from "~/api/sql";
import { touches } from "~/live/touches";
import type { Given } from "./questions";
import type { QueryRequest } from "./request";

const EXECUTIONS = 200;

export type QueryAnswer = SqlAnswer &
  Pick<Schemas["QueryAnswer"], "sql" | "parameters"> & { seconds: number };

/** The answer; `keep` asks again after every commit that touches what the query reads. */
export function structuredQuery(request: QueryRequest | null, dataflow: number | undefined, keep: boolean) {
  return queryOptions({
    queryKey: ["query", keep, request],
    queryFn: async ({ signal }): Promise<QueryAnswer> => {
      const begun = performance.now();
      const asked = api.POST("/api/v1/query", { body: request as QueryRequest, signal });
      const rows = (await answer<unknown>(asked)) as Omit<QueryAnswer, "seconds">;
      return { ...rows, seconds: (performance.now() - begun) / 1000 };
    },
    enabled: request !== null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    ...(keep && { meta: { touches: readBy(request, dataflow), everyMs: 500 } }),
  });
}

/** A query of one execution reads no other; any other reads those of its dataflow. */
function readBy(request: QueryRequest | null, dataflow: number | undefined) {
  if (typeof request?.execution === "number") return touches.execution(request.execution);
  return touches.executionsOf(dataflow === undefined ? undefined : [dataflow]);
}

export function queryFile(request: QueryRequest, type: string): Promise<Blob> {
  const body = { ...request, limit: MOST_ROWS };
  const asked = api.POST("/api/v1/query", { body, headers: { Accept: type }, parseAs: "blob" });
  return answer<Blob>(asked as Promise<{ data?: Blob }>);
}

/** The newest executions of a dataflow. */
export function newestQuery(dataflow: number) {
  return queryOptions({
    queryKey: ["newest", dataflow],
    queryFn: async ({ signal }) => {
      const query = { dataflow: String(dataflow), limit: EXECUTIONS };
      return (await answer(api.GET("/api/v1/executions", { params: { query }, signal }))).items;
    },
    meta: { touches: touches.executionsOf([dataflow]), everyMs: 2000 },
  });
}

const PREDEFINED = ["itrainingmodel", "iadaptation", "ilayers"];

const NEWEST_FILE = `
  SELECT f.name FROM public.file f JOIN public.task t ON t.id = f.task_id
    JOIN public.data_transformation x ON x.id = t.dt_id
  WHERE x.df_id = ? AND f.role IS DISTINCT FROM 'input' ORDER BY f.id DESC`;

/** What the questions are asked with: the newest row of domain data, the newest file. */
export function exampleQuery({ id, sets }: Dataflow) {
  const domain = sets.find(
    ({ tag, written_by, attributes }) =>
      written_by === null &&
      !PREDEFINED.includes(tag.toLowerCase()) &&
      attributes.some(({ type }) => type === "NUMERIC"),
  );
  return queryOptions({
    queryKey: ["question-example", id, domain?.id],
    queryFn: async ({ signal }): Promise<Pick<Given, "domain" | "file">> => {
      const params = { path: { id: domain?.id ?? 0 }, query: { limit: 1 } };
      const [rows, files] = await Promise.all([
        domain ? answer(api.GET("/api/v1/sets/{id}/elements", { params, signal })) : null,
        askSql(NEWEST_FILE, { parameters: [id], limit: 1, signal }),
      ]);
      const values = rows?.items[0]?.values;
      const file = files.rows[0]?.[0];
      return {
        domain: domain && values ? { set: domain.tag, values } : null,
        file: typeof file === "string" ? file : null,
      };
    },
    meta: { touches: touches.executionsOf([id]), everyMs: 5000 },
  });
}
