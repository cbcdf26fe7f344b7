import { ids, type Search, text, texts } from "~/app/search";

/** The state of a run table, as it stands in the address. */
export interface RunSearch {
  where?: string | undefined;
  order?: string | undefined;
  group?: string | undefined;
  columns?: string[] | undefined;
  chosen?: number[] | undefined;
}

export const NEWEST_FIRST = "-id";

export function runSearch(search: Search): RunSearch {
  return {
    where: text(search.where),
    order: text(search.order),
    group: text(search.group),
    columns: texts(search.columns),
    chosen: ids(search.chosen),
  };
}
