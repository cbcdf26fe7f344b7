import type { QueryClient } from "@tanstack/react-query";
import { loginWanted, token } from "~/api/token";
import { createValue } from "~/app/value";
import type { Connection, LiveMessage, TabMessage } from "./messages";
import { Refresher } from "./refresher";
import { EventStream } from "./stream";

export const connection = createValue<Connection>("connecting");

/** Joins the browser's one event stream, and keeps the queries of this tab fresh with it. */
export function goLive(queries: QueryClient): void {
  const refresher = new Refresher(queries);
  const receive = (message: LiveMessage) => {
    if (message.kind === "commit") refresher.commit(message.commit);
    else if (message.kind === "reload") refresher.reload();
    else {
      connection.set(message.connection);
      if (message.connection === "refused") loginWanted.set(true);
    }
  };
  const send = "SharedWorker" in globalThis ? shared(receive) : alone(receive);
  const hello = () => send({ kind: "hello", token: token.current() });
  hello();
  token.subscribe(() => send({ kind: "token", token: token.current() }));
  addEventListener("pagehide", () => send({ kind: "bye" }));
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    hello();
    refresher.reload();
  });
}

function shared(receive: (message: LiveMessage) => void): (message: TabMessage) => void {
  const worker = new SharedWorker(new URL("./worker.ts", import.meta.url), {
    type: "module",
    name: "cnnprov-events",
  });
  worker.port.onmessage = ({ data }: MessageEvent<LiveMessage>) => receive(data);
  return (message) => worker.port.postMessage(message);
}

/** Where the browser has no shared workers (Chrome on Android), each tab listens for itself. */
function alone(receive: (message: LiveMessage) => void): (message: TabMessage) => void {
  const stream = new EventStream(receive);
  return (message) => (message.kind === "bye" ? stream.close() : stream.open(message.token));
}
