import { executionsOf } from "./api";

/** A picture of the page. */
interface Shot {
  /** The name of the file, without theme and width. */
  name: string;
  address: string;
  /** A selector of what has to be there before the picture is taken. */
  ready: string;
}

/** One picture, or some, of each view; add yours here. */
export async function shots(server: string): Promise<Shot[]> {
  const densed = await executionsOf(server, "densed");
  const flowers = await executionsOf(server, "flowers");
  return [
    { name: "dataflows", address: "/dataflows", ready: "text=densed" },
    { name: "dataflow", address: `/dataflows/${densed.dataflow}`, ready: "text=iDenseBlock" },
    {
      name: "runs",
      address: `/dataflows/${densed.dataflow}?graph=folded&order=metric.loss.min&group=param.k&chosen=${densed.executions.slice(0, 3)}`,
      ready: "text=executions chosen",
    },
    { name: "executions", address: "/executions", ready: "tbody [data-row]" },
    { name: "execution", address: `/executions/${flowers.executions.at(-1)}`, ready: "canvas" },
    {
      name: "lineage",
      address: `/executions/${flowers.executions.at(-1)}?lineage=yes`,
      ready: ".react-flow__node",
    },
    { name: "sql", address: `/sql?${new URLSearchParams({ sql: EPOCHS })}`, ready: "text=rows in" },
    { name: "sql-plot", address: `/sql?as=plot&${new URLSearchParams({ sql: EPOCHS })}`, ready: "canvas" },
    {
      name: "sql-wrong",
      address: `/sql?sql=select+nope+from+public.dataflow_execution`,
      ready: "text=invalid_query",
    },
    { name: "refused", address: "/refused", ready: "#view" },
    { name: "server", address: "/server", ready: "text=Writes are accepted" },
  ];
}

const EPOCHS = `-- the epochs of one dataflow
SELECT epoch, loss, val_loss FROM densed.otrainingmodel WHERE loss < 100 ORDER BY epoch`;
