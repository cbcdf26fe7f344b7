import type { Cell } from "~/api/schema";
import type { SqlAnswer } from "~/api/sql";
import type { Point } from "~/charts/points";
import { numberOf } from "~/format/number";

type Column = SqlAnswer["columns"][number];

const NUMBER = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|REAL|DECIMAL.*)$/;
const TIME = /^(TIMESTAMP|DATE)/;

export function isNumber({ type }: Column): boolean {
  return NUMBER.test(type);
}

export function isTime({ type }: Column): boolean {
  return TIME.test(type);
}

/** The columns that can be an axis, as their places. */
export function axesOf(columns: readonly Column[], timesToo: boolean): number[] {
  return columns.flatMap((column, at) => (isNumber(column) || (timesToo && isTime(column)) ? [at] : []));
}

/** Lists and structures as their JSON; everything else is a cell already. */
export function cellOf(value: unknown): Cell {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : (value as Cell);
}

/** One point for each row; what is missing is NaN, so that the plot can count it. */
export function pointsOf({ columns, rows }: SqlAnswer, x: number, y: number): Point[] {
  const time = columns[x] !== undefined && isTime(columns[x]);
  return rows.map((row, at) => ({
    x: time ? Date.parse(String(row[x])) : (numberOf(row[x]) ?? Number.NaN),
    y: numberOf(row[y]) ?? Number.NaN,
    colour: "var(--accent)",
    name: `row ${at + 1}`,
  }));
}

/** Widths of columns in characters: of the name and of the first values. */
export function widthsOf({ columns, rows }: SqlAnswer): number[] {
  const sample = rows.slice(0, 100);
  return columns.map(({ name }, at) => {
    const lengths = sample.map((row) => String(cellOf(row[at]) ?? "").length);
    return Math.min(48, Math.max(6, name.length + 1, ...lengths));
  });
}
