import type { Task } from "~/api/schema";

/** From the first start to the last end, in milliseconds. */
export interface TimeLine {
  from: number;
  to: number;
}

type Timed = Pick<Task, "started_at" | "ended_at">;

export function timeLineOf(tasks: readonly Timed[], now: number): TimeLine {
  const starts = tasks.flatMap(({ started_at }) => (started_at === null ? [] : [Date.parse(started_at)]));
  const ends = tasks.map(({ ended_at }) => (ended_at === null ? now : Date.parse(ended_at)));
  const from = Math.min(...starts, ...(starts.length === 0 ? [now] : []));
  return { from, to: Math.max(from + 1, ...ends) };
}

/** Where a task lies on it, in percent. */
export function placeOnTimeLine(
  { started_at, ended_at }: Timed,
  { from, to }: TimeLine,
): { left: number; width: number } {
  const start = started_at === null ? from : Date.parse(started_at);
  const end = ended_at === null ? to : Date.parse(ended_at);
  const share = (milliseconds: number) => (100 * milliseconds) / (to - from);
  return { left: share(start - from), width: share(Math.max(0, end - start)) };
}
