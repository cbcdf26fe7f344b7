import { lookOf } from "~/colour/execution";
import styles from "./Sparkline.module.css";
import { sparklinePath } from "./sparkline";

const WIDTH = 120;
const HEIGHT = 22;

/** A curve without axes, in the colour of its execution. */
export function Sparkline({
  execution,
  y,
  label,
}: {
  execution: number;
  y: readonly number[];
  label: string;
}) {
  const path = sparklinePath(y, WIDTH, HEIGHT);
  if (path === "") return null;
  return (
    <svg
      className={styles.line}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
      width={WIDTH}
      height={HEIGHT}
    >
      <title>{label}</title>
      <path d={path} stroke={lookOf(execution).colour} />
    </svg>
  );
}
