import type { Commit } from "~/api/schema";

/**
 * Whether a commit has changed what a query read. Each query that shows something live names its own in `meta`:
 * `queryOptions({ …, meta: { touches: touches.execution(7) } })`. See `refresher.ts`.
 */
export type Touches = (commit: Commit) => boolean;

export const touches = {
  /** Anything of one execution. */
  execution:
    (id: number): Touches =>
    (commit) =>
      commit.executions.some((each) => each.id === id),

  /** Anything of any of these executions. */
  executions: (ids: readonly number[]): Touches => {
    const wanted = new Set(ids);
    return (commit) => commit.executions.some((each) => wanted.has(each.id));
  },

  /** Any execution of these dataflows; of all of them where none is named. */
  executionsOf:
    (dataflows?: readonly number[]): Touches =>
    (commit) =>
      commit.executions.some((each) => dataflows === undefined || dataflows.includes(each.dataflow)),

  /** The declaration of one dataflow. */
  dataflow:
    (id: number): Touches =>
    (commit) =>
      commit.dataflows.includes(id),

  /** The rows of a data set. */
  set:
    (id: number): Touches =>
    (commit) =>
      commit.executions.some((each) => each.sets.includes(id)),

  /** The list of dataflows, with their counts. */
  dataflows: ((commit) => commit.dataflows.length > 0 || commit.executions.length > 0) as Touches,

  /** The refused requests. */
  refused: ((commit) => commit.refused > 0) as Touches,

  /** Every commit: for queries of which it is not known what they read. */
  anything: (() => true) as Touches,
};
