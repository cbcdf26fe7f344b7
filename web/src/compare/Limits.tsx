import { ColumnMenu } from "~/executions/ColumnMenu";
import type { Field } from "~/executions/fields";
import type { Run } from "~/executions/queries";
import styles from "./CompareView.module.css";
import { axisOf, type Limit, type Limits as LimitsOfAxes, type ParallelAxis } from "./parallel";

interface LimitsProps {
  fields: readonly Field[];
  axes: readonly ParallelAxis[];
  runs: readonly Run[];
  limits: LimitsOfAxes;
  onLimits: (limits: LimitsOfAxes) => void;
  onAxes: (axes: string[] | undefined) => void;
}

/** What a drag along an axis sets, in fields for the keyboard; and which axes there are. */
export function Limits({ fields, axes, runs, limits, onLimits, onAxes }: LimitsProps) {
  const set = (name: string, limit: Limit | null) => {
    const next = new Map(limits);
    if (limit === null) next.delete(name);
    else next.set(name, limit);
    onLimits(next);
  };
  return (
    <>
      <div className={styles.tools}>
        <ColumnMenu
          fields={fields.filter((field) => axisOf(field, runs) !== null)}
          shown={axes.map(({ field }) => field)}
          onColumns={onAxes}
        />
      </div>
      <details className={styles.limits} open={limits.size > 0}>
        <summary>Limits: drag along an axis, click it for none, or enter them here</summary>
        {axes.map((axis) => (
          <AxisLimits
            key={axis.field.name}
            axis={axis}
            limit={limits.get(axis.field.name)}
            onLimit={(limit) => set(axis.field.name, limit)}
          />
        ))}
      </details>
    </>
  );
}

function AxisLimits({
  axis: { field, texts, low, high },
  limit,
  onLimit,
}: {
  axis: ParallelAxis;
  limit: Limit | undefined;
  onLimit: (limit: Limit | null) => void;
}) {
  const change = (end: "low" | "high", text: string) => {
    const value = text === "" ? (end === "low" ? low : high) : Number(text);
    if (!Number.isFinite(value)) return;
    const next = { low: limit?.low ?? low, high: limit?.high ?? high, [end]: value };
    onLimit(next.low <= low && next.high >= high ? null : next);
  };
  const end = (which: "low" | "high") => {
    const label = `${field.label} ${which === "low" ? "from" : "to"}`;
    if (texts !== null) {
      return (
        <select
          aria-label={label}
          value={limit?.[which] ?? (which === "low" ? low : high)}
          onChange={(event) => change(which, event.target.value)}
        >
          {texts.map((each, at) => (
            <option key={each} value={at}>
              {each}
            </option>
          ))}
        </select>
      );
    }
    return (
      <input
        key={limit?.[which]}
        aria-label={label}
        inputMode="decimal"
        placeholder={String(which === "low" ? low : high)}
        defaultValue={limit?.[which] ?? ""}
        onBlur={(event) => change(which, event.target.value.trim())}
        onKeyDown={(event) => {
          if (event.key === "Enter") change(which, event.currentTarget.value.trim());
        }}
      />
    );
  };
  return (
    <fieldset>
      <legend>{field.label}</legend>
      {end("low")} to {end("high")}
    </fieldset>
  );
}
