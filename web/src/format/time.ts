const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY_AND_TIME = new Intl.DateTimeFormat(undefined, {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const YEAR_AND_DAY = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "short", day: "numeric" });
const AGO = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });

/** For people, in their zone: the time today, the day and time this year, else the date. */
export function formatMoment(at: Date, now: Date): string {
  if (at.toDateString() === now.toDateString()) return TIME.format(at);
  return at.getFullYear() === now.getFullYear() ? DAY_AND_TIME.format(at) : YEAR_AND_DAY.format(at);
}

/** How long ago, in the greatest unit that fits. */
export function formatAgo(at: Date, now: Date): string {
  const passed = now.getTime() - at.getTime();
  const size = Math.abs(passed);
  if (size < 45 * SECOND) return AGO.format(-Math.round(passed / SECOND), "second");
  if (size < 45 * MINUTE) return AGO.format(-Math.round(passed / MINUTE), "minute");
  if (size < 22 * HOUR) return AGO.format(-Math.round(passed / HOUR), "hour");
  return AGO.format(-Math.round(passed / DAY), "day");
}

/** The time as the server has it: UTC, to the microsecond. */
export function formatUtc(iso: string): string {
  return iso.replace("T", " ").replace(/Z$/, " UTC");
}

/** `3 ms`, `0.42 s`, `14.0 s`, `2 min 05 s`, `3 h 20 min`, `4 d 2 h`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "—";
  if (seconds < 0) return `−${formatDuration(-seconds)}`;
  if (seconds < 0.001) return "< 1 ms";
  if (seconds < 0.0995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10) return `${decimals(seconds, 2)} s`;
  if (seconds < 59.95) return `${decimals(seconds, 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}

/** Seconds of a duration as clients write it: a number, or `0:00:14.005`. */
export function secondsOf(text: string): number | null {
  const clock = /^(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)$/.exec(text.trim());
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  return text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text);
}

function decimals(value: number, digits: number): string {
  return new Intl.NumberFormat(undefined, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
