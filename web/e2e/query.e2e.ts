import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { executionsOf } from "./support/api";
import {
  expectAccessible,
  expectNoSideways,
  expectNoTrouble,
  open,
  savedBy,
  TestBrowser,
  tabTo,
  viewText,
} from "./support/browser";
import { ended, TestServer } from "./support/server";

let browser: TestBrowser;
const server = inject("server");

beforeAll(async () => {
  browser = await TestBrowser.start();
});
afterAll(() => browser.stop());

it("builds a query by keyboard alone, with the text in step", async () => {
  const { dataflow } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/query?dataflow=${dataflow}`);
  await page.getByRole("button", { name: /^iDenseBlock/ }).waitFor();
  await tabTo(page, /^iDenseBlock/);
  await page.keyboard.press("Enter");
  await page.getByText("24 rows in").waitFor();
  expect(await textOf(page)).toBe("source(iDenseBlock)");
  await tabTo(page, /^training_epoch$/);
  await page.keyboard.press("Enter");
  await page.getByLabel("Joined by").selectOption("execution");
  await expect.poll(() => textOf(page)).toBe("mapping(execution)\nsource(iDenseBlock; training_epoch)");
  await page.getByText("624 rows in").waitFor();
  await page.getByRole("textbox", { name: "Query interface" }).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nprojection(K; epoch; loss)\nselection(K = 32 AND L = 4)");
  await page.keyboard.press("Control+Enter");
  await page.getByText("104 rows in").waitFor();
  expect(
    await page.getByRole("group", { name: "iDenseBlock" }).getByLabel("K", { exact: true }).isChecked(),
  ).toBe(true);
  await page.getByText("K = 32", { exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get("text")).toContain("selection(K = 32 AND L = 4)");
  expectNoTrouble(page);
});

it("says in the text where it is wrong, and leaves the rest as it was", async () => {
  const { dataflow } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/query?dataflow=${dataflow}&text=source(iDenseBlock)`);
  await page.getByText("24 rows in").waitFor();
  await page.getByRole("textbox", { name: "Query interface" }).fill("source(iDenseBlock)\nselection(K ~ 1)");
  await page.getByText(/came '~'/).waitFor();
  await page.getByText("24 rows in").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Back to what it was" }).click();
  await expect.poll(() => textOf(page)).toBe("source(iDenseBlock)");
  await page.goto(`${server}/ui/query?dataflow=${dataflow}&text=source(nowhere)`);
  await page.getByRole("alert").getByText("unknown_set").waitFor();
  expectNoTrouble(page);
});

it("adds conditions in a form, shows the answer as plot, and the statement that was run", async () => {
  const { dataflow } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/query?dataflow=${dataflow}&text=source(training_epoch)`);
  await page.getByText("624 rows in").waitFor();
  const form = page.getByRole("region", { name: "Conditions" }).getByRole("combobox");
  await form.first().selectOption({ label: "training_epoch.epoch" });
  await form.nth(1).selectOption("<=");
  await page.getByRole("textbox", { name: "Value" }).fill("2");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByText("48 rows in").waitFor();
  for (const column of ["epoch", "loss"]) {
    await page.getByRole("group", { name: "training_epoch" }).getByLabel(column, { exact: true }).check();
  }
  await page.getByRole("button", { name: "Plot" }).click();
  await page.getByRole("img", { name: /^loss over epoch: \d+ points/ }).waitFor();
  await page.getByText("SQL that was run").click();
  await page.getByRole("link", { name: "Open it in SQL" }).click();
  await page.waitForURL(/\/sql\?/);
  await page.getByText("48 rows in").waitFor();
  expectNoTrouble(page);
});

it("has the thirteen questions ready, with the values of this dataflow", async () => {
  const { dataflow } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/query?dataflow=${dataflow}`);
  const questions = page.getByRole("button", { name: "Questions" });
  await questions.click();
  await page.getByRole("menuitem").first().waitFor();
  expect(await page.getByRole("menuitem").count()).toBeGreaterThanOrEqual(13);
  await expectAccessible(page);
  const last = (await page.getByRole("menuitem").count()) - 1;
  for (let at = 0; at <= last; at++) {
    if (at > 0) await questions.click();
    const item = page.getByRole("menuitem").nth(at);
    await item.click();
    await page.getByText(/\d+ rows? in/).waitFor();
    expect(await page.getByRole("alert").allInnerTexts(), `question ${at}`).toEqual([]);
  }
  expectNoTrouble(page);
});

