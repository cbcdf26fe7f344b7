// Measures the page in the system's Chromium, for benchmarks/page.py: the server at CNNPROV_URL, milliseconds and bytes as one
// JSON object into the file CNNPROV_RESULTS. It is run by Vitest, which reads TypeScript; it asserts nothing.
import { writeFileSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { it } from "vitest";

const SERVER = process.env.CNNPROV_URL ?? "";
const CHROMIUM = process.env.CNNPROV_CHROMIUM ?? "/usr/bin/chromium";
const ROUNDS = Number(process.env.CNNPROV_ROUNDS ?? 15);
const EPOCHS = 10 * ROUNDS;
/** More than a part has ever taken on a busy machine. */
const PART_MS = 120_000;

interface Overlay {
  ids: number[];
  points: number;
}

let browser: Browser;

it("measures the page", { timeout: 600_000 }, async () => {
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const results = {
      first_load_bytes: await told("first load", firstLoad),
      table_ms: await told("run table", () => repeated(tableInteractive)),
      filter_ms: await told("filter", filterToRepaint),
      ...(await told("overlay", async () => overlayDrawn(await overlaid()))),
      visible_ms: await told("committed to screen", committedToScreen),
    };
    writeFileSync(process.env.CNNPROV_RESULTS ?? "results.json", JSON.stringify(results));
  } finally {
    await browser.close();
  }
});

/** Says which part is measured, since all of it takes minutes, and which one hangs. */
async function told<T>(part: string, measure: () => Promise<T>): Promise<T> {
  process.stderr.write(`  ${part} …\n`);
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, failed) => {
    late = setTimeout(() => failed(new Error(`${part} takes more than ${PART_MS / 1000} s`)), PART_MS);
  });
  return Promise.race([measure(), tooLate]).finally(() => clearTimeout(late));
}

/** Bytes over the network until the list of dataflows stands, with an empty cache: compressed, headers and all. */
async function firstLoad(): Promise<number> {
  return fresh(async (page) => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Network.enable");
    let bytes = 0;
    const ofPage = new Set<string>();
    devtools.on("Network.responseReceived", ({ requestId, response }) => {
      if (new URL(response.url).pathname.startsWith("/ui")) ofPage.add(requestId);
    });
    devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (ofPage.delete(requestId)) bytes += encodedDataLength;
    });
    devtools.on("Network.loadingFailed", ({ requestId }) => ofPage.delete(requestId));
    await page.goto(`${SERVER}/ui/dataflows`);
    await page.locator("tbody [data-row]").first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    while (ofPage.size > 0) await page.evaluate(() => new Promise(requestAnimationFrame));
    return bytes;
  });
}

/** From the navigation to rows that can be clicked, with what the browser has of the page in its cache. */
async function tableInteractive(page: Page): Promise<number> {
  await page.goto(`${SERVER}/ui/executions`, { waitUntil: "commit" });
  return drawnAfterStart(page, "tbody [data-row]");
}

/** From the key to the frame with the filtered rows. */
async function filterToRepaint(): Promise<number[]> {
  return fresh(async (page) => {
    await page.goto(`${SERVER}/ui/executions`);
    await page.locator("tbody [data-row]").first().waitFor();
    const taken: number[] = [];
    for (let at = 0; at < ROUNDS; at++) {
      const where = `param.learning_rate < 10 and metric.loss.last < 100 and id < ${1900 - 20 * at}`;
      await page.locator("[data-filter]").fill(where);
      taken.push(await repaintAfter(page, () => page.keyboard.press("Enter")));
    }
    return taken;
  });
}

/** The time from the next key to the frame in which another row is the first. */
async function repaintAfter(page: Page, press: () => Promise<void>): Promise<number> {
  // In two calls: the listener has to be there before the key comes.
  const painted = await page.evaluateHandle(() => {
    const first = () => document.querySelector("tbody [data-row]")?.getAttribute("href");
    const before = first();
    const frame = new Promise<number>((resolve) => {
      const look = (begun: number) => {
        if (first() === before) requestAnimationFrame(() => look(begun));
        else requestAnimationFrame(() => resolve(performance.now() - begun));
      };
      addEventListener("keydown", () => look(performance.now()), { capture: true, once: true });
    });
    return { frame };
  });
  await press();
  return painted.evaluate(({ frame }) => frame);
}

/** The executions of the dataflow with the most points, of which the overlay is made. */
async function overlaid(): Promise<Overlay> {
  const { items } = await get("/api/v1/executions?tag=overlay-0&columns=dataflow");
  const { items: dataflows } = await get(`/api/v1/dataflows?tag=${items[0].dataflow}`);
  const { items: runs } = await get(`/api/v1/executions?dataflow=${dataflows[0].id}&columns=tag&limit=100`);
  const ids: number[] = runs.map(({ id }: { id: number }) => id);
  const { series } = await get(`/api/v1/series?executions=${ids}&y=loss&points=1000`);
  return { ids, points: series.reduce((sum: number, { y }: { y: unknown[] }) => sum + y.length, 0) };
}

