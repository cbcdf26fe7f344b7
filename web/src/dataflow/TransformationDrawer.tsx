import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Dataflow } from "~/api/schema";
import { shortTag } from "~/format/name";
import { Drawer } from "~/ui/Drawer";
import { Elapsed, Moment } from "~/ui/Figures";
import { Scroll } from "~/ui/Scroll";
import { Answered, Empty } from "~/ui/States";
import { Status } from "~/ui/Status";
import table from "~/ui/Table.module.css";
import styles from "./Drawers.module.css";
import { tasksOfQuery } from "./queries";

/** A transformation: what it reads and writes, and its newest tasks. */
export function TransformationDrawer({
  dataflow,
  transformation,
  onClose,
}: {
  dataflow: number;
  transformation: Dataflow["transformations"][number];
  onClose: () => void;
}) {
  const tasks = useQuery(tasksOfQuery(dataflow, transformation.id));
  const named = (type: "INPUT" | "OUTPUT") =>
    transformation.sets.filter((set) => set.type === type).map(({ tag }) => tag);
  return (
    <Drawer kind="Transformation" title={transformation.tag} onClose={onClose}>
      <p className={styles.facts}>
        reads {named("INPUT").join(", ") || "nothing"} · writes {named("OUTPUT").join(", ") || "nothing"}
      </p>
      {transformation.programs.map(({ name, path }) => (
        <p key={name} className={styles.facts}>
          program <code>{path ?? name}</code>
        </p>
      ))}
      <h3>Newest tasks</h3>
      <Answered query={tasks} what="tasks" lines={4}>
        {(items) =>
          items.length === 0 ? (
            <Empty title="No task has run yet" />
          ) : (
            <Scroll className={table.scroll} label="Tasks">
              <table className={`${table.table} ${styles.rows}`}>
                <thead>
                  <tr>
                    <th>execution</th>
                    <th className={table.number}>task</th>
                    <th>status</th>
                    <th>began</th>
                    <th className={table.number}>took</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((task) => (
                    <tr key={task.id} title={task.error ?? undefined}>
                      <td className={styles.text}>
                        <Link
                          to="/executions/$id"
                          params={{ id: String(task.execution) }}
                          title={task.executionTag}
                        >
                          {shortTag(task.executionTag)}
                        </Link>
                      </td>
                      <td className={table.number}>{task.identifier}</td>
                      <td>
                        <Status of={task.status} />
                      </td>
                      <td>
                        <Moment at={task.startedAt} />
                      </td>
                      <td className={table.number}>
                        <Elapsed from={task.startedAt} to={task.endedAt} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          )
        }
      </Answered>
    </Drawer>
  );
}
