import type { Schemas } from "./schema";

export type PlacedProblem = Schemas["PlacedProblem"];

/** What the server answered instead of what was asked for (RFC 9457). */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly places: readonly PlacedProblem[];

  constructor(document: Partial<Schemas["Problem"]>, status: number) {
    super(document.detail ?? `The server answered ${status}.`);
    this.status = document.status ?? status;
    this.title = document.title ?? "The server did not answer as expected";
    this.code = document.code ?? "unknown";
    this.requestId = document.request_id;
    this.places = document.errors ?? [];
  }
}

/** The server could not be reached, or the connection broke. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";

  constructor() {
    super("The server does not answer. The page goes on by itself when it does.");
  }
}

/** Whether asking again may help: nothing was wrong with the question. */
export function mayPass(error: unknown): boolean {
  return (
    error instanceof Unreachable ||
    (error instanceof ApiProblem && [429, 502, 503, 504].includes(error.status))
  );
}
