import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Dataflow, DataSet } from "~/api/schema";
import { formatCount } from "~/format/number";
import { Drawer } from "~/ui/Drawer";
import { CellText } from "~/ui/Figures";
import { Scroll } from "~/ui/Scroll";
import { Answered } from "~/ui/States";
import table from "~/ui/Table.module.css";
import styles from "./Drawers.module.css";
import { newestRowsQuery, rowCountsQuery } from "./queries";

/** A data set: what it is made of, how much there is, and what came last. */
export function SetDrawer({
  dataflow,
  set,
  onClose,
}: {
  dataflow: Dataflow;
  set: DataSet;
  onClose: () => void;
}) {
  const counts = useQuery(rowCountsQuery(dataflow));
  const count = counts.data?.get(set.id);
  return (
    <Drawer kind="Data set" title={set.tag} onClose={onClose}>
      <p className={styles.facts}>
        {set.written_by ? `written by ${set.written_by.tag}` : "given from outside"}
        {set.read_by.length > 0 && ` · read by ${set.read_by.map(({ tag }) => tag).join(", ")}`}
        {count !== undefined && ` · ${formatCount(count, "row")}`}
      </p>
      <p className={styles.facts}>
        in SQL <code>{`"${dataflow.schema}".${set.view}`}</code>
      </p>
      <h3>{formatCount(set.attributes.length, "attribute")}</h3>
      <ul className={styles.attributes}>
        {set.attributes.map(({ id, name, type, description }) => (
          <li key={id} title={description ?? undefined}>
            <code>{name}</code> <span>{type.toLowerCase()}</span>
          </li>
        ))}
      </ul>
      <h3>Newest rows</h3>
      <NewestRows set={set} />
    </Drawer>
  );
}

/** The newest rows of a set, as a table of the attributes that have values. */
export function NewestRows({ set, execution }: { set: DataSet; execution?: number }) {
  const rows = useQuery(newestRowsQuery(set, execution));
  return (
    <Answered query={rows} what="rows" lines={4}>
      {({ items }) => {
        const filled = set.attributes
          .filter(({ name }) => items.some(({ values }) => (values[name] ?? null) !== null))
          .sort((a, b) => Number(a.type !== "NUMERIC") - Number(b.type !== "NUMERIC"));
        if (items.length === 0) return <p className={styles.facts}>No rows yet</p>;
        return (
          <Scroll className={table.scroll} label={`Rows of ${set.tag}`}>
            <table className={`${table.table} ${styles.rows}`}>
              <thead>
                <tr>
                  {execution === undefined && <th>execution</th>}
                  {filled.map(({ id, name, type }) => (
                    <th key={id} className={type === "NUMERIC" ? table.number : undefined}>
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map((row) => (
                  <tr key={row.id}>
                    {execution === undefined && (
                      <td>
                        {row.execution !== null && (
                          <Link to="/executions/$id" params={{ id: String(row.execution) }}>
                            {row.execution}
                          </Link>
                        )}
                      </td>
                    )}
                    {filled.map(({ id, name, type }) => (
                      <td key={id} className={type === "NUMERIC" ? table.number : styles.text}>
                        <CellText value={row.values[name]} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        );
      }}
    </Answered>
  );
}
