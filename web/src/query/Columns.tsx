import { formatCount } from "~/format/number";
import type { Askable } from "./askable";
import { askableNamed } from "./askable";
import styles from "./QueryView.module.css";
import { type BuiltQuery, isProjected, sameName, toggleColumn } from "./query";

/** The attributes of the sets in use, of which any can become a column. */
export function Columns({
  all,
  query,
  onQuery,
}: {
  all: readonly Askable[];
  query: BuiltQuery;
  onQuery: (query: BuiltQuery) => void;
}) {
  const used = usedIn(all, query);
  if (used.length === 0) return null;
  return (
    <section className={styles.part} aria-label="Columns">
      <h2>Columns</h2>
      {query.projection.length === 0 && <p className={styles.hint}>None is chosen, so all of them come.</p>}
      {used.map(({ name, attributes }) => (
        <fieldset key={name} className={styles.attributes}>
          <legend title={formatCount(attributes.length, "attribute")}>{name}</legend>
          {attributes.map(({ name: attribute }) => (
            <label key={attribute}>
              <input
                type="checkbox"
                checked={isProjected(query, name, attribute)}
                onChange={() => onQuery(toggleColumn(query, name, attribute))}
              />
              {attribute}
            </label>
          ))}
        </fieldset>
      ))}
    </section>
  );
}

/** The sets that a query names, except those that it keeps out. */
export function usedIn(all: readonly Askable[], { source, target, include }: BuiltQuery): Askable[] {
  const names = [...source, ...target, ...include].filter(
    (name, at, every) => every.findIndex((each) => sameName(each, name)) === at,
  );
  return names.flatMap((name) => askableNamed(all, name) ?? []);
}
