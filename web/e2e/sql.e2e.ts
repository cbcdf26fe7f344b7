import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { expectAccessible, expectNoTrouble, open, savedBy, TestBrowser, viewText } from "./support/browser";

let browser: TestBrowser;
const server = inject("server");

beforeAll(async () => {
  browser = await TestBrowser.start();
});
afterAll(() => browser.stop());

it("completes, runs and finds again a statement, by keyboard alone", async () => {
  const page = await open(browser, server, "/sql");
  // The editor is loaded apart from its view: what is typed before it is there goes to the page.
  await page.getByRole("textbox", { name: "SQL statement" }).waitFor();
  await page.getByRole("navigation", { name: "Tables" }).getByText("densed").waitFor();
  await page.keyboard.type("SELECT epoch, loss FROM densed.otrainingm");
  await page.getByRole("option", { name: "otrainingmodel", exact: true }).waitFor();
  // The editor takes a completion only when it has been shown for 75 ms (`interactionDelay`), so that
  // nobody takes one by mistake; before that, Enter is a line break.
  const shown = Date.now();
  await expect.poll(() => Date.now() - shown).toBeGreaterThan(150);
  await page.keyboard.press("Enter");
  await expect.poll(() => statementOf(page)).toContain("otrainingmodel");
  await page.keyboard.type(" ORDER BY 1");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => viewText(page), { timeout: 30_000 }).toContain("624 rows in");
  const statement = new URL(page.url()).searchParams.get("sql");
  expect(statement).toContain("densed.otrainingmodel");
  await expectAccessible(page);
  const again = await open(browser, server, "/sql");
  await again.getByRole("button", { name: "History" }).press("Enter");
  await again.getByRole("menuitem").first().press("Enter");
  await expect.poll(() => statementOf(again)).toBe(statement);
  expectNoTrouble(page);
  expectNoTrouble(again);
});

it("runs what was typed, however fast the keys come", async () => {
  const page = await open(browser, server, "/sql");
  const editor = page.getByRole("textbox", { name: "SQL statement" });
  await editor.waitFor();
  // Both keys within one task of the page, as they arrive when it was busy.
  await editor.evaluate(async (content: HTMLElement) => {
    content.focus();
    document.execCommand("insertText", false, "select 4 + 3 as seven");
    await null;
    content.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
  });
  await page.getByText(/^1 row in/).waitFor();
  expect(await statementOf(page)).toBe("select 4 + 3 as seven");
  expectNoTrouble(page);
});

it("marks what is wrong where it stands", async () => {
  const page = await open(
    browser,
    server,
    `/sql?sql=${encodeURIComponent("select id,\n  nope from dataflow_execution")}`,
  );
  await page.getByRole("alert").getByText("invalid_query").waitFor();
  await expect.poll(() => page.locator(".cm-lintRange-error").allTextContents()).toEqual(["nope"]);
  await expectAccessible(page);
  expectNoTrouble(page);
});

it("shows thousands of rows, few of them in the document, and draws them", async () => {
  const statement =
    "select range as n, case when range = 7 then 'NaN'::double else sqrt(range) end as root from range(9000)";
  const page = await open(browser, server, `/sql?sql=${encodeURIComponent(statement)}`);
  await page.getByText(/^9,000 rows in/).waitFor();
  expect(await page.locator("tbody tr").count()).toBeLessThan(80);
  await page.getByRole("region", { name: "Rows of the answer" }).press("End");
  await page.getByText("8,999").waitFor();
  await page.getByRole("button", { name: "Plot" }).click();
  await page.getByRole("img", { name: "root over n: 8,999 points, root over n" }).waitFor();
  await page.getByText("1 point without a place here").waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
});

it("saves the answer as CSV", async () => {
  const page = await open(
    browser,
    server,
    `/sql?sql=${encodeURIComponent("select 7 as seven, 'é' as text")}`,
  );
  expect((await saved(page, "CSV")).toString()).toBe("seven,text\r\n7,é\r\n");
  expectNoTrouble(page);
});

it("saves the answer as Parquet and as an Arrow stream", async () => {
  const page = await open(browser, server, `/sql?sql=${encodeURIComponent("select 7 as seven")}`);
  const parquet = await saved(page, "Parquet");
  expect([parquet.subarray(0, 4).toString(), parquet.subarray(-4).toString()]).toEqual(["PAR1", "PAR1"]);
  // A message begins with a continuation of four bytes, all ones.
  expect((await saved(page, "Arrow")).readInt32LE(0)).toBe(-1);
  expectNoTrouble(page);
});

it("shows an answer as text, whatever stands in it", async () => {
  const statement = "select '<img src=x onerror=alert(1)>' as \"<b>name</b>\"";
  const page = await open(browser, server, `/sql?sql=${encodeURIComponent(statement)}`);
  await page.getByRole("columnheader", { name: "<b>name</b>" }).waitFor();
  expect(await viewText(page)).toContain("<img src=x onerror=alert(1)>");
  expectNoTrouble(page);
});

function statementOf(page: Page): Promise<string> {
  return page.getByRole("textbox", { name: "SQL statement" }).innerText();
}

function saved(page: Page, format: string): Promise<Buffer> {
  return savedBy(page, () => page.getByRole("button", { name: format, exact: true }).click());
}
