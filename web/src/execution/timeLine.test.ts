import { expect, it } from "vitest";
import { placeOnTimeLine, timeLineOf } from "./timeLine";

const FIRST = { started_at: "2026-11-23T12:00:00Z", ended_at: "2026-11-23T12:00:30Z" };
const RUNNING = { started_at: "2026-11-23T12:00:50Z", ended_at: null };

it("reaches to now while a task runs", () => {
  const line = timeLineOf([FIRST, RUNNING], Date.parse("2026-11-23T12:01:40Z"));
  expect(placeOnTimeLine(FIRST, line)).toEqual({ left: 0, width: 30 });
  expect(placeOnTimeLine(RUNNING, line)).toEqual({ left: 50, width: 50 });
});
