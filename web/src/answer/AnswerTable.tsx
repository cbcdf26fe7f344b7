import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import type { SqlAnswer } from "~/api/sql";
import { CellText } from "~/ui/Figures";
import styles from "./AnswerTable.module.css";
import { cellOf, isNumber, widthsOf } from "./columns";

const ROW = 28;
const CHARACTER = 7.4;
const PADDING = 22;

/** The rows of an answer, of which those in sight are in the document. */
export function AnswerTable({ answer }: { answer: SqlAnswer }) {
  const scroll = useRef<HTMLElement>(null);
  const widths = useMemo(() => widthsOf(answer).map((each) => each * CHARACTER + PADDING), [answer]);
  const rows = useVirtualizer({
    count: answer.rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const inSight = rows.getVirtualItems();
  const above = inSight[0]?.start ?? 0;
  const below = rows.getTotalSize() - (inSight.at(-1)?.end ?? 0);
  const looks = answer.columns.map((column) => (isNumber(column) ? styles.number : undefined));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section ref={scroll} className={styles.scroll} tabIndex={0} aria-label="Rows of the answer">
      <table
        className={styles.table}
        style={{ width: widths.reduce((sum, each) => sum + each, 0) }}
        aria-rowcount={answer.rows.length + 1}
      >
        <colgroup>
          {widths.map((width, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place, names may come twice
            <col key={at} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {answer.columns.map(({ name, type }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <th key={at} scope="col" title={`${name} ${type}`} className={looks[at]}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {inSight.map(({ index }) => (
            <tr key={index} aria-rowindex={index + 2}>
              {answer.columns.map((_, at) => {
                const value = cellOf(answer.rows[index]?.[at]);
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={at} className={looks[at]} title={typeof value === "string" ? value : undefined}>
                    <CellText value={value} />
                  </td>
                );
              })}
            </tr>
          ))}
          {below > 0 && <tr aria-hidden style={{ height: below }} />}
        </tbody>
      </table>
    </section>
  );
}
