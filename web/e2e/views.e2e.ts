import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { executionsOf, post } from "./support/api";
import {
  expectAccessible,
  expectNoSideways,
  expectNoTrouble,
  open,
  TestBrowser,
  tabTo,
  viewText,
} from "./support/browser";

let browser: TestBrowser;
const server = inject("server");

beforeAll(async () => {
  browser = await TestBrowser.start();
});
afterAll(() => browser.stop());

it("finds a dataflow by its tag and opens it, by keyboard alone", async () => {
  const page = await open(browser, server, "/dataflows");
  await page.getByRole("link", { name: "densed" }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("dens");
  await page.waitForURL("**/dataflows?q=dens");
  await page.keyboard.press("Tab");
  while ((await page.evaluate(() => document.activeElement?.textContent)) !== "densed")
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/dataflows\/\d+/);
  await page.getByRole("button", { name: /oTrainingModel/ }).waitFor();
  expectNoTrouble(page);
});

it("draws the graph and opens what is clicked in it", async () => {
  const { dataflow } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/dataflows/${dataflow}`);
  await page.getByRole("button", { name: /^iDenseBlock/ }).click();
  const drawer = page.getByRole("complementary", { name: "Data set iDenseBlock" });
  await drawer.getByText("24 rows").waitFor();
  expect(new URL(page.url()).searchParams.get("set")).toMatch(/\d+/);
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "DenseBlock", exact: true }).click();
  await page
    .getByRole("complementary", { name: "Transformation DenseBlock" })
    .getByText("finished")
    .first()
    .waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
});

it("filters the runs, completes names, and marks the character where a condition is wrong", async () => {
  const { dataflow } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/dataflows/${dataflow}?graph=folded`);
  const rows = page.locator("tbody [data-row]");
  await expect.poll(() => rows.count()).toBe(24);
  const filter = page.getByRole("combobox", { name: "Filter" });
  await filter.focus();
  await page.keyboard.type("learn");
  await page.getByRole("list", { name: "Completions" }).getByText("param.learning_rate").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.type("= 1.4 and param.l = 4");
  await page.keyboard.press("Enter");
  await expect.poll(() => rows.count()).toBe(3);
  expect(await filter.inputValue()).toBe("param.learning_rate = 1.4 and param.l = 4");
  await expect
    .poll(() => new URL(page.url()).searchParams.get("where"))
    .toBe("param.learning_rate = 1.4 and param.l = 4");
  await filter.fill("param.k ? 32");
  await page.keyboard.press("Enter");
  const alert = page.getByRole("alert").filter({ hasText: "at character 9" });
  await alert.waitFor();
  // The caret and the text of the field have the same left edge and the same letters, so eight spaces come before it.
  expect(await alert.textContent()).toMatch(/^ {8}\^/);
  await expectAccessible(page);
  expectNoTrouble(page);
});

it("hides columns and keeps that in the address", async () => {
  const { dataflow } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/dataflows/${dataflow}?graph=folded`);
  const head = page.getByRole("columnheader", { name: "kernel", exact: true });
  await head.waitFor();
  await page.getByRole("button", { name: "Columns" }).press("Enter");
  await page.getByRole("menuitemcheckbox", { name: "kernel", exact: true }).press("Enter");
  await head.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await page.waitForURL(/columns=/);
  await page.reload();
  await page.getByRole("columnheader", { name: "learning_rate" }).first().waitFor();
  expect(await head.count()).toBe(0);
  expectNoTrouble(page);
});

it("loses no letter and no choice, however fast they come", async () => {
  const page = await open(browser, server, "/dataflows");
  const field = page.getByRole("searchbox", { name: "Find a dataflow" });
  await field.waitFor();
  // All within one task of the page, as they arrive when it was busy.
  await field.evaluate((element: HTMLElement) => {
    element.focus();
    for (const letter of "dens") document.execCommand("insertText", false, letter);
  });
  await page.waitForURL("**/dataflows?q=dens");
  expect(await field.inputValue()).toBe("dens");
  await page.getByRole("link", { name: "densed" }).click();
  const boxes = page.getByRole("checkbox", { name: /^Choose densed/ });
  await boxes.nth(2).waitFor();
  await boxes.evaluateAll((all: HTMLInputElement[]) => {
    for (const box of all.slice(0, 3)) box.click();
  });
  await page.getByText("3 executions chosen").waitFor();
  await page.waitForURL(/chosen=\d+,\d+,\d+/);
  expectNoTrouble(page);
});

it("orders, groups and chooses runs, all of it in the address", async () => {
  const { dataflow } = await executionsOf(server, "densed");
  const page = await open(
    browser,
    server,
    `/dataflows/${dataflow}?graph=folded&order=metric.loss.min&group=param.k`,
  );
  await page.getByText("k 16").first().waitFor();
  const first = page.locator("tbody input[type=checkbox]").first();
  await first.check();
  await page.getByText("1 execution chosen").waitFor();
  const again = await open(
    browser,
    server,
    new URL(page.url()).pathname.slice(3) + new URL(page.url()).search,
  );
  await again.getByText("1 execution chosen").waitFor();
  await expectAccessible(again);
  expectNoTrouble(page);
});

it("shows an execution with curves, adaptations, tasks, domain data", async () => {
  const { executions } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/executions/${executions[0]}`);
  await page.getByRole("img", { name: /^loss over epoch: loss ends at/ }).waitFor();
  await page
    .getByRole("img", { name: /^learning rate over epoch/ })
    .first()
    .waitFor();
  // Each part asks the server by itself, so they come in any order.
  for (const part of ["Adaptations", "StepDecay", "iDenseBlock", "TestingModel 1", "NUM_EPOCHS"])
    await expect.poll(() => viewText(page), { timeout: 30_000 }).toContain(part);
  const started = page.getByText(/^started /).locator("time");
  expect(await started.getAttribute("title")).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ UTC$/);
  await expectAccessible(page);
  expectNoTrouble(page);
});

