/** A query as the builder knows it: what the text of DfAnalyzer's query interface can say. */
export interface BuiltQuery {
  mapping: Mapping;
  source: string[];
  target: string[];
  include: string[];
  exclude: string[];
  projection: Column[];
  /** All of them must hold. */
  selection: Condition[];
}

export const MAPPINGS = ["physical", "logical", "hybrid", "execution"] as const;
export type Mapping = (typeof MAPPINGS)[number];

export const ROLES = ["source", "target", "include", "exclude"] as const;
export type SetRole = (typeof ROLES)[number];

/** An attribute, perhaps of a named set. */
export interface AttributeName {
  set?: string;
  attribute: string;
}

export type Column = AttributeName & { as?: string };

export const COMPARISONS = ["=", "<>", "<", "<=", ">", ">="] as const;
export type Comparison = (typeof COMPARISONS)[number];
export type Literal = number | string;

/** The shapes of `QueryCondition` in `spec/openapi.yaml` that the text can say. */
export type Condition =
  | { and: Condition[] }
  | { or: Condition[] }
  | { not: Condition }
  | (AttributeName & { operator: Comparison; value: Literal | AttributeName })
  | (AttributeName & { operator: "like"; value: string })
  | (AttributeName & { operator: "in" | "between"; value: Literal[] })
  | (AttributeName & { operator: "is null" });

export const EMPTY: BuiltQuery = {
  mapping: "physical",
  source: [],
  target: [],
  include: [],
  exclude: [],
  projection: [],
  selection: [],
};

/** The same name, as the server compares them. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function roleOf(query: BuiltQuery, set: string): SetRole | undefined {
  return ROLES.find((role) => query[role].some((each) => sameName(each, set)));
}

/** The query with a set in this role and in no other; without it where `role` is undefined. */
export function withRole(query: BuiltQuery, set: string, role: SetRole | undefined): BuiltQuery {
  const without = (names: string[]) => names.filter((each) => !sameName(each, set));
  const next = { ...query };
  for (const each of ROLES)
    next[each] = each === role ? [...without(query[each]), set] : without(query[each]);
  return role === undefined || role === "exclude" ? withoutAttributesOf(next, set) : next;
}

function withoutAttributesOf(query: BuiltQuery, set: string): BuiltQuery {
  return {
    ...query,
    projection: query.projection.filter((each) => each.set === undefined || !sameName(each.set, set)),
  };
}

export function isProjected({ projection }: BuiltQuery, set: string, attribute: string): boolean {
  return projection.some((each) => means(each, set, attribute));
}

/** With the attribute among the columns, or without it. */
export function toggleColumn(query: BuiltQuery, set: string, attribute: string): BuiltQuery {
  const projection = isProjected(query, set, attribute)
    ? query.projection.filter((each) => !means(each, set, attribute))
    : [...query.projection, { set, attribute }];
  return { ...query, projection };
}

function means(column: Column, set: string, attribute: string): boolean {
  return sameName(column.attribute, attribute) && (column.set === undefined || sameName(column.set, set));
}
