import { authorization } from "~/api/authorization";
import type { Connection, LiveMessage } from "./messages";
import { EventStreamReader, type ServerEvent } from "./sse";

const ADDRESS = "/api/v1/events";
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** The server says something every 15 s. */
const SILENCE_MS = 40_000;

/**
 * One event stream, kept open: what it brings goes to `tell`. When it breaks it is opened again where it ended, after
 * a wait that grows; so commits that came meanwhile are told, or a `reload`.
 */
export class EventStream {
  private readonly tell: (message: LiveMessage) => void;
  private token: string | null = null;
  private running: AbortController | null = null;
  private lastId: string | null = null;
  private waitMs = FIRST_WAIT_MS;
  connection: Connection = "connecting";

  constructor(tell: (message: LiveMessage) => void) {
    this.tell = tell;
  }

  /** Opens the stream, or opens it anew with another token. */
  open(token: string | null): void {
    if (this.running !== null && token === this.token) return;
    this.close();
    this.token = token;
    this.running = new AbortController();
    void this.keepOpen(this.running.signal);
  }

  close(): void {
    this.running?.abort();
    this.running = null;
  }

  private async keepOpen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        if (!(await this.listen(signal))) return;
      } catch {
        // The connection broke: tried again below.
      }
      if (signal.aborted) return;
      this.now("lost");
      await pause(this.waitMs * (0.75 + Math.random() / 2), signal);
      this.waitMs = Math.min(this.waitMs * 2, LONGEST_WAIT_MS);
    }
  }

  /** Whether it is worth coming back when this stream has ended. */
  private async listen(signal: AbortSignal): Promise<boolean> {
    const silence = new Silence(signal);
    const headers: Record<string, string> = { Accept: "text/event-stream", ...authorization(this.token) };
    if (this.lastId !== null) headers["Last-Event-ID"] = this.lastId;
    const response = await fetch(ADDRESS, { headers, signal: silence.signal, cache: "no-store" });
    if (response.status === 401 || response.status === 403) {
      this.now("refused");
      return false;
    }
    if (!response.ok || response.body === null) return true;
    this.now("live");
    this.waitMs = FIRST_WAIT_MS;
    const reader = new EventStreamReader();
    const text = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let read = await text.read(); !read.done; read = await text.read()) {
      silence.broken();
      for (const event of reader.push(read.value)) this.pass(event);
    }
    return true;
  }

  private pass(event: ServerEvent): void {
    if (event.id !== null) this.lastId = event.id;
    if (event.event === "commit") this.tell({ kind: "commit", commit: JSON.parse(event.data) });
    else if (event.event === "reload") this.tell({ kind: "reload" });
  }

  private now(connection: Connection): void {
    if (connection === this.connection) return;
    this.connection = connection;
    this.tell({ kind: "connection", connection });
  }
}

/** Ends a request over which nothing has come for long: a connection that is dead and does not know it. */
class Silence {
  private readonly ended = new AbortController();
  readonly signal: AbortSignal;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(outer: AbortSignal) {
    this.signal = AbortSignal.any([outer, this.ended.signal]);
    this.signal.addEventListener("abort", () => clearTimeout(this.timer));
    this.broken();
  }

  broken(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ended.abort(), SILENCE_MS);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
