import type { Askable } from "./askable";
import { COMPARISONS, type Condition, type Literal } from "./query";

export const OPERATORS = [...COMPARISONS, "like", "in", "between", "is null"] as const;
export type Operator = (typeof OPERATORS)[number];

/** The condition that the fields of the form make; null while they make none. */
export function conditionOf(
  set: string,
  { name, numeric }: Askable["attributes"][number],
  operator: Operator,
  text: string,
): Condition | null {
  const value = { set, attribute: name };
  if (operator === "is null") return { ...value, operator };
  if (text.trim() === "") return null;
  if (operator === "like") return { ...value, operator, value: text };
  if (operator === "in" || operator === "between") {
    const values = text.split(",").map((each) => literalOf(each.trim(), numeric));
    if (values.includes(null) || (operator === "between" && values.length !== 2)) return null;
    return { ...value, operator, value: values as Literal[] };
  }
  const literal = literalOf(text.trim(), numeric);
  return literal === null ? null : { ...value, operator, value: literal };
}

function literalOf(text: string, numeric: boolean): Literal | null {
  if (!numeric) return text;
  if (/^(NaN|-?Infinity)$/.test(text)) return text;
  return text === "" || Number.isNaN(Number(text)) ? null : Number(text);
}