it("shows a curve of steps with its spike", async () => {
  const { executions } = await executionsOf(server, "steps");
  const page = await open(browser, server, `/executions/${executions[0]}`);
  await page.getByRole("img", { name: /^loss over step/ }).waitFor();
  expectNoTrouble(page);
});

it("takes nothing from users for markup", async () => {
  const { dataflow, executions } = await executionsOf(server, "<img");
  for (const address of [
    `/dataflows/${dataflow}`,
    `/executions/${executions[0]}`,
    "/dataflows",
    "/executions",
  ]) {
    const page = await open(browser, server, address);
    await page.getByText("<img src=x").first().waitFor();
    expect(
      await page.evaluate(() => [
        document.title.includes("pwned") && !document.title.includes("<img"),
        "pwned" in window,
      ]),
    ).toEqual([false, false]);
    expect(await page.locator("img[src=x]").count()).toBe(0);
    expectNoTrouble(page);
    await page.close();
  }
});

it("shows files with their hashes, the environment and the code's diff, all of it as text", async () => {
  const script = '<img src=x onerror="window.pwned=1">';
  const at = "2026-11-23T12:00:00Z";
  const task = { transformation: "TrainingModel", task: "1" };
  await post(
    server,
    [
      { producer: crypto.randomUUID(), first: 0 },
      { type: "dataflow_declared", dataflow: { tag: "evidence", predefined: true } },
      {
        type: "execution_started",
        dataflow: "evidence",
        execution: script,
        person: { name: script },
        machine: { host: script },
        program: { name: script, command: [script] },
      },
      {
        type: "environment",
        packages: { [script]: script },
        git: {
          commit: "0123456789abcdef0123456789abcdef01234567",
          dirty: true,
          diff: `-rate = 1\n+${script}\n`,
        },
        variables: { [script]: script },
      },
      { type: "task_begun", ...task },
      { type: "file", ...task, role: "output", name: script, path: script, size: 9, sha256: "ab".repeat(32) },
      {
        type: "execution_ended",
        status: "FAILED",
        error: { type: script, message: script, traceback: script },
      },
    ].map((event) => ("type" in event ? { ...event, at } : event)),
  );
  const { executions } = await executionsOf(server, "evidence");
  const page = await open(browser, server, `/executions/${executions[0]}`);
  const files = page.getByRole("region", { name: "Files" });
  await files.getByText(script, { exact: true }).waitFor();
  await files.getByTitle("ab".repeat(32)).waitFor();
  const environment = page.getByRole("region", { name: "Environment" });
  await environment.getByText("0123456789ab, changed").waitFor();
  for (const part of ["1 package", "1 variable", "Code that differs from the commit"]) {
    await environment.getByText(part).click();
  }
  await environment.getByText(`+${script}`).waitFor();
  expect(await page.locator("img[src=x]").count()).toBe(0);
  expect(await page.evaluate(() => "pwned" in window)).toBe(false);
  await expectAccessible(page);
  expectNoTrouble(page);
});

it("shows what was refused, why, and where in the raw text", async () => {
  const page = await open(browser, server, "/refused");
  const lines = [
    { producer: crypto.randomUUID(), first: 0 },
    {
      type: "dataflow_declared",
      at: "2026-11-23T12:00:00Z",
      dataflow: { tag: "refusing", predefined: true },
    },
    { type: "execution_started", at: "2026-11-23T12:00:01Z", dataflow: "refusing", execution: "first" },
    { type: "task_begun", at: "2026-11-23T12:00:02Z", transformation: "TrainingModel", task: "1" },
    {
      type: "elements",
      at: "2026-11-23T12:00:03Z",
      transformation: "TrainingModel",
      task: "1",
      set: "oTrainingModel",
      rows: [{ epoch: 1, loss: "<b>high</b>" }],
    },
  ];
  await post(server, lines);
  await page.getByRole("link", { name: "not_a_number" }).first().click();
  await page.getByRole("heading", { name: "How to mend it" }).waitFor();
  expect(await viewText(page)).toContain("/rows/0/loss");
  await page.locator("mark", { hasText: "<b>high</b>" }).waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
});

