/**
 * The query string in words, so that people can read and change an address: `?order=-metric.loss.min&chosen=3,17`. Lists are
 * joined by commas, with a backslash before a comma or a backslash of their own; what has its default stands in no address. Each
 * route reads its own part with the functions below.
 */
export type Search = Record<string, unknown>;

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: object): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    const text = Array.isArray(value) ? value.map(escaped).join(",") : value === true ? "yes" : value;
    if (typeof text === "number" || (typeof text === "string" && text !== "")) parts.set(name, String(text));
  }
  const readable = parts.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return readable === "" ? "" : `?${readable}`;
}

export function text(value: unknown): string | undefined {
  return value === undefined || value === "" ? undefined : String(value);
}

export function flag(value: unknown): true | undefined {
  return value === "yes" || value === true ? true : undefined;
}

export function number(value: unknown): number | undefined {
  const read = typeof value === "number" ? value : Number.parseFloat(String(value));
  return Number.isFinite(read) ? read : undefined;
}

export function texts(value: unknown): string[] | undefined {
  const list = Array.isArray(value) ? value.map(String) : split(String(value ?? ""));
  const full = list.filter((each) => each !== "");
  return full.length > 0 ? full : undefined;
}

export function ids(value: unknown): number[] | undefined {
  const read = texts(value)
    ?.map(Number)
    .filter((each) => Number.isSafeInteger(each) && each > 0);
  return read !== undefined && read.length > 0 ? [...new Set(read)] : undefined;
}

export function oneOf<const T extends string>(value: unknown, choices: readonly T[]): T | undefined {
  return choices.find((choice) => choice === value);
}

function escaped(part: unknown): string {
  return String(part).replaceAll(/[\\,]/g, "\\$&");
}

function split(list: string): string[] {
  const parts = list.match(/(?:\\.?|[^\\,])+/gs) ?? [];
  return parts.map((part) => part.replaceAll(/\\(.)/gs, "$1"));
}
