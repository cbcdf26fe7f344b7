import createClient from "openapi-fetch";
import { authorization } from "./authorization";
import { ApiProblem, Unreachable } from "./problem";
import type { paths } from "./schema.gen";
import { loginWanted, token } from "./token";

const client = createClient<paths>({ baseUrl: "/", fetch: reach });

client.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(authorization(token.current())))
      request.headers.set(name, value);
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return;
    if (response.status === 401) loginWanted.set(true);
    throw new ApiProblem(await problemOf(response), response.status);
  },
});

/**
 * Asks the server, with the types of the contract. What it refuses is thrown as {@link ApiProblem}, no answer as
 * {@link Unreachable}; so what comes back is always the data of the 2xx answer: `await answer(api.GET(…))`.
 */
export const api = client;

/** The data of an answer. A refusal was thrown before. */
export async function answer<T>(asked: Promise<{ data?: T }>): Promise<T> {
  const { data } = await asked;
  if (data === undefined) throw new ApiProblem({ detail: "The answer is empty." }, 200);
  return data;
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (failure) {
    if (request.signal.aborted) throw failure;
    throw new Unreachable();
  }
}

async function problemOf(response: Response): Promise<ConstructorParameters<typeof ApiProblem>[0]> {
  if (!response.headers.get("Content-Type")?.includes("json")) return {};
  try {
    return await response.json();
  } catch {
    return {};
  }
}
