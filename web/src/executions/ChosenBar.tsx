import { X } from "lucide-react";
import { formatCount } from "~/format/number";
import { Button } from "~/ui/Button";
import styles from "./ChosenBar.module.css";
import { Swatch } from "./Swatch";

const SHOWN = 24;

/** The executions that were chosen, in every view that lists them. */
export function ChosenBar({
  chosen,
  onChosen,
}: {
  chosen: readonly number[];
  onChosen: (chosen: number[]) => void;
}) {
  return (
    <section className={styles.bar} aria-label="Chosen executions">
      <span className={styles.count}>{formatCount(chosen.length, "execution")} chosen</span>
      <span className={styles.swatches}>
        {chosen.slice(0, SHOWN).map((id) => (
          <Swatch key={id} execution={id} />
        ))}
      </span>
      <Button icon={X} look="quiet" onClick={() => onChosen([])}>
        Clear
      </Button>
    </section>
  );
}
