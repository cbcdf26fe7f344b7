import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { executionsOf, post } from "./support/api";
import { expectAccessible, expectNoSideways, expectNoTrouble, open, TestBrowser } from "./support/browser";

let browser: TestBrowser;
const server = inject("server");
const DATA = "d".repeat(64);
const SAVED = 40;

beforeAll(async () => {
  browser = await TestBrowser.start();
  await capture("lineage-one", SAVED);
  await capture("lineage-two", 1);
});
afterAll(() => browser.stop());

it("shows the lineage when it is asked for, and walks to another dataflow by clicking", async () => {
  const { executions } = await executionsOf(server, "lineage-one");
  const page = await open(browser, server, `/executions/${executions[0]}`);
  await page.getByRole("button", { name: "Show the graph" }).click();
  expect(new URL(page.url()).searchParams.get("lineage")).toBe("yes");
  const graph = page.getByRole("region", { name: "Lineage" });
  await graph.getByRole("button", { name: `${SAVED} files` }).waitFor();
  await graph.getByRole("button", { name: /^flowers\.npz/ }).click();
  await graph.getByRole("button", { name: /^TrainingModel 1 ?lineage-two-run/ }).waitFor();
  await expectAccessible(page);
  await expectNoSideways(page);
  expectNoTrouble(page);
});

it("unfolds some of many, by keyboard alone", async () => {
  const { executions } = await executionsOf(server, "lineage-one");
  const page = await open(browser, server, `/executions/${executions[0]}?lineage=yes`);
  const graph = page.getByRole("region", { name: "Lineage" });
  await graph.getByRole("button", { name: `${SAVED} files` }).focus();
  await page.keyboard.press("Enter");
  await graph.getByRole("button", { name: `${SAVED - 30} files` }).waitFor();
  await graph.getByRole("button", { name: /^weights-1\.keras/ }).waitFor();
  expectNoTrouble(page);
});

/** A training that reads the data and saves files. */
async function capture(dataflow: string, files: number): Promise<void> {
  const at = "2026-11-23T12:00:00Z";
  const task = { transformation: "TrainingModel", task: "1" };
  const file = { type: "file", ...task, path: "/scratch", size: 9 };
  const events = [
    { type: "dataflow_declared", dataflow: { tag: dataflow, predefined: true } },
    { type: "execution_started", dataflow, execution: `${dataflow}-run` },
    { type: "task_begun", ...task },
    { ...file, role: "input", name: "flowers.npz", sha256: DATA },
    ...Array.from({ length: files }, (_, nth) => ({
      ...file,
      role: "output",
      name: `weights-${nth + 1}.keras`,
    })),
    { type: "execution_ended", status: "FINISHED" },
  ];
  await post(server, [
    { producer: crypto.randomUUID(), first: 0 },
    ...events.map((event) => ({ ...event, at })),
  ]);
}