/** From the navigation within the page to the frame with all curves; and the part of it after their answer came. */
async function overlayDrawn({ ids, points }: Overlay): Promise<Record<string, unknown>> {
  if (ids.length !== 100 || points !== 100_000) throw new Error(`${ids.length} curves of ${points} points`);
  const whole: number[] = [];
  const drawing: number[] = [];
  for (let at = 0; at < ROUNDS; at++) {
    await fresh(async (page) => {
      await page.goto(`${SERVER}/ui/compare?chosen=${ids}&y=loss`, { waitUntil: "commit" });
      const end = await drawnAfterStart(
        page,
        '[role="img"][aria-label^="loss over epoch: 100 lines"] canvas',
      );
      const answered = await page.evaluate(() =>
        Math.max(
          ...performance
            .getEntriesByType("resource")
            .filter(({ name }) => name.includes("/api/v1/series"))
            .map((entry) => (entry as PerformanceResourceTiming).responseEnd),
        ),
      );
      whole.push(end);
      drawing.push(end - answered);
    });
  }
  return { overlay_ms: whole, overlay_drawing_ms: drawing };
}

/** From the acknowledgement of an epoch to the frame in which its curve has one point more. */
async function committedToScreen(): Promise<number[]> {
  const training = new Training();
  await training.epoch(1);
  const id = await training.id();
  return fresh(async (page) => {
    await page.goto(`${SERVER}/ui/executions/${id}`);
    await page.locator('[role="img"][aria-label^="loss over epoch"]').waitFor();
    await page.getByTitle("What you see changes as it is stored").waitFor();
    const taken: number[] = [];
    for (let epoch = 2; epoch <= EPOCHS; epoch++) {
      const seen = page.evaluate(
        (points) =>
          new Promise<number>((resolve) => {
            const look = () => {
              const label = document
                .querySelector('[aria-label^="loss over epoch"]')
                ?.getAttribute("aria-label");
              if (label?.endsWith(`after ${points} points`)) {
                requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
              } else requestAnimationFrame(look);
            };
            look();
          }),
        epoch,
      );
      await training.epoch(epoch);
      const acknowledged = performance.timeOrigin + performance.now();
      taken.push(Math.max(0, (await seen) - acknowledged));
    }
    return taken;
  });
}

/** A training that reports an epoch at a time, each answered when it is durable. */
class Training {
  private readonly producer = crypto.randomUUID();
  private readonly tag = `seen-${Date.now()}`;
  private next = 0;

  async epoch(epoch: number): Promise<void> {
    const at = new Date().toISOString();
    const task = { transformation: "TrainingModel", task: "1" };
    const begin = [
      { type: "dataflow_declared", at, dataflow: { tag: "seen", predefined: true } },
      { type: "execution_started", at, dataflow: "seen", execution: this.tag },
      { type: "task_begun", at, ...task },
    ];
    const rows = [{ epoch, loss: 1 / epoch, accuracy: 1 - 1 / epoch }];
    const elements = { type: "elements", at, ...task, set: "oTrainingModel", rows };
    const events = epoch === 1 ? [...begin, elements] : [elements];
    const lines = [{ producer: this.producer, first: this.next }, ...events];
    this.next += events.length;
    const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    const headers = { "Content-Type": "application/x-ndjson" };
    const answer = await fetch(`${SERVER}/api/v1/batches`, { method: "POST", headers, body });
    const { rejected } = await answer.json();
    if (!answer.ok || rejected.length > 0) throw new Error(JSON.stringify(rejected));
  }

  async id(): Promise<number> {
    return (await get(`/api/v1/executions?tag=${this.tag}&columns=tag`)).items[0].id;
  }
}

/** Milliseconds from the start of the navigation to the frame after this is in the document. */
function drawnAfterStart(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelector(wanted)) {
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
          } else requestAnimationFrame(look);
        };
        look();
      }),
    selector,
  );
}

async function repeated(measure: (page: Page) => Promise<number>): Promise<number[]> {
  const context = await browser.newContext();
  const taken: number[] = [];
  for (let at = 0; at <= ROUNDS; at++) taken.push(await inPage(context, measure));
  await context.close();
  return taken.slice(1);
}

async function fresh<T>(use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    return await inPage(context, use);
  } finally {
    await context.close();
  }
}

async function inPage<T>(context: BrowserContext, use: (page: Page) => Promise<T>): Promise<T> {
  const page = await context.newPage();
  try {
    return await use(page);
  } finally {
    await page.close();
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers of several shapes, of which a field each is read
async function get(path: string): Promise<any> {
  const answer = await fetch(SERVER + path);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}
