import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

const CHROMIUM = process.env.CNNPROV_CHROMIUM ?? "/usr/bin/chromium";
/** Nothing but the server of the test is to be asked for anything. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The system's Chromium, headless, with a profile of its own. */
export class TestBrowser {
  readonly context: BrowserContext;
  private readonly profile: string;

  private constructor(context: BrowserContext, profile: string) {
    this.context = context;
    this.profile = profile;
  }

  static async start(size = { width: 1280, height: 800 }): Promise<TestBrowser> {
    const profile = mkdtempSync(join(tmpdir(), "cnnprov-chromium-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM,
      headless: true,
      args: FLAGS,
      viewport: size,
      locale: "en-GB",
      timezoneId: "Europe/Paris",
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(30_000);
    return new TestBrowser(context, profile);
  }

  async stop(): Promise<void> {
    await this.context.close();
    rmSync(this.profile, { recursive: true, force: true });
  }
}

/**
 * A tab at this address of the page (`/executions/3?x=step`). The test fails when the tab asks anybody else for anything, breaks
 * the content security policy, or throws.
 */
export async function open(browser: TestBrowser, server: string, address: string): Promise<Page> {
  const page = await browser.context.newPage();
  const wrong: string[] = [];
  troubles.set(page, wrong);
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(server) && !/^(blob|data):/.test(url)) wrong.push(`asked for ${url}`);
  });
  page.on("pageerror", (error) => wrong.push(`threw ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      wrong.push(`said ${message.text()}`);
    }
  });
  await page.goto(`${server}/ui${address}`);
  return page;
}

const troubles = new WeakMap<Page, string[]>();

/** Nothing went wrong in this tab since it was opened. */
export function expectNoTrouble(page: Page): void {
  expect(troubles.get(page)).toEqual([]);
}

/** axe finds nothing, in either theme or in those that are named. */
export async function expectAccessible(page: Page, themes = ["light", "dark"]): Promise<void> {
  for (const theme of themes) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const results = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return results.violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join("\n")}`,
      );
    });
    expect(found, `axe in the ${theme} theme`).toEqual([]);
  }
}

/** Presses Tab until what is so called has the focus. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  while (passed.length < 100) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const { activeElement: at } = document;
      return at?.getAttribute("aria-label") ?? at?.textContent ?? "";
    });
    if (name.test(focused.trim())) return;
    passed.push(focused);
  }
  throw new Error(`Tab never came to ${name}, but to ${passed.join(" | ")}`);
}

/** The page is no wider than the window: only tables within it scroll sideways. */
export async function expectNoSideways(page: Page): Promise<void> {
  const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await expect.poll(over).toBe(0);
}

/** The text of the view, as a reader would see it. */
export async function viewText(page: Page): Promise<string> {
  return (await page.locator("#view").innerText()).replaceAll(/\s+/g, " ");
}

/** What the page hands to the browser as a file after an action. */
export async function savedBy(page: Page, action: () => Promise<void>): Promise<Buffer> {
  const file = page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const real = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
          URL.createObjectURL = real;
          void (blob as Blob).arrayBuffer().then((bytes) => resolve([...new Uint8Array(bytes)]));
          return real.call(URL, blob);
        };
      }),
  );
  await action();
  return Buffer.from(await file);
}
