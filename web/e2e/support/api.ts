/** The ids of a dataflow whose tag begins so, and of its executions, newest first. */
export async function executionsOf(
  server: string,
  tag: string,
): Promise<{ dataflow: number; executions: number[] }> {
  const dataflows = await get(`${server}/api/v1/dataflows?limit=1000`);
  const dataflow = dataflows.items.find((each: { tag: string }) => each.tag.startsWith(tag)).id;
  const { items } = await get(`${server}/api/v1/executions?dataflow=${dataflow}&columns=status`);
  return { dataflow, executions: items.map(({ id }: { id: number }) => id) };
}

/** Sends a batch of events, as a capture library would. */
export async function post(server: string, lines: readonly object[]): Promise<void> {
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const headers = { "Content-Type": "application/x-ndjson" };
  const response = await fetch(`${server}/api/v1/batches`, { method: "POST", headers, body });
  if (!response.ok) throw new Error(await response.text());
}

/** The id of the newest refusal with this code. */
export async function refusal(server: string, code: string): Promise<number> {
  const { items } = await get(`${server}/api/v1/rejected?limit=1000`);
  return items.find((each: { code: string }) => each.code === code).id;
}

async function get(address: string) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
