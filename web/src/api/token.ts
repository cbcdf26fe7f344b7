import { createValue } from "~/app/value";

const KEY = "cnnprov.token";

/**
 * The token that is sent with each request, where the server asks for one. It is shared by the tabs of this browser, as
 * `localStorage` is, and never put into an address.
 */
export const token = createValue<string | null>(localStorage.getItem(KEY));

token.subscribe(() => {
  const secret = token.current();
  if (secret === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, secret);
});

/** Whether the server has refused for want of a token that it knows. */
export const loginWanted = createValue(false);
