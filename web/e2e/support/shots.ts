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
      name: "compare",
      address: `/compare?chosen=${densed.executions}&range=most&colour=param.learning_rate`,
      ready: "canvas",
    },
    {
      name: "compare-grouped",
      address: `/compare?chosen=${densed.executions}&y=loss,val_loss&group=param.learning_rate&logy=yes&colour=param.learning_rate&limits=param.k:16..24`,
      ready: "text=Without limits",
    },
    {
      name: "query",
      address: `/query?dataflow=${densed.dataflow}&${new URLSearchParams({ text: LAYERS, order: "loss" })}`,
      ready: "text=rows in",
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

const LAYERS = `mapping(execution)
source(iDenseBlock; training_epoch)
projection(iDenseBlock.K; iDenseBlock.L; training_epoch.epoch; training_epoch.loss)
selection(iDenseBlock.K = 24 AND training_epoch.loss < 10)`;
