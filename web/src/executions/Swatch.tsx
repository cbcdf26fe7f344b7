import { lookOf } from "~/colour/execution";

/** The line of an execution, as it is drawn in every plot. */
export function Swatch({ execution }: { execution: number }) {
  const { colour, dash } = lookOf(execution);
  return (
    <svg width={16} height={8} viewBox="0 0 16 8" aria-hidden>
      <title>colour</title>
      <line
        x1={1}
        y1={4}
        x2={15}
        y2={4}
        stroke={colour}
        strokeWidth={3}
        strokeDasharray={dash.map((each) => each * 0.7).join(" ")}
      />
    </svg>
  );
}
