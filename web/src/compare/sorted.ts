import type { Run } from "~/executions/queries";
import { numberOf } from "~/format/number";

/** Rows in an order as the API has it: a field, with a minus before it for the greatest first; missing values and NaN come last. */
export function sortedRuns(runs: readonly Run[], order: string): Run[] {
  if (order === "") return [...runs];
  const descending = order.startsWith("-");
  const field = descending ? order.slice(1) : order;
  return [...runs].sort((a, b) => {
    const [left, right] = [keyOf(a, field), keyOf(b, field)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const least =
      typeof left === "number" && typeof right === "number" ? left - right : compareTexts(left, right);
    return descending ? -least : least;
  });
}

function keyOf(run: Run, field: string): number | string | null {
  const value = run[field] ?? null;
  const number = numberOf(value);
  if (number !== null) return Number.isNaN(number) ? null : number;
  return value === null ? null : String(value);
}

function compareTexts(left: number | string, right: number | string): number {
  return String(left).localeCompare(String(right));
}
