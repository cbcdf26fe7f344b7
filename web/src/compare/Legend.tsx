import { CellText } from "~/ui/Figures";
import styles from "./CompareView.module.css";
import type { Colouring } from "./colours";

/** What the colours of points and lines mean. */
export function Legend({ colouring: { legend } }: { colouring: Colouring }) {
  if (legend.length === 0) return <span>each execution in its colour</span>;
  return (
    <span className={styles.legend}>
      {legend.map(({ colour, value }) => (
        <span key={String(value)}>
          <svg width={10} height={10} aria-hidden>
            <title>colour</title>
            <circle cx={5} cy={5} r={5} fill={colour} />
          </svg>
          <CellText value={value} />
        </span>
      ))}
    </span>
  );
}
