import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { executionsOf } from "./support/api";
import { expectAccessible, expectNoSideways, expectNoTrouble, open, TestBrowser } from "./support/browser";
import { pressed, shots } from "./support/shots";

let browser: TestBrowser;
const server = inject("server");

beforeAll(async () => {
  browser = await TestBrowser.start({ width: 400, height: 800 });
});
afterAll(() => browser.stop());

it("fits a phone in every view, where axe finds nothing", { timeout: 240_000 }, async () => {
  for (const { name, address, ready, press } of await shots(server)) {
    const page = await open(browser, server, address);
    await page.locator(ready).first().waitFor();
    if (press !== undefined) await pressed(page, press);
    await expectNoSideways(page).catch((wider) => {
      throw new Error(`${name} is wider than the window`, { cause: wider });
    });
    // Colours are those of the wide view, where each view is tried in both themes.
    await expectAccessible(page, ["light"]);
    expectNoTrouble(page);
    await page.close();
  }
});

it("runs no script that is not a file of the page", async () => {
  const page = await browser.context.newPage();
  const answer = await page.goto(`${server}/ui/dataflows`);
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain("unsafe");
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.pwned = 1";
    document.head.append(script);
    document.body.insertAdjacentHTML("beforeend", '<img src="x" onerror="window.pwned = 1">');
  });
  const image = page.locator("img[src=x]");
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.complete)).toBe(true);
  expect(await page.evaluate(() => "pwned" in window)).toBe(false);
});

it("says what is not here", async () => {
  const page = await open(browser, server, "/nowhere");
  await page.getByText("There is no such view").waitFor();
  await expectAccessible(page);
  await page.goto(`${server}/ui/executions/999999`);
  await page.getByRole("alert").getByText("not_found").waitFor();
  const { dataflow } = await executionsOf(server, "densed");
  await page.goto(`${server}/ui/dataflows/${dataflow}?where=param.k+%3D+-1`);
  await page.getByText("No execution is like that").waitFor();
  await expectAccessible(page);
  expectNoTrouble(page);
});

it("asks for a token where the server wants one, by keyboard alone", async () => {
  const page = await browser.context.newPage();
  // On loopback a server asks nobody, so what it would say elsewhere is said here.
  await page.context().route("**/api/v1/**", async (route) => {
    if (route.request().headers().authorization === "Bearer cnnprov_secret") return route.continue();
    const body = JSON.stringify({ title: "Token wanted", detail: "no token came", code: "unauthorized" });
    await route.fulfill({ status: 401, contentType: "application/problem+json", body });
  });
  await page.goto(`${server}/ui/dataflows`);
  const dialog = page.getByRole("dialog", { name: "This server asks for a token" });
  await dialog.waitFor();
  await expectAccessible(page);
  await page.keyboard.type("cnnprov_secret");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "densed", exact: true }).waitFor();
  expect(page.url()).not.toContain("secret");
});
