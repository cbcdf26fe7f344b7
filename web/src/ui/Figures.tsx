import type { Cell } from "~/api/schema";
import { createValue, useValue } from "~/app/value";
import { exactNumber, formatNumber, numberOf } from "~/format/number";
import { formatAgo, formatDuration, formatMoment, formatUtc } from "~/format/time";

/** A number in the reader's locale; what it is exactly stands in its title. */
export function Num({ value }: { value: number }) {
  const shown = formatNumber(value);
  const exact = exactNumber(value);
  return <span title={shown === exact ? undefined : exact}>{shown}</span>;
}

/** A value as the API has it: text as text, numbers as numbers, nothing as a dash. */
export function CellText({ value }: { value: Cell | undefined }) {
  if (value === null || value === undefined) return <span title="no value">–</span>;
  const number = typeof value === "string" && !/^-?(NaN|Infinity)$/.test(value) ? null : numberOf(value);
  return number === null ? String(value) : <Num value={number} />;
}

/** The minute, for words like "3 min ago" that grow old by themselves. */
const now = createValue(new Date());
setInterval(() => now.set(new Date()), 10_000);

/** A time for people, with UTC to the microsecond on hover. */
export function Moment({ at, ago = false }: { at: string | null; ago?: boolean }) {
  const current = useValue(now);
  if (at === null) return <span title="not known">–</span>;
  const date = new Date(at);
  return (
    <time dateTime={at} title={formatUtc(at)}>
      {ago
        ? formatAgo(date, new Date(Math.max(current.getTime(), date.getTime())))
        : formatMoment(date, current)}
    </time>
  );
}

/** From one time to another, or to now while there is no other. */
export function Elapsed({ from, to }: { from: string | null; to: string | null }) {
  const current = useValue(now);
  if (from === null) return <span title="not known">–</span>;
  const end = to === null ? current.getTime() : Date.parse(to);
  return <span>{formatDuration(Math.max(0, end - Date.parse(from)) / 1000)}</span>;
}
