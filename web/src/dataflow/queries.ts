import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "~/api/client";
import type { Cell, Dataflow, DataSet, Schemas } from "~/api/schema";
import { askSql } from "~/api/sql";
import { touches } from "~/live/touches";

const ROWS = 30;
const TASKS = 100;

export function dataflowQuery(id: number) {
  return queryOptions({
    queryKey: ["dataflow", id],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/dataflows/{id}", { params: { path: { id } }, signal })),
    meta: { touches: touches.dataflow(id), everyMs: 500 },
  });
}

/** How many rows each set of a dataflow has. */
export function rowCountsQuery({ id, schema, sets }: Dataflow) {
  return queryOptions({
    queryKey: ["row-counts", id, ...sets.map((set) => set.id)],
    queryFn: async ({ signal }) => {
      const sql = sets
        .map((set) => `SELECT ${set.id}, count(*) FROM ${name(schema)}.${name(set.table)}`)
        .join(" UNION ALL ");
      const { rows } = await askSql(sql, { limit: sets.length, signal });
      return new Map(rows.map(([set, count]) => [Number(set), Number(count)]));
    },
    enabled: sets.length > 0,
    meta: { touches: touches.executionsOf([id]), everyMs: 1000 },
  });
}

export function newestRowsQuery({ id }: DataSet, execution?: number) {
  return queryOptions({
    queryKey: ["newest-rows", id, execution],
    queryFn: ({ signal }) => {
      const query = { limit: ROWS, ...(execution !== undefined && { execution }) };
      return answer(api.GET("/api/v1/sets/{id}/elements", { params: { path: { id }, query }, signal }));
    },
    meta: { touches: touches.set(id), everyMs: 500 },
  });
}

export interface TaskOfTransformation {
  id: number;
  identifier: string;
  status: Schemas["TaskStatus"];
  execution: number;
  executionTag: string;
  startedAt: string | null;
  endedAt: string | null;
  error: string | null;
}

/** The newest tasks of a transformation, of all executions. */
export function tasksOfQuery(dataflow: number, transformation: number) {
  return queryOptions({
    queryKey: ["tasks-of", transformation],
    queryFn: async ({ signal }) => {
      const { rows } = await askSql(TASKS_OF, { parameters: [transformation], limit: TASKS, signal });
      return rows.map(taskOf);
    },
    meta: { touches: touches.executionsOf([dataflow]), everyMs: 1000 },
  });
}

const TASKS_OF = `
  SELECT t.id, t.identifier, t.status, t.execution_id, coalesce(e.name, e.tag),
    strftime(t.started_at, '%Y-%m-%dT%H:%M:%S.%fZ'), strftime(t.ended_at, '%Y-%m-%dT%H:%M:%S.%fZ'), t.error_msg
  FROM public.task t JOIN public.dataflow_execution e ON e.id = t.execution_id
  WHERE t.dt_id = ? ORDER BY t.id DESC`;

function taskOf([
  id,
  identifier,
  status,
  execution,
  tag,
  startedAt,
  endedAt,
  error,
]: Cell[]): TaskOfTransformation {
  return {
    id: Number(id),
    identifier: String(identifier),
    status: status as Schemas["TaskStatus"],
    execution: Number(execution),
    executionTag: String(tag),
    startedAt: startedAt as string | null,
    endedAt: endedAt as string | null,
    error: error as string | null,
  };
}

/** A name as SQL writes it. */
function name(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
