import {
  type AttributeName,
  type BuiltQuery,
  type Column,
  type Condition,
  type Literal,
  ROLES,
} from "./query";

const PLAIN = /^[\p{L}_][\p{L}\p{N}_-]*$/u;
/** Words that would be read as something else where a name stands. */
const RESERVED = /^(and|or|not|as|in|is|like|between|null)$/i;

/** The query as text, one call a line, without what is empty. */
export function writeQuery(query: BuiltQuery): string {
  const { mapping, projection, selection } = query;
  const lines = [
    mapping === "physical" ? "" : `mapping(${mapping})`,
    ...ROLES.map((role) => call(role, query[role].map(nameText))),
    call("projection", projection.map(columnText)),
    call(
      "selection",
      selection.length === 0 ? [] : [selection.map((each) => conditionText(each, 1)).join(" AND ")],
    ),
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function call(name: string, all: readonly string[]): string {
  return all.length === 0 ? "" : `${name}(${all.join("; ")})`;
}

function columnText(column: Column): string {
  return column.as === undefined
    ? attributeText(column)
    : `${attributeText(column)} AS ${nameText(column.as)}`;
}

export function attributeText({ set, attribute }: AttributeName): string {
  return set === undefined ? nameText(attribute) : `${nameText(set)}.${nameText(attribute)}`;
}

/** `binds` is how strongly what stands around it binds: 0 nothing, 1 AND, 2 NOT. */
export function conditionText(condition: Condition, binds = 0): string {
  if ("or" in condition)
    return bound(condition.or.map((each) => conditionText(each, 1)).join(" OR "), binds > 0);
  if ("and" in condition)
    return bound(condition.and.map((each) => conditionText(each, 1)).join(" AND "), binds > 1);
  if ("not" in condition) return `NOT ${conditionText(condition.not, 2)}`;
  const value = attributeText(condition);
  switch (condition.operator) {
    case "is null":
      return `${value} IS NULL`;
    case "in":
      return `${value} IN (${condition.value.map(literalText).join(", ")})`;
    case "between":
      return `${value} BETWEEN ${condition.value.map(literalText).join(" AND ")}`;
    case "like":
      return `${value} LIKE ${literalText(condition.value)}`;
    case "=":
    case "<>":
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const { value: other } = condition;
      return `${value} ${condition.operator} ${typeof other === "object" ? attributeText(other) : literalText(other)}`;
    }
  }
}

function bound(text: string, parentheses: boolean): string {
  return parentheses ? `(${text})` : text;
}

function literalText(value: Literal): string {
  return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

function nameText(name: string): string {
  return PLAIN.test(name) && !RESERVED.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
