import { useQuery } from "@tanstack/react-query";
import type { Execution, Task } from "~/api/schema";
import { formatCount } from "~/format/number";
import { Elapsed } from "~/ui/Figures";
import { Scroll } from "~/ui/Scroll";
import { Answered, Empty } from "~/ui/States";
import { Status } from "~/ui/Status";
import table from "~/ui/Table.module.css";
import { ErrorBox } from "./ErrorBox";
import { tasksQuery } from "./queries";
import { Section } from "./Section";
import styles from "./Tables.module.css";
import { placeOnTimeLine, type TimeLine, timeLineOf } from "./timeLine";

/** The tasks on a time line, with their errors. */
export function Tasks({ execution }: { execution: Execution }) {
  const tasks = useQuery(tasksQuery(execution.id));
  return (
    <Section title="Tasks" tools={tasks.data && formatCount(tasks.data.length, "task")}>
      <Answered query={tasks} what="tasks" lines={3}>
        {(all) => {
          if (all.length === 0) return <Empty title="No task has begun" />;
          const line = timeLineOf(all, Date.now());
          return (
            <Scroll className={styles.frame} label="Time line">
              <table className={`${table.table} ${styles.table}`}>
                <thead>
                  <tr>
                    <th>task</th>
                    <th>status</th>
                    <th>time</th>
                    <th className={table.number}>took</th>
                    <th>follows</th>
                  </tr>
                </thead>
                <tbody>
                  {all.map((task) => (
                    <TaskRow key={task.id} task={task} line={line} told={execution.error?.message} />
                  ))}
                </tbody>
              </table>
            </Scroll>
          );
        }}
      </Answered>
    </Section>
  );
}

/** `told` is the error at the head of the view: there is no need to say it twice. */
function TaskRow({ task, line, told }: { task: Task; line: TimeLine; told: string | null | undefined }) {
  const { left, width } = placeOnTimeLine(task, line);
  return (
    <>
      <tr>
        <td>
          {task.transformation.tag} {task.identifier}
        </td>
        <td>
          <Status of={task.status} />
        </td>
        <td className={table.grow}>
          <div className={styles.lane} aria-hidden>
            <span
              className={styles.span}
              data-status={task.status}
              style={{ left: `${left}%`, width: `${width}%` }}
            />
          </div>
        </td>
        <td className={table.number}>
          <Elapsed from={task.started_at} to={task.ended_at} />
        </td>
        <td>
          {task.dependencies
            .map(({ transformation, identifier }) => `${transformation} ${identifier}`)
            .join(", ")}
        </td>
      </tr>
      {task.error && task.error.message !== told && (
        <tr>
          <td colSpan={5} className={table.wrap}>
            <ErrorBox error={task.error} />
          </td>
        </tr>
      )}
    </>
  );
}
