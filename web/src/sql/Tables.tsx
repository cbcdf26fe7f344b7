import { Plus } from "lucide-react";
import { IconButton } from "~/ui/Button";
import { type CatalogueTable, qualified } from "./catalogue";
import styles from "./SqlView.module.css";

/** What can be read, by schema; a table's name goes into the statement. */
export function Tables({
  tables,
  onTake,
}: {
  tables: readonly CatalogueTable[];
  onTake: (name: string) => void;
}) {
  const schemas = [...new Set(tables.map(({ schema }) => schema))];
  return (
    <nav className={styles.tables} aria-label="Tables">
      {schemas.map((schema) => (
        <details key={schema}>
          <summary>{schema}</summary>
          <ul>
            {tables
              .filter((table) => table.schema === schema)
              .map((table) => (
                <li key={table.name} className={styles.entry}>
                  <details>
                    <summary>{table.name}</summary>
                    <ul>
                      {table.columns.map(({ name, type }) => (
                        <li key={name} className={styles.column}>
                          <code>{name}</code> <span>{type.toLowerCase()}</span>
                        </li>
                      ))}
                    </ul>
                  </details>
                  <IconButton
                    icon={Plus}
                    label={`Put ${table.name} into the statement`}
                    onClick={() => onTake(qualified(table))}
                  />
                </li>
              ))}
          </ul>
        </details>
      ))}
    </nav>
  );
}
