import type { Adaptation } from "~/api/schema";
import { CellText, Moment } from "~/ui/Figures";
import { Scroll } from "~/ui/Scroll";
import table from "~/ui/Table.module.css";
import { Section } from "./Section";
import styles from "./Tables.module.css";

/** What changed while it trained, and why. */
export function Adaptations({ adaptations }: { adaptations: Adaptation[] }) {
  if (adaptations.length === 0) return null;
  return (
    <Section title="Adaptations">
      <Scroll className={styles.frame} label="Table of adaptations">
        <table className={`${table.table} ${styles.table}`}>
          <thead>
            <tr>
              <th className={table.number}>from epoch</th>
              <th>attribute</th>
              <th className={table.number}>old</th>
              <th className={table.number}>new</th>
              <th>kind</th>
              <th>cause</th>
              <th>when</th>
            </tr>
          </thead>
          <tbody>
            {adaptations.map((each) => (
              <tr key={each.id}>
                <td className={table.number}>
                  <CellText value={each.epoch_id} />
                </td>
                <td>{each.attribute}</td>
                <td className={table.number}>
                  <CellText value={each.old_value} />
                </td>
                <td className={table.number}>
                  <CellText value={each.new_value} />
                </td>
                <td>{each.kind ?? ""}</td>
                <td className={table.wrap}>
                  {each.cause ?? ""}
                  {each.metric && ` (${each.metric})`}
                </td>
                <td>
                  <Moment at={each.at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  );
}
