import type { LiveMessage, TabMessage } from "./messages";
import { EventStream } from "./stream";

// The one owner of the event stream for all tabs of a browser. A browser opens six connections to a server: seven tabs
// with a stream each would leave none to ask with.

interface SharedWorkerScope {
  onconnect: ((event: MessageEvent) => void) | null;
}

const tabs = new Set<MessagePort>();
const stream = new EventStream((message) => {
  for (const tab of tabs) tab.postMessage(message);
});

(self as unknown as SharedWorkerScope).onconnect = ({ ports: [tab] }) => {
  if (tab === undefined) return;
  tab.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind === "bye") return leave(tab);
    tabs.add(tab);
    stream.open(data.token);
    tab.postMessage({ kind: "connection", connection: stream.connection } satisfies LiveMessage);
  };
};

function leave(tab: MessagePort): void {
  tabs.delete(tab);
  if (tabs.size === 0) stream.close();
}
