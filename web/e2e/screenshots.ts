import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { inject, it } from "vitest";
import { open, TestBrowser } from "./support/browser";
import { shots } from "./support/shots";

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

mkdirSync(FOLDER, { recursive: true });

for (const size of SIZES) {
  it(`takes every view at ${size.width} pixels`, { timeout: 600_000 }, async () => {
    const browser = await TestBrowser.start(size);
    try {
      for (const { name, address, ready, from, whole, press } of await shots(inject("server"))) {
        if (!isWanted(name)) continue;
        const page = await open(browser, inject("server"), address);
        await page.locator(ready).first().waitFor();
        await page.evaluate(() => document.fonts.ready);
        if (press !== undefined) await page.keyboard.press(press);
        if (from !== undefined) await page.locator(from).evaluate((element) => element.scrollIntoView());
        for (const theme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
          await page.waitForLoadState("networkidle").catch(() => {});
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
