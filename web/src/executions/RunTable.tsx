import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import type { ExecutionStatus } from "~/api/schema";
import { useShortcuts } from "~/keyboard/shortcuts";
import { CellText, Elapsed, Moment } from "~/ui/Figures";
import { Status } from "~/ui/Status";
import type { Field } from "./fields";
import type { Run } from "./queries";
import { RunHead } from "./RunHead";
import { RunName } from "./RunName";
import styles from "./RunTable.module.css";
import { linesOf } from "./rows";
import { NAME_WIDTH, widthOf } from "./widths";

const ROW = 28;

interface RunTableProps {
  runs: readonly Run[];
  fields: readonly Field[];
  order: string;
  group: string | undefined;
  chosen: readonly number[];
  onOrder: (order: string) => void;
  onChosen: (chosen: number[]) => void;
  /** Asks for the next page; nothing where there is none, or where it is coming. */
  more: (() => void) | undefined;
}

/** Thousands of executions, of which those in sight are in the document. */
export function RunTable({ runs, fields, order, group, chosen, onOrder, onChosen, more }: RunTableProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(runs, group), [runs, group]);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 12,
    onChange: (instance) => {
      if (more && (instance.range?.endIndex ?? 0) > lines.length - 30) more();
    },
  });
  const inSight = rows.getVirtualItems();
  const above = inSight[0]?.start ?? 0;
  const below = rows.getTotalSize() - (inSight.at(-1)?.end ?? 0);
  useShortcuts("In this view", [{ keys: "x", does: "Choose the execution", run: chooseFocused }]);
  const choose = (id: number) =>
    onChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  const width = fields.reduce((sum, field) => sum + widthOf(field), NAME_WIDTH);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className={styles.scroll} ref={scroll} tabIndex={0} aria-label="Executions">
      <table className={styles.table} style={{ width }} aria-rowcount={lines.length + 1}>
        <colgroup>
          <col style={{ width: NAME_WIDTH }} />
          {fields.map((field) => (
            <col key={field.name} style={{ width: widthOf(field) }} />
          ))}
        </colgroup>
        <RunHead fields={fields} order={order} onOrder={onOrder} />
        <tbody>
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {inSight.map(({ index }) => {
            const line = lines[index];
            if (line === undefined) return null;
            return line.kind === "group" ? (
              <tr key={`group ${line.value}`} className={styles.group} aria-rowindex={index + 2}>
                <td colSpan={fields.length + 1}>
                  {fields.find(({ name }) => name === group)?.label} <CellText value={line.value} />
                  <span className={styles.count}>{line.count}</span>
                </td>
              </tr>
            ) : (
              <tr key={line.run.id} aria-rowindex={index + 2} data-chosen={chosen.includes(line.run.id)}>
                <RunName run={line.run} chosen={chosen.includes(line.run.id)} onChoose={choose} />
                {fields.map((field) => (
                  <td key={field.name} className={field.kind === "own" ? undefined : styles.value}>
                    <FieldValue run={line.run} field={field} />
                  </td>
                ))}
              </tr>
            );
          })}
          {below > 0 && <tr aria-hidden style={{ height: below }} />}
        </tbody>
      </table>
    </section>
  );
}

/** The box of the row that has the focus. */
function chooseFocused(): void {
  document.activeElement?.closest("tr")?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
}

function FieldValue({ run, field: { name } }: { run: Run; field: Field }) {
  const value = run[name];
  if (name === "status") return <Status of={value as ExecutionStatus} />;
  if (name === "started_at") return <Moment at={(value as string | null | undefined) ?? null} />;
  if (name === "ended_at") {
    return (
      <Elapsed
        from={(run.started_at as string | null | undefined) ?? null}
        to={(value as string | null | undefined) ?? null}
      />
    );
  }
  return <CellText value={value} />;
}
