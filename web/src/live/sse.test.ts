import { expect, it } from "vitest";
import { EventStreamReader } from "./sse";

const STREAM =
  'retry: 1000\nid: a-41\n\nevent: commit\nid: a-42\ndata: {"refused":0}\n\n: still here\nid: a-43\n\nevent: reload\ndata: {}\n\n';

it("reads events wherever the network cuts the text", () => {
  const whole = new EventStreamReader().push(STREAM);
  expect(whole).toEqual([
    { event: "", data: "", id: "a-41" },
    { event: "commit", data: '{"refused":0}', id: "a-42" },
    { event: "", data: "", id: "a-43" },
    { event: "reload", data: "{}", id: null },
  ]);
  for (let cut = 0; cut <= STREAM.length; cut++) {
    const reader = new EventStreamReader();
    expect([...reader.push(STREAM.slice(0, cut)), ...reader.push(STREAM.slice(cut))]).toEqual(whole);
  }
});

it("waits for the end of an event", () => {
  const reader = new EventStreamReader();
  expect(reader.push("event: commit\ndata: {}\n")).toEqual([]);
  expect(reader.push("\r\n")).toEqual([{ event: "commit", data: "{}", id: null }]);
});
