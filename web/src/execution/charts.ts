import type { Curve } from "~/api/schema";
import type { Line } from "~/charts/curves";
import { lookOf } from "~/colour/execution";
import { numberOf } from "~/format/number";

/** A plot of a metric, with its validation beside it. */
export interface MetricChart {
  title: string;
  lines: Line[];
}

const VALIDATION = /^(val|validation)_/;

/** The metrics in plots: `val_loss` stands with `loss`, dashed. */
export function chartsOf(curves: readonly Curve[]): MetricChart[] {
  const charts = new Map<string, Line[]>();
  for (const curve of curves) {
    if (curve.x.length === 0) continue;
    const name = curve.name.toLowerCase();
    const title = name.replace(VALIDATION, "");
    const { colour } = lookOf(curve.execution);
    const line: Line = {
      name,
      colour,
      x: numbers(curve.x),
      y: numbers(curve.y),
      ...(name !== title && { dash: [5, 4] }),
    };
    charts.set(title, [...(charts.get(title) ?? []), line]);
  }
  return [...charts].map(([title, lines]) => ({ title, lines }));
}

function numbers(values: Curve["y"]): number[] {
  return values.map((value) => numberOf(value) ?? Number.NaN);
}
