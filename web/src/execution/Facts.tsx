import type { Execution } from "~/api/schema";
import { CellText } from "~/ui/Figures";
import { Pairs, Section } from "./Section";
import styles from "./Tables.module.css";

/** What the training was given, and what it reached. */
export function Facts({ execution }: { execution: Execution }) {
  const given = Object.entries(execution.hyperparameters);
  const reached = Object.entries(execution.metrics);
  const tags = Object.entries(execution.tags);
  return (
    <>
      {(execution.note || tags.length > 0) && (
        <Section title="Note">
          {execution.note && <p className={styles.note}>{execution.note}</p>}
          <Pairs pairs={tags} />
        </Section>
      )}
      <Section title="Hyperparameters">
        <Pairs pairs={given.map(([name, value]) => [name, <CellText key={name} value={value} />])} />
      </Section>
      {reached.length > 0 && (
        <Section title="Metrics: last · least · greatest">
          <Pairs
            pairs={reached.map(([name, { last, min, max }]) => [
              name,
              <span key={name}>
                <CellText value={last} /> · <CellText value={min} /> · <CellText value={max} />
              </span>,
            ])}
          />
        </Section>
      )}
    </>
  );
}
