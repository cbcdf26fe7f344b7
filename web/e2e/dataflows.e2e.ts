import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { expectAccessible, expectNoTrouble, open, TestBrowser } from "./support/browser";

let browser: TestBrowser;

beforeAll(async () => {
  browser = await TestBrowser.start();
});
afterAll(() => browser.stop());

it("lists every dataflow", async () => {
  const page = await open(browser, inject("server"), "/");
  for (const tag of ["densed", "flowers", "steps"]) {
    await page.getByText(tag, { exact: true }).first().waitFor();
  }
  expect(new URL(page.url()).pathname).toBe("/ui/dataflows");
  await expectAccessible(page);
  expectNoTrouble(page);
});