it("finds a refusal, opens and closes it, and goes on to the server, by keyboard alone", async () => {
  const first = { producer: crypto.randomUUID(), first: 0 };
  await post(server, [first, { type: "nonsense", at: "2026-11-23T12:00:00Z" }]);
  const page = await open(browser, server, "/server");
  await page.getByText("Writes are accepted").waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.waitForURL("**/refused");
  await page.locator("tbody [data-row]").first().waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("nonsense");
  await page.getByText("1 refusal", { exact: true }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("complementary", { name: /^Refused/ });
  await drawer.getByText("How to mend it").waitFor();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  await page.keyboard.press("g");
  await page.keyboard.press("v");
  await page.getByText(/\d+ producers?/).waitFor();
  expectNoTrouble(page);
});

it("marks adaptations over the time too", async () => {
  const { executions } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/executions/${executions[0]}?x=time`);
  const plot = page.getByRole("img", { name: /^loss over seconds/ });
  await plot.waitFor();
  const box = await plot.boundingBox();
  if (box === null) throw new Error("the plot is not there");
  const mark = page.getByText(/^learning_rate → .* \(StepDecay\)/);
  for (let left = 60; left < box.width && (await mark.count()) === 0; left += 4) {
    await page.mouse.move(box.x + left, box.y + 60);
  }
  await mark.first().waitFor();
  expectNoTrouble(page);
});

it("shows the state of the server and who sends to it", async () => {
  const page = await open(browser, server, "/server");
  await page.getByText("Writes are accepted").waitFor();
  await page.getByText(/\d+ producers?/).waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
});

it("lists the keys of what is shown", async () => {
  const page = await open(browser, server, "/executions");
  await page.getByText("densed").first().waitFor();
  await page.keyboard.press("Shift+?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await sheet.getByText("Next execution").waitFor();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await page.keyboard.press("g");
  await page.keyboard.press("v");
  await page.waitForURL("**/server");
  expectNoTrouble(page);
});

it("opens the graph's sets and the best run, by keyboard alone", async () => {
  const { dataflow } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/dataflows/${dataflow}`);
  await page.getByRole("button", { name: /^iDenseBlock/ }).waitFor();
  await page.locator("tbody [data-row]").first().waitFor();
  await tabTo(page, /^iDenseBlock/);
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("complementary", { name: "Data set iDenseBlock" });
  await drawer.waitFor();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  await page.keyboard.press("/");
  await page.keyboard.type("param.k = 16 and param.l = 8");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("tbody [data-row]").count()).toBe(4);
  await tabTo(page, /^learning_rate$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/order=param.learning_rate/);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.getByText("1 execution chosen").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/executions\/\d+/);
  expectNoTrouble(page);
});

it("changes the axis of the curves, by keyboard alone", async () => {
  const { executions } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/executions/${executions[0]}`);
  await page.getByRole("img", { name: /^loss over epoch/ }).waitFor();
  await tabTo(page, /^Time$/);
  await page.keyboard.press("Enter");
  await page.getByRole("img", { name: /^loss over seconds/ }).waitFor();
  expect(new URL(page.url()).searchParams.get("x")).toBe("time");
  expectNoTrouble(page);
});

it("shows the run table of all dataflows to everybody", async () => {
  const page = await open(browser, server, "/executions");
  await page.locator("tbody [data-row]").first().waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
});

it("fits a phone, with the views in a menu", async () => {
  const { executions, dataflow } = await executionsOf(server, "flowers");
  const page = await open(browser, server, `/executions/${executions[0]}`);
  await page.setViewportSize({ width: 400, height: 800 });
  await page.getByRole("img", { name: /^loss over epoch/ }).waitFor();
  await expectNoSideways(page);
  await page.getByRole("button", { name: /^View: Executions/ }).click();
  await page.getByRole("menuitem", { name: "Dataflows" }).click();
  await page.getByRole("link", { name: "flowers" }).waitFor();
  await expectNoSideways(page);
  await page.goto(`${server}/ui/dataflows/${dataflow}`);
  await page.getByRole("button", { name: /^oTrainingModel/ }).waitFor();
  await expectNoSideways(page);
  await expectAccessible(page);
  expectNoTrouble(page);
});
