import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { DataflowSummary } from "~/api/schema";
import { Sparkline } from "~/charts/Sparkline";
import { formatNumber } from "~/format/number";
import { Moment, Num } from "~/ui/Figures";
import { Scroll } from "~/ui/Scroll";
import { Status } from "~/ui/Status";
import table from "~/ui/Table.module.css";
import styles from "./DataflowTable.module.css";
import { lossesQuery } from "./queries";

/** Curves are drawn for the first so many: they cost the server a question each. */
const CURVES = 100;

export function DataflowTable({ dataflows }: { dataflows: DataflowSummary[] }) {
  const newest = dataflows.slice(0, CURVES).flatMap(({ newest_execution: id }) => (id === null ? [] : [id]));
  const losses = useQuery(lossesQuery(newest));
  return (
    <Scroll className={table.scroll} label="Table of dataflows">
      <table className={`${table.table} ${styles.table}`}>
        <thead>
          <tr>
            <th>Dataflow</th>
            <th className={table.number}>Executions</th>
            <th>Running</th>
            <th>Failed</th>
            <th>Newest loss</th>
            <th>Last activity</th>
          </tr>
        </thead>
        <tbody>
          {dataflows.map((each) => (
            <Row key={each.id} dataflow={each} losses={losses.data?.get(each.newest_execution ?? 0)} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Row({ dataflow, losses }: { dataflow: DataflowSummary; losses: number[] | undefined }) {
  const { id, tag, executions, running, failed, newest_execution, last_activity } = dataflow;
  const last = losses?.at(-1);
  return (
    <tr>
      <td className={table.grow}>
        <Link data-row to="/dataflows/$id" params={{ id: String(id) }} className={styles.tag}>
          {tag}
        </Link>
      </td>
      <td className={table.number}>
        <Num value={executions} />
      </td>
      <td>{running > 0 ? <Counted state="RUNNING" count={running} /> : null}</td>
      <td>{failed > 0 ? <Counted state="FAILED" count={failed} /> : null}</td>
      <td>
        {losses && newest_execution !== null && last !== undefined && (
          <span className={styles.loss}>
            <Sparkline
              execution={newest_execution}
              y={losses}
              label={`Loss of the newest execution, now ${formatNumber(last)}`}
            />
            <Num value={last} />
          </span>
        )}
      </td>
      <td>
        <Moment at={last_activity} ago />
      </td>
    </tr>
  );
}

function Counted({ state, count }: { state: "RUNNING" | "FAILED"; count: number }) {
  return (
    <span className={styles.counted}>
      <Status of={state} glyphOnly />
      <Num value={count} />
    </span>
  );
}
