import type { Adaptation, SeriesAxis } from "~/api/schema";
import type { Mark } from "~/charts/curves";
import { formatNumber, numberOf } from "~/format/number";

/** What a mark tells of an adaptation. */
export type Marked = Pick<Adaptation, "epoch_id" | "attribute" | "new_value" | "kind" | "cause" | "at">;

/** The adaptations as marks on an axis; which step they came at is not reported. */
export function marksOf(adaptations: readonly Marked[], axis: SeriesAxis, startedAt: string | null): Mark[] {
  return adaptations.flatMap((each) => {
    const x = placeOf(each, axis, startedAt);
    return x === null ? [] : [{ x, text: textOf(each) }];
  });
}

function placeOf({ epoch_id, at }: Marked, axis: SeriesAxis, startedAt: string | null): number | null {
  if (axis === "epoch") return numberOf(epoch_id);
  if (axis === "step" || at === null || startedAt === null) return null;
  return (Date.parse(at) - Date.parse(startedAt)) / 1000;
}

function textOf({ attribute, new_value, cause, kind }: Marked): string {
  const value = numberOf(new_value);
  return `${attribute} → ${value === null ? "?" : formatNumber(value)} (${cause ?? kind ?? "no cause"})`;
}
