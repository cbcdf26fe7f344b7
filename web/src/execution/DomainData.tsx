import type { Dataflow } from "~/api/schema";
import { NewestRows } from "~/dataflow/SetDrawer";
import { Section } from "./Section";
import styles from "./Tables.module.css";

/** Sets that other parts of this view show already. */
const ELSEWHERE = new Set(["itrainingmodel", "otrainingmodel", "otrainingstep", "oadaptation"]);

/** Tests, layers and whatever the author declared: the newest rows of each set that this execution has filled. */
export function DomainData({ execution, dataflow }: { execution: number; dataflow: Dataflow }) {
  const sets = dataflow.sets.filter(
    ({ tag, attributes }) => !ELSEWHERE.has(tag.toLowerCase()) && attributes.length > 0,
  );
  return (
    <Section title="Tests and domain data">
      {sets.map((set) => (
        <details
          key={set.id}
          className={styles.set}
          open={set.tag.toLowerCase() === "otestingmodel" || !isPredefined(set.tag)}
        >
          <summary>{set.tag}</summary>
          <NewestRows set={set} execution={execution} />
        </details>
      ))}
    </Section>
  );
}

function isPredefined(tag: string): boolean {
  return ["ilayers", "iadaptation", "oresources"].includes(tag.toLowerCase());
}
