/** The views that can always be reached, in the order of the navigation, and the key after `g` that leads there. */
export const VIEWS = [
  { to: "/dataflows", name: "Dataflows", key: "d" },
  { to: "/executions", name: "Executions", key: "e" },
  { to: "/compare", name: "Compare", key: "c" },
  { to: "/query", name: "Query", key: "q" },
  { to: "/sql", name: "SQL", key: "s" },
  { to: "/refused", name: "Refused", key: "r" },
  { to: "/server", name: "Server", key: "v" },
] as const;
