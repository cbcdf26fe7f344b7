import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { inject, it } from "vitest";
import { open, TestBrowser } from "./support/browser";
import { pressed, shots } from "./support/shots";

const FOLDER = join(import.meta.dirname, "../target/screenshots");
const SIZES = [
  { width: 1280, height: 800 },
  { width: 400, height: 800 },
];

/** `VIEW=query,compare`: whatever has one of these in its name. */
function isWanted(name: string): boolean {
  const wanted = process.env.SCREENSHOTS ?? "all";
  return wanted === "all" || wanted.split(",").some((each) => name.includes(each));
}

/** Nothing that the page has asked for is still to come. */
async function loaded(page: Page): Promise<void> {
  const loading = page.getByText(/^Loading /);
  while ((await loading.count()) > 0) await loading.first().waitFor({ state: "detached" });
}

mkdirSync(FOLDER, { recursive: true });

for (const size of SIZES) {
  it(`takes every view at ${size.width} pixels`, { timeout: 600_000 }, async () => {
    const browser = await TestBrowser.start(size);
    try {
      for (const { name, address, ready, from, whole, press } of await shots(inject("server"))) {
        if (!isWanted(name)) continue;
        const page = await open(browser, inject("server"), address);
        await page.locator(ready).first().waitFor();
        await loaded(page);
        await page.evaluate(() => document.fonts.ready);
        if (press !== undefined) await pressed(page, press);
        if (from !== undefined) await page.locator(from).evaluate((element) => element.scrollIntoView());
        for (const theme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
          await page.evaluate(
            () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
          );
          const path = join(FOLDER, `${name}-${theme}-${size.width}.png`);
          await page.screenshot({ path, fullPage: whole === true });
        }
        await page.close();
      }
    } finally {
      await browser.stop();
    }
  });
}
