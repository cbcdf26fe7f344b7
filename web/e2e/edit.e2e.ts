import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { executionsOf } from "./support/api";
import { expectAccessible, expectNoTrouble, open, TestBrowser, tabTo, viewText } from "./support/browser";

let browser: TestBrowser;
const server = inject("server");
const HOSTILE = '<img src=x onerror="window.pwned=1"> [click](javascript:alert(1))';

beforeAll(async () => {
  browser = await TestBrowser.start();
});
afterAll(() => browser.stop());

it("writes name, note and tags by keyboard alone, and takes them away again", async () => {
  const { executions } = await executionsOf(server, "steps");
  const page = await open(browser, server, `/executions/${executions[0]}`);
  const other = await open(browser, server, `/executions/${executions[0]}`);
  await page.getByRole("button", { name: "Edit" }).waitFor();
  await other.getByRole("button", { name: "Edit" }).waitFor();
  await page.keyboard.press("e");
  const drawer = page.getByRole("complementary", { name: "Execution Name, note and tags" });
  await drawer.waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("the long one");
  await page.keyboard.press("Tab");
  await page.keyboard.type(HOSTILE);
  await tabTo(page, /^Add a tag$/);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("<b>");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("stage");
  await expectAccessible(page);
  await tabTo(page, /^Save$/);
  await page.keyboard.press("Enter");
  await drawer.waitFor({ state: "detached" });
  for (const tab of [page, other]) {
    await tab.getByRole("heading", { name: "the long one" }).waitFor();
    expect(await viewText(tab)).toContain(HOSTILE);
    expect(await tab.locator("img[src=x]").count()).toBe(0);
    expect(await tab.evaluate(() => "pwned" in window)).toBe(false);
  }
  await page.getByText("<b>", { exact: true }).waitFor();

  await page.keyboard.press("e");
  await drawer.getByText("note", { exact: true }).waitFor();
  await drawer.getByLabel("Name", { exact: true }).fill("");
  await drawer.getByLabel("Note").fill("");
  await drawer.getByRole("button", { name: "Remove tag 1" }).click();
  await drawer.getByRole("button", { name: "Save" }).click();
  await drawer.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: /^steps-/ }).waitFor();
  expect(await viewText(page)).not.toContain(HOSTILE);
  expectNoTrouble(page);
  expectNoTrouble(other);
});

it("says why a change was refused, and keeps what was typed", async () => {
  const { executions } = await executionsOf(server, "steps");
  const page = await open(browser, server, `/executions/${executions[0]}`);
  await page.route("**/api/v1/executions/*", async (route) => {
    if (route.request().method() !== "PATCH") return route.continue();
    const body = JSON.stringify({
      title: "Store is full",
      detail: "nothing could be stored",
      code: "disk_full",
    });
    await route.fulfill({ status: 503, contentType: "application/problem+json", body });
  });
  await page.getByRole("button", { name: "Edit" }).click();
  const drawer = page.getByRole("complementary", { name: "Execution Name, note and tags" });
  await drawer.getByLabel("Note").fill("typed for long");
  await drawer.getByRole("button", { name: "Save" }).click();
  await drawer.getByRole("alert").getByText("disk_full").waitFor();
  expect(await drawer.getByLabel("Note").inputValue()).toBe("typed for long");
  await expectAccessible(page);
  expectNoTrouble(page);
});
