import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answer, api } from "~/api/client";
import type { ServerState } from "~/api/schema";
import { token } from "~/api/token";
import { useValue } from "~/app/value";
import { Pairs, Section } from "~/execution/Section";
import { formatBytes, formatCount } from "~/format/number";
import { touches } from "~/live/touches";
import { Button } from "~/ui/Button";
import { Moment, Num } from "~/ui/Figures";
import { Scroll } from "~/ui/Scroll";
import { Answered, Empty } from "~/ui/States";
import table from "~/ui/Table.module.css";
import { View } from "~/ui/View";
import styles from "./ServerView.module.css";

const serverQuery = queryOptions({
  queryKey: ["server"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/server", { signal })),
  staleTime: 0,
  meta: { touches: touches.anything, everyMs: 1000 },
});

/** What the server does and holds, and who sends to it. */
export function ServerView() {
  const server = useQuery(serverQuery);
  const secret = useValue(token);
  return (
    <View
      title="Server"
      documentTitle="Server"
      facts={
        server.data && (
          <>
            <span>version {server.data.version}</span>
            <span>
              up since <Moment at={server.data.started_at} ago />
            </span>
          </>
        )
      }
      actions={secret !== null && <Button onClick={() => token.set(null)}>Forget my token</Button>}
    >
      <Answered query={server} what="the server's state">
        {(state) => (
          <div className={styles.columns}>
            <Figures state={state} />
            <Producers producers={state.producers} />
          </div>
        )}
      </Answered>
    </View>
  );
}

function Figures({
  state: { status, code, reason, store, disk, queue, limits, login_needed },
}: {
  state: ServerState;
}) {
  const used = disk.total_bytes - disk.free_bytes;
  return (
    <div className={styles.side}>
      <Section title="State">
        <p className={status === "UP" ? styles.up : styles.down}>
          {status === "UP" ? "Writes are accepted" : `Nothing can be stored: ${reason ?? code}`}
        </p>
        <Pairs
          pairs={[
            ["batches that wait", <Num key="batches" value={queue.batches} />],
            ["bytes in memory", formatBytes(queue.bytes)],
            ["asks for tokens", login_needed ? "yes" : "no"],
          ]}
        />
      </Section>
      <Section title="Store">
        <Pairs
          pairs={[
            ["data", formatBytes(store.data_bytes)],
            ["log, not folded yet", formatBytes(store.log_bytes)],
            ["refused requests", formatBytes(store.refused_bytes)],
            ["put aside by queries", formatBytes(store.temporary_bytes)],
            ...(store.path ? [["directory", store.path] as const] : []),
          ]}
        />
      </Section>
      <Section
        title="Disk"
        tools={`${formatBytes(disk.free_bytes)} of ${formatBytes(disk.total_bytes)} free`}
      >
        <meter
          className={styles.meter}
          aria-label="Disk in use"
          min={0}
          max={disk.total_bytes}
          high={disk.total_bytes * 0.9}
          value={used}
        />
      </Section>
      <Section title="Limits">
        <Pairs pairs={Object.entries(limits)} />
      </Section>
    </div>
  );
}

function Producers({ producers }: { producers: ServerState["producers"] }) {
  return (
    <Section title="Producers" tools={formatCount(producers.length, "producer")}>
      {producers.length === 0 ? (
        <Empty title="No producer yet">
          <p>Each process that captures is one: its events are numbered, so that each is stored once.</p>
        </Empty>
      ) : (
        <Scroll className={table.scroll} label="Table of producers">
          <table className={table.table}>
            <thead>
              <tr>
                <th>Last contact</th>
                <th>Execution</th>
                <th className={table.number}>Stored up to</th>
                <th>Producer</th>
              </tr>
            </thead>
            <tbody>
              {producers.map(({ id, stored, execution, last_contact }) => (
                <tr key={id}>
                  <td>{last_contact === null ? "before this start" : <Moment at={last_contact} ago />}</td>
                  <td>
                    {execution !== null && (
                      <Link to="/executions/$id" params={{ id: String(execution) }}>
                        {execution}
                      </Link>
                    )}
                  </td>
                  <td className={table.number}>
                    <Num value={stored} />
                  </td>
                  <td>
                    <code>{id}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Section>
  );
}
