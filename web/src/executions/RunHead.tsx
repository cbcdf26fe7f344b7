import { ArrowDown, ArrowUp } from "lucide-react";
import type { Field } from "./fields";
import styles from "./RunTable.module.css";
import { nextOrder } from "./rows";

/** The heads of the columns; a click orders by one. */
export function RunHead({
  fields,
  order,
  onOrder,
}: {
  fields: readonly Field[];
  order: string;
  onOrder: (order: string) => void;
}) {
  const name: Field = { name: "tag", label: "execution", kind: "own", shown: true };
  return (
    <thead>
      <tr>
        {[name, ...fields].map((field) => {
          const ascending = order === field.name;
          const descending = order === `-${field.name}`;
          return (
            <th
              key={field.name}
              className={field.kind === "own" ? undefined : styles.value}
              aria-sort={ascending ? "ascending" : descending ? "descending" : "none"}
            >
              <button
                type="button"
                className={styles.head}
                title={`Order by ${field.name}`}
                onClick={() => onOrder(nextOrder(order, field.name))}
              >
                <span className={styles.label}>{field.label}</span>
                {ascending && <ArrowUp size={11} aria-hidden />}
                {descending && <ArrowDown size={11} aria-hidden />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
