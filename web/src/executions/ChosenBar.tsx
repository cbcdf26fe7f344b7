import { Link, useNavigate } from "@tanstack/react-router";
import { GitCompareArrows, X } from "lucide-react";
import { formatCount } from "~/format/number";
import { useShortcuts } from "~/keyboard/shortcuts";
import { Button } from "~/ui/Button";
import button from "~/ui/Button.module.css";
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
  const navigate = useNavigate();
  const compare = { to: "/compare" as const, search: { chosen: [...chosen] } };
  useShortcuts("Chosen executions", [
    { keys: "c", does: "Compare the chosen executions", run: () => void navigate(compare) },
  ]);
  return (
    <section className={styles.bar} aria-label="Chosen executions">
      <span className={styles.count}>{formatCount(chosen.length, "execution")} chosen</span>
      <span className={styles.swatches}>
        {chosen.slice(0, SHOWN).map((id) => (
          <Swatch key={id} execution={id} />
        ))}
      </span>
      <Link {...compare} className={`${button.button} ${button.primary}`} title="Compare (c)">
        <GitCompareArrows size={14} aria-hidden />
        Compare
      </Link>
      <Button icon={X} look="quiet" onClick={() => onChosen([])}>
        Clear
      </Button>
    </section>
  );
}
