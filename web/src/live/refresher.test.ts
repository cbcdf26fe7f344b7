import { QueryClient, QueryObserver, queryOptions } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Commit } from "~/api/schema";
import { Refresher } from "./refresher";
import { touches } from "./touches";

const COMMIT: Commit = {
  executions: [{ id: 7, dataflow: 3, status: "RUNNING", kind: "changed", sets: [11], epoch: 17 }],
  dataflows: [],
  refused: 0,
};

let client: QueryClient;
let refresher: Refresher;

beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient();
  refresher = new Refresher(client);
});

afterEach(() => vi.useRealTimers());

function watched(key: string, commits: ReturnType<typeof touches.execution>, takesMs = 0) {
  let asked = 0;
  const options = queryOptions({
    queryKey: [key],
    queryFn: () => new Promise<number>((resolve) => setTimeout(() => resolve(++asked), takesMs)),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { touches: commits },
  });
  new QueryObserver(client, options).subscribe(() => {});
  return () => asked;
}

it("asks again only what a commit has touched", async () => {
  const mine = watched("mine", touches.execution(7));
  const other = watched("other", touches.execution(8));
  await vi.advanceTimersByTimeAsync(1000);
  refresher.commit(COMMIT);
  await vi.advanceTimersByTimeAsync(1000);
  expect([mine(), other()]).toEqual([2, 1]);
});

it("asks once more after the last of many commits, and never in between twice at once", async () => {
  const asked = watched("slow", touches.set(11), 150);
  await vi.advanceTimersByTimeAsync(1000);
  for (let at = 0; at < 100; at++) {
    refresher.commit(COMMIT);
    await vi.advanceTimersByTimeAsync(10);
  }
  const during = asked();
  expect(during).toBeGreaterThanOrEqual(3);
  expect(during).toBeLessThanOrEqual(5);
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked()).toBeGreaterThan(during);
  const settled = asked();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked()).toBe(settled);
});

it("asks everything live again when something was missed", async () => {
  const asked = watched("mine", touches.execution(7));
  await vi.advanceTimersByTimeAsync(1000);
  refresher.reload();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked()).toBe(2);
});
