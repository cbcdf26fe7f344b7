/** The header that carries a token. It stands alone, since the worker of the event stream needs nothing else. */
export function authorization(secret: string | null): Record<string, string> {
  return secret === null ? {} : { Authorization: `Bearer ${secret}` };
}
