import type { Query, QueryClient } from "@tanstack/react-query";
import type { Commit } from "~/api/schema";
import type { Touches } from "./touches";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: {
      /** The commits after which this query is asked again; without it never by itself. */
      touches?: Touches;
      /** The least time from one answer to the next question. */
      everyMs?: number;
    };
  }
}

const EVERY_MS = 200;
const LOOK_AGAIN_MS = 50;

/**
 * Asks queries again after the commits that touch them. A training can commit faster than an answer comes; so a query is
 * never asked while it waits, nor sooner than `everyMs` after its last answer, and always once more after the last
 * commit.
 */
export class Refresher {
  private readonly queries: QueryClient;
  private readonly due = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(queries: QueryClient) {
    this.queries = queries;
  }

  commit(commit: Commit): void {
    this.mark((query) => query.meta?.touches?.(commit) ?? false);
  }

  /** After something was missed: everything that commits could have touched. */
  reload(): void {
    this.mark((query) => query.meta?.touches !== undefined);
  }

  private mark(touched: (query: Query) => boolean): void {
    for (const query of this.queries.getQueryCache().getAll()) {
      if (touched(query)) this.due.add(query.queryHash);
    }
    this.askDue();
  }

  private askDue(): void {
    clearTimeout(this.timer);
    const now = Date.now();
    for (const hash of this.due) {
      const query = this.queries.getQueryCache().get(hash);
      if (query === undefined) this.due.delete(hash);
      else if (
        query.state.fetchStatus === "idle" &&
        now - query.state.dataUpdatedAt >= (query.meta?.everyMs ?? EVERY_MS)
      ) {
        this.due.delete(hash);
        void this.queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
      }
    }
    if (this.due.size > 0) this.timer = setTimeout(() => this.askDue(), LOOK_AGAIN_MS);
  }
}
