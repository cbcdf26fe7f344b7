import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./ui/tokens.css";
import "./ui/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueries } from "./app/queries";
import { goLive } from "./live/live";
import { createViews } from "./router";

const place = document.getElementById("root");
if (place === null) throw new Error("index.html has no #root");

const queries = createQueries();
const views = createViews(queries);
goLive(queries);
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={views} />
    </QueryClientProvider>
  </StrictMode>,
);
