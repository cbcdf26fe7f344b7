import type { Cell } from "~/api/schema";

const SHORT = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 5 });
const WHOLE = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const SCIENTIFIC = new Intl.NumberFormat(undefined, { notation: "scientific", maximumSignificantDigits: 5 });
const BYTES = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** The number that a cell of a NUMERIC attribute holds; null where there is none. */
export function numberOf(cell: Cell | undefined): number | null {
  if (cell === null || cell === undefined || typeof cell === "boolean") return null;
  if (typeof cell === "number") return cell;
  if (cell === "NaN") return Number.NaN;
  if (cell === "Infinity") return Number.POSITIVE_INFINITY;
  if (cell === "-Infinity") return Number.NEGATIVE_INFINITY;
  const read = Number(cell);
  return cell.trim() === "" || Number.isNaN(read) ? null : read;
}

/** At most five significant digits, in the reader's locale. What is cut off must stand in a title: see `Num`. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) return WHOLE.format(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return SCIENTIFIC.format(value).replace("E", "e");
  return SHORT.format(value);
}

/** The number as it is stored: the shortest decimal that reads back the same. */
export function exactNumber(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${WHOLE.format(count)} ${count === 1 ? one : many}`;
}

/** Decimal units, as disks are sold and `du --si` counts. */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < BYTES.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return new Intl.NumberFormat(undefined, {
    style: "unit",
    unit: BYTES[unit] ?? "byte",
    unitDisplay: unit === 0 ? "long" : "short",
    maximumFractionDigits: size < 10 && unit > 0 ? 1 : 0,
  }).format(size);
}
