import { afterAll, beforeAll, expect, it } from "vitest";
import { executionsOf } from "./support/api";
import { expectAccessible, expectNoTrouble, open, TestBrowser, viewText } from "./support/browser";
import { ended, TestServer } from "./support/server";

// A server of its own: it starts empty, and it is stopped and started again.
const EPOCHS = 40;
const SNIPPETS = [
  ["Keras", "cnnprov.keras.Capture"],
  ["PyTorch", "cnnprov.torch.capture"],
  ["Any loop in Python", "run.log"],
  ["Any other program", "/api/v1/batches"],
] as const;
const LOSS = /^loss over epoch: loss ends at .* after (\d+) points/;

let browser: TestBrowser;
let server: TestServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([TestBrowser.start(), TestServer.start()]);
});
afterAll(async () => {
  await browser?.stop();
  await server?.stop();
});

it("shows how to begin, then the first training and its growing curve, without a reload", {
  timeout: 120_000,
}, async () => {
  const page = await open(browser, server.url, "/dataflows");
  await page.getByText("No training has reported yet").waitFor();
  for (const [name, line] of SNIPPETS) {
    await page.getByRole("tab", { name, exact: true }).click();
    await page.getByRole("tabpanel").getByText(line).waitFor();
    expect(await viewText(page)).toContain(server.url);
  }
  await expectAccessible(page);
  const loaded = await page.evaluate(() => performance.timeOrigin);

  const training = ended(server.training("live", String(EPOCHS)), "the training");
  await page.getByRole("link", { name: "live", exact: true }).waitFor();
  await page.getByRole("link", { name: "live", exact: true }).click();
  await page.getByRole("link", { name: /^live [0-9a-f]+$/ }).click();
  const curve = page.getByRole("img", { name: LOSS });
  await curve.waitFor();
  const points = async () => Number(LOSS.exec((await curve.getAttribute("aria-label")) ?? "")?.[1]);
  const before = await points();
  expect(before).toBeLessThan(EPOCHS);
  await page.getByText(new RegExp(`^epoch \\d+ of ${EPOCHS} · about .+ left$`)).waitFor();
  await expect.poll(points).toBeGreaterThan(before);
  await training;
  await expect.poll(points).toBe(EPOCHS);
  await page.getByText("finished").first().waitFor();
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded);
  expectNoTrouble(page);
});

it("says that the connection is lost, keeps what it has, and goes on by itself", async () => {
  const { executions } = await executionsOf(server.url, "live");
  const page = await open(browser, server.url, `/executions/${executions[0]}`);
  await page.getByText("live", { exact: true }).first().waitFor();
  await page.getByRole("img", { name: LOSS }).waitFor();
  const list = await open(browser, server.url, "/executions");
  await list.locator("tbody [data-row]").waitFor();

  await server.pause();
  const lost = /The server does not answer. What you see is from before/;
  await page.getByText(lost).waitFor();
  await list.getByText(lost).waitFor();
  await page.getByRole("img", { name: LOSS }).waitFor();

  await server.resume();
  await page.getByText(lost).waitFor({ state: "detached" });
  await list.getByText(lost).waitFor({ state: "detached" });
  await server.train("live", "1");
  await expect.poll(() => list.locator("tbody [data-row]").count()).toBe(2);
});

it("changes the row of a training while it runs", { timeout: 120_000 }, async () => {
  const page = await open(browser, server.url, "/executions");
  const rows = page.locator("tbody tr");
  const before = await page.locator("tbody [data-row]").first().getAttribute("href");
  const training = ended(server.training("live", "12"), "the training");
  await expect.poll(() => page.locator("tbody [data-row]").first().getAttribute("href")).not.toBe(before);
  const seen = new Set<string>();
  const look = async () => seen.add((await rows.first().innerText()).replaceAll(/[\d.]+ s\b/g, "")).size;
  await expect.poll(look).toBeGreaterThan(3);
  expect([...seen].some((text) => text.includes("running"))).toBe(true);
  await training;
  await rows.first().getByText("finished").waitFor();
  expectNoTrouble(page);
});

it("keeps one event stream for all tabs", async () => {
  const streams = async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return Number(/^cnnprov_listeners(?:\{[^}]*\})? (\d+)/m.exec(text)?.[1]);
  };
  const tabs = await Promise.all(
    ["/dataflows", "/executions", "/server"].map((address) => open(browser, server.url, address)),
  );
  for (const tab of tabs) await tab.getByTitle("What you see changes as it is stored").waitFor();
  await expect.poll(streams).toBe(1);
});
