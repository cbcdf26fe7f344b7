import { describe, expect, it } from "vitest";
import { shortTag } from "./name";
import { exactNumber, formatBytes, formatCount, formatNumber, numberOf } from "./number";
import { formatAgo, formatDuration, formatUtc, secondsOf } from "./time";

it("leaves the moment out of tags that were made", () => {
  expect(shortTag("densed-20261128T183123Z-34555dd3")).toBe("densed 34555dd3");
  expect(shortTag("my-run-20261128")).toBe("my-run-20261128");
});

describe("numbers", () => {
  it("read what JSON cannot say from texts", () => {
    expect(numberOf("NaN")).toBeNaN();
    expect(numberOf("-Infinity")).toBe(Number.NEGATIVE_INFINITY);
    expect(numberOf(null)).toBeNull();
    expect(numberOf("Adam")).toBeNull();
    expect(numberOf("")).toBeNull();
    expect(numberOf("1e-05")).toBe(1e-5);
  });

  it("keep small learning rates apart", () => {
    expect(formatNumber(0.000005)).not.toBe(formatNumber(0.000004));
    expect(formatNumber(0.00025)).toBe("0.00025");
    expect(formatNumber(1.2345678e-7)).toBe("1.2346e-7");
    expect(exactNumber(1.2345678e-7)).toBe("1.2345678e-7");
  });

  it("show NaN as NaN", () => {
    expect(formatNumber(Number.NaN)).toBe("NaN");
    expect(formatNumber(Number.POSITIVE_INFINITY)).toBe("∞");
  });

  it("group thousands and count in words", () => {
    expect(formatNumber(228761)).toBe("228,761");
    expect(formatCount(1, "execution")).toBe("1 execution");
    expect(formatCount(2000, "execution")).toBe("2,000 executions");
  });

  it("count bytes in decimal units", () => {
    expect(formatBytes(0)).toBe("0 bytes");
    expect(formatBytes(1_048_576)).toBe("1 MB");
    expect(formatBytes(64_000_000_000)).toBe("64 GB");
    expect(formatBytes(999_600)).toBe("1 MB");
  });
});

describe("times", () => {
  it("take the unit that a person would", () => {
    expect(formatDuration(0.4213)).toBe("0.42 s");
    expect(formatDuration(0.0034)).toBe("3 ms");
    expect(formatDuration(0.00002)).toBe("< 1 ms");
    expect(formatDuration(59.97)).toBe("1 min 00 s");
    expect(formatDuration(125)).toBe("2 min 05 s");
    expect(formatDuration(12_010)).toBe("3 h 20 min");
    expect(formatDuration(353_000)).toBe("4 d 2 h");
  });

  it("are read as clients write them", () => {
    expect(secondsOf("0:00:14.005")).toBeCloseTo(14.005);
    expect(secondsOf("11.87")).toBe(11.87);
    expect(secondsOf("late")).toBeNull();
  });

  it("keep the microseconds of UTC", () => {
    expect(formatUtc("2026-11-23T12:00:00.000001Z")).toBe("2026-11-23 12:00:00.000001 UTC");
  });

  it("say how long ago", () => {
    const now = new Date("2026-11-23T12:00:00Z");
    expect(formatAgo(new Date("2026-11-23T11:57:00Z"), now)).toBe("3 min. ago");
  });
});
