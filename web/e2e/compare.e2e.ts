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
} from "./support/browser";

let browser: TestBrowser;
const server = inject("server");

beforeAll(async () => {
  browser = await TestBrowser.start();
});
afterAll(() => browser.stop());

it("compares what was chosen in the run table, by keyboard alone", async () => {
  const { dataflow } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/dataflows/${dataflow}?graph=folded&where=param.k+=+32`);
  await expect.poll(() => page.locator("tbody [data-row]").count()).toBe(8);
  for (const _ of [1, 2, 3]) {
    await page.keyboard.press("j");
    await page.keyboard.press("x");
  }
  await page.getByText("3 executions chosen").waitFor();
  await page.keyboard.press("c");
  await page.waitForURL(/\/compare\?chosen=\d+,\d+,\d+$/);
  await page.getByRole("img", { name: /^loss over epoch: densed .*; densed .*; densed / }).waitFor();
  await tabTo(page, /^Relative time$/);
  await page.keyboard.press("Enter");
  await page.getByRole("img", { name: /^loss over seconds/ }).waitFor();
  await tabTo(page, /^Group$/);
  await page.keyboard.press("Enter");
  await page.getByRole("menuitemradio", { name: "l", exact: true }).waitFor();
  await highlight(page, "l");
  await page.keyboard.press("Enter");
  await page.waitForURL(/group=param\.l(&|$)/);
  await page.getByRole("img", { name: /^loss over seconds: [48] \(\d\) ends/ }).waitFor();
  await page.keyboard.press("Escape");
  await tabTo(page, /^Limits/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^learning_rate from$/);
  await page.keyboard.type("0.001");
  await page.keyboard.press("Enter");
  await page.waitForURL(/limits=param\.learning_rate:0\.001\.\./);
  await page.getByRole("button", { name: "Without limits" }).waitFor();
  expectNoTrouble(page);
});

it("draws every execution, with what has no place said in words", async () => {
  const { executions } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/compare?chosen=${executions}&y=loss&range=most`);
  await page.getByRole("img", { name: "loss over epoch: 24 lines" }).waitFor();
  await page.getByText(/\d+ points outside of the range that is shown/).waitFor();
  await page.getByLabel("log y").check();
  await page.waitForURL(/logy=yes/);
  await page.getByText(/\d+ points without a place on this axis|extremes are kept|outside/).waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
});

it("marks adaptations on the curves, with the cause at the cursor", async () => {
  const { executions } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/compare?chosen=${executions.slice(1, 4)}&y=loss`);
  const plot = page.getByRole("img", { name: /^loss over epoch/ });
  await plot.waitFor();
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (box === null) throw new Error("the plot is not there");
  const mark = page.getByText(/densed [0-9a-f]+: learning_rate → .* \(StepDecay\)/);
  const sweep = async () => {
    for (let left = 60; left < box.width && (await mark.count()) === 0; left += 4) {
      await page.mouse.move(box.x + left, box.y + 60);
    }
    return mark.count();
  };
  await expect.poll(sweep).toBeGreaterThan(0);
  expectNoTrouble(page);
});

it("saves curves, points and lines across axes as CSV and PNG", async () => {
  const { executions } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/compare?chosen=${executions.slice(0, 2)}&y=loss`);
  await page.getByRole("img", { name: /^loss over epoch/ }).waitFor();
  const saved = async (name: string) => (await savedBy(page, () => click(page, name))).toString("latin1");
  expect(await saved("Save loss as CSV")).toMatch(/^epoch,densed [0-9a-f]+,densed [0-9a-f]+\r\n1,\d/);
  expect(await saved("Save Parallel coordinates as CSV")).toMatch(/^execution,/);
  expect((await saved("Save min loss over learning_rate as CSV")).split("\r\n").length).toBe(4);
  for (const plot of ["loss", "Parallel coordinates", "min loss over learning_rate"]) {
    expect((await saved(`Save ${plot} as PNG`)).slice(1, 4)).toBe("PNG");
  }
  expectNoTrouble(page);
});

it("filters the table by a drag along an axis, and compares only what is left", async () => {
  const { executions } = await executionsOf(server, "densed");
  const page = await open(browser, server, `/compare?chosen=${executions}&axes=param.k,metric.loss.min`);
  // What comes later above would move the plot away under the pointer.
  for (const metric of ["loss", "val_loss"]) {
    await page.getByRole("img", { name: new RegExp(`^${metric} over epoch`) }).waitFor();
  }
  const plot = page.getByRole("img", { name: "24 executions across k, min loss" });
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (box === null) throw new Error("the plot is not there");
  await page.mouse.move(box.x + 70, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + 70, box.y + 248, { steps: 4 });
  await page.mouse.up();
  await page.getByText("8 of 24 executions").waitFor();
  await expect.poll(() => page.locator("tbody [data-row]").count()).toBe(8);
  await page.getByRole("button", { name: "Compare only these" }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("chosen")?.split(",").length).toBe(8);
  expectNoTrouble(page);
});

it("tells two executions apart by what differs alone", async () => {
  const { executions } = await executionsOf(server, "flowers");
  const page = await open(browser, server, `/compare?chosen=${executions.slice(1)}`);
  const matrix = page.getByRole("region", { name: "Values of each execution" });
  await matrix.getByRole("rowheader", { name: "learning_rate", exact: true }).first().waitFor();
  expect(await matrix.getByRole("rowheader", { name: "batch_size" }).count()).toBe(0);
  await page.getByLabel("show them too").check();
  await matrix.getByRole("rowheader", { name: "batch_size" }).waitFor();
  await matrix.getByRole("rowheader", { name: "keras", exact: true }).waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
});

it("says what is missing: nothing chosen, executions that are gone, and that one can be compared with others", async () => {
  const page = await open(browser, server, "/compare");
  await page.getByText("No executions are chosen").waitFor();
  await expectAccessible(page);
  await page.goto(`${server}/ui/compare?chosen=999999`);
  await page.getByText("None of these executions is here").waitFor();
  expectNoTrouble(page);
});

it("takes nothing from users for markup, and fits a phone", async () => {
  const [hostile, steps] = await Promise.all([executionsOf(server, "<img"), executionsOf(server, "steps")]);
  const page = await open(
    browser,
    server,
    `/compare?chosen=${hostile.executions[0]},${steps.executions[0]}&x=time`,
  );
  await page.setViewportSize({ width: 400, height: 800 });
  await page.getByRole("img", { name: /^loss over seconds/ }).waitFor();
  await page.getByText("<img src=x").first().waitFor();
  expect(await page.evaluate(() => "pwned" in window)).toBe(false);
  expect(await page.locator("img[src=x]").count()).toBe(0);
  await expectNoSideways(page);
  expectNoTrouble(page);
});

async function click(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

/** Goes down in an open menu to the item of this name. */
async function highlight(page: Page, name: string): Promise<void> {
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  for (let at = 0; at < 40 && (await focused()) !== name; at++) await page.keyboard.press("ArrowDown");
  expect(await focused()).toBe(name);
}
