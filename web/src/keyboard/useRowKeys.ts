import { useShortcuts } from "./shortcuts";

/** `j` and `k` walk through whatever is marked with `data-row` in what is shown; `/` goes to the filter, marked `data-filter`. */
export function useRowKeys(what: string): void {
  useShortcuts("In this view", [
    { keys: "/", does: "Filter", run: () => document.querySelector<HTMLElement>("[data-filter]")?.focus() },
    { keys: "j", does: `Next ${what}`, run: () => walk(1) },
    { keys: "k", does: `Previous ${what}`, run: () => walk(-1) },
  ]);
}

function walk(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
