import type { Schemas } from "~/api/schema";
import { Moment } from "~/ui/Figures";
import styles from "./EditDrawer.module.css";

/** What people have set before, the newest first. */
export function Changes({ changes }: { changes: readonly Schemas["Change"][] }) {
  if (changes.length === 0) return null;
  return (
    <section className={styles.changes} aria-label="Changes">
      <h3>Changed before</h3>
      <ul>
        {[...changes].reverse().map(({ field, name, value, by, at }) => (
          <li key={`${at} ${field} ${name}`}>
            <b>{name === null || name === undefined ? field : `${field} ${name}`}</b>{" "}
            {value === null ? "taken away" : value} <span>{by && `by ${by} `}</span>
            <span>
              <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