it("answers the loss of the newest configuration", async () => {
  const { dataflow } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/query?dataflow=${dataflow}`);
  await page.getByRole("button", { name: "Questions" }).click();
  await page.getByRole("menuitem", { name: /What is the loss for K=32 and L=8 right now/ }).click();
  await page.getByText("104 rows in").waitFor();
  expect(await textOf(page)).toContain("selection(iDenseBlock.K = 32 AND iDenseBlock.L = 8)");
  expectNoTrouble(page);
});

it("saves a query, whatever its name, finds it again and forgets it", async () => {
  const { dataflow } = await executionsOf(server, "densed");
  const name = "<img src=x onerror=alert(1)>";
  const address = `/query?dataflow=${dataflow}&text=source(iDenseBlock)&order=-K&limit=3`;
  const page = await open(browser, server, address);
  await page.getByRole("textbox", { name: "Name to save it under" }).fill(name);
  await page.keyboard.press("Enter");
  await page.getByText("Saved", { exact: true }).nth(1).waitFor();
  const again = await open(browser, server, "/query");
  await again.getByRole("button", { name: "Saved" }).click();
  await again.getByRole("button", { name: `${name} query` }).click();
  await again.getByText("the first 3 rows in").waitFor();
  expect(await textOf(again)).toBe("source(iDenseBlock)");
  expect(new URL(again.url()).searchParams.get("order")).toBe("-K");
  await again.getByRole("button", { name: "Saved" }).click();
  await expectAccessible(again);
  await again.getByRole("button", { name: `Forget ${name}` }).click();
  await again.getByText("None is saved yet").waitFor();
  for (const each of [page, again]) {
    expect(await each.locator("img[src=x]").count()).toBe(0);
    expectNoTrouble(each);
  }
});

it("opens a saved query that the builder has no fields for, and lets it be changed", async () => {
  const request = {
    dataflows: "all",
    source: "oTrainingModel",
    projection: [
      { execution: "dataflow", as: "dataflow" },
      { attribute: "epoch", aggregate: "max", as: "epochs" },
    ],
    group: [{ execution: "dataflow" }],
  };
  const kept = { name: "epochs of all", kind: "query", text: JSON.stringify(request) };
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`${server}/api/v1/queries`, {
    method: "POST",
    headers,
    body: JSON.stringify(kept),
  });
  expect(answer.status).toBe(201);
  const page = await open(browser, server, "/query");
  await page.getByRole("button", { name: "Saved" }).click();
  await page.getByRole("button", { name: "epochs of all query" }).click();
  await page.getByText(/^[2-9] rows in/).waitFor();
  const written = page.getByRole("textbox", { name: "Query as JSON" });
  expect(JSON.parse(await written.inputValue())).toEqual(request);
  await page.getByText(/has parts that the builder has no fields for/).waitFor();
  await written.fill(JSON.stringify({ ...request, dataflows: ["densed"] }));
  await written.press("Control+Enter");
  await page.getByText("1 row in").waitFor();
  await written.fill("{");
  await page.getByRole("alert").getByText(/JSON/).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Build another" }).click();
  await page.getByText("Nothing is asked yet").waitFor();
  expectNoTrouble(page);
});

it("saves the whole answer as a file", async () => {
  const { dataflow } = await executionsOf(server, "densed");
  const page = await open(
    browser,
    server,
    `/query?dataflow=${dataflow}&text=source(iDenseBlock)+projection(K)&limit=1`,
  );
  await page.getByText("the first 1 row in").waitFor();
  const file = await savedBy(page, () => page.getByRole("button", { name: "CSV", exact: true }).click());
  expect(file.toString().trim().split("\r\n").length).toBe(25);
  expectNoTrouble(page);
});

it("takes nothing from users for markup, and fits a phone", async () => {
  const { dataflow } = await executionsOf(server, "<img");
  const page = await open(browser, server, `/query?dataflow=${dataflow}`);
  await page.setViewportSize({ width: 400, height: 800 });
  await page.getByRole("button", { name: /^i<i>Set<\/i>/ }).click();
  await page.getByText("1 row in").waitFor();
  expect(await viewText(page)).toContain("<script>");
  expect(await page.locator("img[src=x]").count()).toBe(0);
  await expectNoSideways(page);
  await expectAccessible(page);
  expectNoTrouble(page);
});

it("stays open: the answer grows with each commit that touches it", { timeout: 120_000 }, async () => {
  const own = await TestServer.start();
  try {
    await own.train("live", "1");
    const page = await open(
      browser,
      own.url,
      "/query?text=source(oTrainingModel)+projection(epoch;+loss)&keep=yes",
    );
    await page.getByText("1 row in").waitFor();
    const training = ended(own.training("live", "8"), "the training");
    const rows = async () => Number(/(\d+) rows? in/.exec(await viewText(page))?.[1]);
    await expect.poll(rows).toBeGreaterThan(1);
    const before = await rows();
    await expect.poll(rows).toBeGreaterThan(before);
    await training;
    await expect.poll(rows).toBe(9);
    expectNoTrouble(page);
  } finally {
    await own.stop();
  }
});

function textOf(page: Page): Promise<string> {
  return page.getByRole("textbox", { name: "Query interface" }).inputValue();
}
