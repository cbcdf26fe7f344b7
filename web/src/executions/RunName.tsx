import { Link } from "@tanstack/react-router";
import { shortTag } from "~/format/name";
import type { Run } from "./queries";
import styles from "./RunTable.module.css";
import { Swatch } from "./Swatch";

/** The first cell of a row: choosing it, its colour, and the way to it. */
export function RunName({
  run,
  chosen,
  onChoose,
}: {
  run: Run;
  chosen: boolean;
  onChoose: (id: number) => void;
}) {
  const name = run.name === null || run.name === undefined ? shortTag(String(run.tag)) : String(run.name);
  return (
    <th scope="row" className={styles.name}>
      <input
        type="checkbox"
        aria-label={`Choose ${name}`}
        className={styles.box}
        checked={chosen}
        onChange={() => onChoose(run.id)}
      />
      <Swatch execution={run.id} />
      <Link
        data-row
        to="/executions/$id"
        params={{ id: String(run.id) }}
        className={styles.link}
        title={String(run.tag)}
      >
        {name}
      </Link>
    </th>
  );
}
