import type { Schemas } from "~/api/schema";
import { conjunctsOf } from "./parse";
import { type BuiltQuery, type Column, type Condition, EMPTY, MAPPINGS, ROLES } from "./query";

/** What the text has no words for. */
export interface Around {
  dataflow: string;
  /** The execution that is looked at: its id, or its tag with a quotation mark before it. */
  execution?: string | undefined;
  /** Columns to order by, a minus before one for the greatest first. */
  order?: readonly string[] | undefined;
  limit?: number | undefined;
}

export type QueryRequest = Schemas["QueryRequest"];

/** The query as `POST /api/v1/query` takes it. */
export function requestOf(
  query: BuiltQuery,
  { dataflow, execution, order = [], limit }: Around,
): QueryRequest {
  const { mapping, projection, selection } = query;
  return {
    dataflow,
    mapping,
    ...Object.fromEntries(ROLES.flatMap((role) => (query[role].length > 0 ? [[role, query[role]]] : []))),
    source: query.source,
    ...(projection.length > 0 && { projection }),
    ...(selection.length > 0 && { selection: selection.length === 1 ? selection[0] : { and: selection } }),
    ...(execution !== undefined && { execution: executionOf(execution) }),
    ...(order.length > 0 && { order: order.map((each) => orderOf(each, query)) }),
    ...(limit !== undefined && { limit }),
  } as QueryRequest;
}

function executionOf(text: string): number | string {
  return text.startsWith("'") ? text.slice(1) : Number(text);
}

function orderOf(text: string, { projection }: BuiltQuery): object {
  const direction = text.startsWith("-") ? { direction: "desc" } : {};
  const name = text.replace(/^-/, "");
  if (projection.some(({ as }) => as === name)) return { column: name, ...direction };
  const [attribute = name, set] = name.split(".").reverse();
  const projected = projection.find((each) => each.attribute.toLowerCase() === attribute.toLowerCase());
  return {
    ...(set !== undefined ? { set } : projected?.set && { set: projected.set }),
    attribute,
    ...direction,
  };
}

/** The other way round; null for what the builder has no fields for: several dataflows, aggregates, groups. */
export function queryOf(request: QueryRequest): { query: BuiltQuery; around: Around } | null {
  const { dataflow, execution, mapping = "physical", projection = [], order = [], limit } = request;
  const values = [...projection, ...order] as object[];
  const beyond = values.some((each) => "aggregate" in each || "execution" in each);
  if (dataflow === undefined || beyond || request.group || request.having || Array.isArray(execution))
    return null;
  const sets = (names: string | string[] | undefined) => (names === undefined ? [] : [names].flat());
  const query: BuiltQuery = {
    ...EMPTY,
    mapping: MAPPINGS.find((each) => each === mapping) ?? "physical",
    ...Object.fromEntries(ROLES.map((role) => [role, sets(request[role])])),
    projection: projection as Column[],
    selection: request.selection === undefined ? [] : conjunctsOf(request.selection as Condition),
  };
  return {
    query,
    around: {
      dataflow,
      ...(execution !== undefined && {
        execution: typeof execution === "number" ? String(execution) : `'${execution}`,
      }),
      order: order.map(orderText),
      ...(limit !== undefined && { limit }),
    },
  };
}

function orderText(value: { set?: string; attribute?: string; column?: string; direction?: string }): string {
  const name =
    value.column ?? (value.set === undefined ? value.attribute : `${value.set}.${value.attribute}`);
  return `${value.direction === "desc" ? "-" : ""}${name}`;
}

/** The query that a text is the JSON of; null where it is none. What is wrong within it, the server says. */
export function requestIn(text: string): QueryRequest | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && "source" in read ? (read as QueryRequest) : null;
  } catch {
    return null;
  }
}
