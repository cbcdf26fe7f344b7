import type { Page } from "playwright-core";
import { executionsOf, post, refusal } from "./api";

/** A picture of the page. */
interface Shot {
  /** The name of the file, without theme and width. */
  name: string;
  address: string;
  /** A selector of what has to be there before the picture is taken. */
  ready: string;
  /** A selector of what the picture begins with, where it is not the top of the view. */
  from?: string;
  /** Whether all of the view is on the picture, however long. */
  whole?: true;
  /** A key to press when it is there, and a selector of what it shows. */
  press?: { key: string; shows: string };
}

/** One picture, or some, of each view; add yours here. */
export async function shots(server: string): Promise<Shot[]> {
  const densed = await executionsOf(server, "densed");
  const flowers = await executionsOf(server, "flowers");
  // Every fourth has a rate that is too large.
  const converging = densed.executions.filter((_, at) => at % 4 !== 0);
  await post(server, REFUSED);
  const refused = await refusal(server, "not_a_number");
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
    { name: "execution-whole", address: `/executions/${densed.executions[0]}`, ready: "canvas", whole: true },
    {
      name: "execution-failed",
      address: `/executions/${flowers.executions[0]}`,
      ready: "canvas",
      whole: true,
    },
    {
      name: "execution-edit",
      address: `/executions/${flowers.executions[0]}`,
      ready: "canvas",
      press: { key: "e", shows: "text=Add a tag" },
    },
    {
      name: "compare",
      address: `/compare?chosen=${converging}&smooth=0.3&colour=param.learning_rate&across=param.learning_rate&logacross=yes`,
      ready: "canvas",
      whole: true,
    },
    {
      name: "compare-few",
      address: `/compare?chosen=${densed.executions.slice(1, 4)}&y=loss,val_loss`,
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
      whole: true,
    },
    {
      name: "query-written",
      address: `/query?${new URLSearchParams({ request: GROUPED })}`,
      ready: "text=rows in",
    },
    {
      name: "lineage",
      address: `/executions/${flowers.executions.at(-1)}?lineage=yes`,
      ready: ".react-flow__node",
      from: ".react-flow",
    },
    { name: "sql", address: `/sql?${new URLSearchParams({ sql: EPOCHS })}`, ready: "text=rows in" },
    { name: "sql-plot", address: `/sql?as=plot&${new URLSearchParams({ sql: EPOCHS })}`, ready: "canvas" },
    {
      name: "sql-wrong",
      address: `/sql?sql=select+nope+from+public.dataflow_execution`,
      ready: "text=invalid_query",
    },
    { name: "refused", address: "/refused", ready: "tbody [data-row]" },
    { name: "refused-one", address: `/refused?request=${refused}`, ready: "mark" },
    {
      name: "keys",
      address: "/executions",
      ready: "tbody [data-row]",
      press: { key: "Shift+?", shows: "text=Show the keys" },
    },
    { name: "server", address: "/server", ready: "text=Writes are accepted" },
  ];
}

/** Presses the key of a shot, and returns when its effect is there. */
export async function pressed(page: Page, { key, shows }: NonNullable<Shot["press"]>): Promise<void> {
  await page.keyboard.press(key);
  await page.locator(shows).first().waitFor();
}

const GROUPED = JSON.stringify(
  {
    dataflows: "all",
    source: "oTrainingModel",
    projection: [
      { execution: "dataflow", as: "dataflow" },
      { attribute: "epoch", aggregate: "max", as: "epochs" },
    ],
    group: [{ execution: "dataflow" }],
  },
  null,
  2,
);

const AT = "2026-11-23T12:00:00Z";
const TASK = { at: AT, transformation: "TrainingModel", task: "1" };
const REFUSED = [
  { producer: crypto.randomUUID(), first: 0 },
  { at: AT, type: "dataflow_declared", dataflow: { tag: "refusing", predefined: true } },
  { at: AT, type: "execution_started", dataflow: "refusing", execution: crypto.randomUUID() },
  { ...TASK, type: "task_begun" },
  { ...TASK, type: "elements", set: "oTrainingModel", rows: [{ epoch: 1, loss: "<b>high</b>" }] },
];

const EPOCHS = `-- the epochs of one dataflow
SELECT epoch, loss, val_loss FROM densed.otrainingmodel WHERE loss < 100 ORDER BY epoch`;

const LAYERS = `mapping(execution)
source(iDenseBlock; training_epoch)
projection(iDenseBlock.K; iDenseBlock.L; training_epoch.epoch; training_epoch.loss)
selection(iDenseBlock.K = 24 AND training_epoch.loss < 10)`;
