import { createValue } from "./value";

/** `system` follows the machine. The choice is kept in the browser; `public/theme.js` applies it before the first paint. */
export type Theme = "system" | "light" | "dark";

const KEY = "cnnprov.theme";
const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };

export const theme = createValue<Theme>(stored());

/** Counts up whenever the colours on the screen have changed: canvases draw themselves anew. */
export const coloursChanged = createValue(0);

theme.subscribe(() => {
  const chosen = theme.current();
  if (chosen === "system") {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem(KEY);
  } else {
    document.documentElement.dataset.theme = chosen;
    localStorage.setItem(KEY, chosen);
  }
  coloursChanged.set(coloursChanged.current() + 1);
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
  coloursChanged.set(coloursChanged.current() + 1),
);

export function nextTheme(): void {
  theme.set(NEXT[theme.current()]);
}

function stored(): Theme {
  const chosen = localStorage.getItem(KEY);
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}
