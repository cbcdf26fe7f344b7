/** A server-sent event; `event` and `data` are empty where only an id or a comment came. */
export interface ServerEvent {
  event: string;
  data: string;
  id: string | null;
}

/**
 * Cuts the text of an event stream into events, as the HTML standard says. `EventSource` does this too, but sends no
 * `Authorization`, and does not tell a refusal from a broken connection.
 */
export class EventStreamReader {
  private rest = "";
  private event: ServerEvent = { event: "", data: "", id: null };

  /** The events that this piece of text completes. */
  push(text: string): ServerEvent[] {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    const complete: ServerEvent[] = [];
    for (const line of lines) {
      const plain = line.replace(/\r$/, "");
      if (plain !== "") this.field(plain);
      else {
        complete.push({ ...this.event, data: this.event.data.replace(/\n$/, "") });
        this.event = { event: "", data: "", id: null };
      }
    }
    return complete;
  }

  private field(line: string): void {
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "data") this.event.data += `${value}\n`;
    else if (name === "event") this.event.event = value;
    else if (name === "id") this.event.id = value;
  }
}
