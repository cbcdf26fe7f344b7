import type { Field } from "~/executions/fields";
import { GroupMenu } from "~/executions/GroupMenu";
import { Choice } from "~/ui/Choice";
import { Check } from "./Check";
import styles from "./CompareView.module.css";
import { MetricMenu } from "./MetricMenu";
import type { CurveNames } from "./queries";
import { CLOSEST_SMOOTHING, type CompareAxis, type CompareSearch } from "./search";

interface OverlayToolsProps {
  known: CurveNames;
  /** Metrics that stand over the axis. */
  listed: readonly string[];
  metrics: readonly string[];
  x: CompareAxis;
  fields: readonly Field[];
  group: Field | undefined;
  search: CompareSearch;
  onChange: (part: CompareSearch) => void;
}

/** How the curves are drawn. */
export function OverlayTools(props: OverlayToolsProps) {
  const { known, listed, metrics, x, fields, group, search, onChange } = props;
  const { smooth: smoothing = 0 } = search;
  const axes: { value: CompareAxis; name: string }[] = [
    ...(known.epoch.length > 0 ? [{ value: "epoch" as const, name: "Epoch" }] : []),
    ...(known.step.length > 0 ? [{ value: "step" as const, name: "Step" }] : []),
    { value: "time", name: "Relative time" },
    { value: "clock", name: "Wall time" },
  ];
  return (
    <div className={styles.tools}>
      <MetricMenu names={listed} shown={metrics} onShown={(y) => onChange({ y })} />
      <Choice
        label="Horizontal axis"
        value={x}
        choices={axes}
        onValue={(next) => onChange({ x: next === "epoch" ? undefined : next })}
      />
      <label>
        smoothing
        <input
          type="range"
          min={0}
          max={CLOSEST_SMOOTHING}
          step={0.01}
          value={smoothing}
          onChange={(event) => onChange({ smooth: event.target.valueAsNumber || undefined })}
        />
        <output>{smoothing}</output>
      </label>
      <Check label="log x" checked={search.logx} onChecked={(logx) => onChange({ logx })} />
      <Check label="log y" checked={search.logy} onChecked={(logy) => onChange({ logy })} />
      <Check
        label="without the outermost 1 %"
        checked={search.range === "most" || undefined}
        onChecked={(most) => onChange({ range: most && "most" })}
      />
      <GroupMenu fields={fields} group={group?.name} onGroup={(next) => onChange({ group: next })} />
    </div>
  );
}
