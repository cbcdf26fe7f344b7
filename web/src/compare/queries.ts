import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api } from "~/api/client";
import type { Cell, ExecutionSummary, SeriesAxis } from "~/api/schema";
import { askSql } from "~/api/sql";
import type { Marked } from "~/execution/marks";
import type { Field } from "~/executions/fields";
import type { Run } from "~/executions/queries";
import { touches } from "~/live/touches";

/** More than this are not compared. */
export const MOST = 100;
const MOST_POINTS = 1000;
const MOST_ADAPTATIONS = 10_000;
/** Curves that share no x make a table of all x by all curves: it stays below this. */
const MOST_CELLS = 4_000_000;

/** The executions, in the order of the address; those that are not there any more are missing. */
export function comparedQuery(ids: readonly number[]) {
  return queryOptions({
    queryKey: ["compared", ...ids],
    queryFn: async ({ signal }): Promise<ExecutionSummary[]> => {
      const query = { where: whereId(ids), limit: MOST, archived: "all" as const };
      const { items } = await answer(api.GET("/api/v1/executions", { params: { query }, signal }));
      return inOrder(items, ids);
    },
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    meta: { touches: touches.executions(ids), everyMs: 1000 },
  });
}

/** Values of these executions by the names of fields; `seconds` is how long each took or has taken. */
export function valuesQuery(ids: readonly number[], fields: readonly Field[]) {
  const columns = ["name", "tag", ...fields.map(({ name }) => name)].join(",");
  return queryOptions({
    queryKey: ["compared-values", columns, ...ids],
    queryFn: async ({ signal }): Promise<Run[]> => {
      const query = { where: whereId(ids), columns, limit: MOST, archived: "all" as const };
      const { items } = await answer(api.GET("/api/v1/executions", { params: { query }, signal }));
      // With `columns` an item holds these fields instead of a summary's.
      return inOrder(items as unknown as Run[], ids).map((run) => ({ ...run, seconds: secondsOf(run) }));
    },
    enabled: ids.length > 0 && fields.length > 0,
    placeholderData: keepPreviousData,
    meta: { touches: touches.executions(ids), everyMs: 1000 },
  });
}

/** The names of metrics over an axis. */
export type CurveNames = Record<SeriesAxis, string[]>;

export function curveNamesQuery(dataflows: readonly number[]) {
  return queryOptions({
    queryKey: ["curve-names", ...dataflows],
    queryFn: async ({ signal }): Promise<CurveNames> => {
      const sql = CURVE_NAMES.replace("?", dataflows.map(() => "?").join(","));
      const { rows } = await askSql(sql, { parameters: [...dataflows], limit: 1000, signal });
      return curveNamesOf(rows);
    },
    enabled: dataflows.length > 0,
    meta: { touches: ({ dataflows: grown }) => grown.some((id) => dataflows.includes(id)), everyMs: 1000 },
  });
}

const CURVE_NAMES = `
  SELECT s.tag, lower(a.name) FROM public.attribute a JOIN public.data_set s ON s.id = a.ds_id
  WHERE s.df_id IN (?) AND s.tag IN ('otrainingmodel', 'otrainingstep', 'oresources') AND a.type = 'NUMERIC'
    AND lower(a.name) NOT IN ('epoch', 'step', 'rank', 'elapsed_time', 'timestamp')
  GROUP BY 1, 2 ORDER BY count(*) DESC, min(a.id)`;

function curveNamesOf(rows: readonly (readonly Cell[])[]): CurveNames {
  const of = (...sets: string[]) => [
    ...new Set(rows.filter(([set]) => sets.includes(String(set))).map(([, name]) => String(name))),
  ];
  return {
    epoch: of("otrainingmodel"),
    step: of("otrainingstep"),
    time: of("otrainingmodel", "otrainingstep", "oresources"),
  };
}

export function overlayQuery(ids: readonly number[], name: string, x: SeriesAxis) {
  return queryOptions({
    queryKey: ["overlay", x, name, ...ids],
    queryFn: async ({ signal }) => {
      const y = name.replaceAll(",", ",,");
      const query = { executions: ids.join(","), y, x, points: pointsFor(ids.length, x) };
      const { series } = await answer(api.GET("/api/v1/series", { params: { query }, signal }));
      return series;
    },
    placeholderData: keepPreviousData,
    meta: { touches: touches.executions(ids), everyMs: ids.length > 10 ? 1000 : 300 },
  });
}

/** What was adapted in these executions, by their ids. */
export function adaptationsQuery(ids: readonly number[]) {
  return queryOptions({
    queryKey: ["adaptations", ...ids],
    queryFn: async ({ signal }) => {
      const sql = ADAPTATIONS.replace("?", ids.map(() => "?").join(","));
      const { rows } = await askSql(sql, { parameters: [...ids], limit: MOST_ADAPTATIONS, signal });
      const found = new Map<number, Marked[]>();
      for (const [execution, epoch_id, attribute, new_value, kind, cause, at] of rows) {
        const each = { epoch_id, attribute, new_value, kind, cause, at } as Marked;
        const others = found.get(Number(execution));
        if (others) others.push(each);
        else found.set(Number(execution), [each]);
      }
      return found;
    },
    placeholderData: keepPreviousData,
    meta: { touches: touches.executions(ids), everyMs: 1000 },
  });
}

const ADAPTATIONS = `
  SELECT execution_id, epoch, attribute, new_value, kind, cause, recorded_at
  FROM public.training_adaptation WHERE execution_id IN (?) ORDER BY id`;

/** Epochs are the same in all executions; steps and times are not, and each curve keeps its own. */
function pointsFor(curves: number, x: SeriesAxis): number {
  return x === "epoch" ? MOST_POINTS : Math.min(MOST_POINTS, Math.floor(MOST_CELLS / (curves * curves)));
}

function whereId(ids: readonly number[]): string {
  return `id in (${ids.join(",")})`;
}

function inOrder<T extends { id: number }>(items: readonly T[], ids: readonly number[]): T[] {
  const found = new Map(items.map((item) => [item.id, item]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

function secondsOf({ started_at, ended_at }: Run): number | null {
  if (typeof started_at !== "string") return null;
  const end = typeof ended_at === "string" ? Date.parse(ended_at) : Date.now();
  return (end - Date.parse(started_at)) / 1000;
}
