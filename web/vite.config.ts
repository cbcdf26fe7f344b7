import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The server answers everything below this path with the page; see docs/adr/0021. */
const BASE = "/ui/";
/**
 * What nearly every view needs, in one file: left to itself it becomes thirty, and each costs the page some milliseconds. What
 * stands here imports nothing that does not, or the files would wait for one another.
 */
const FOR_EVERY_VIEW = /\/(node_modules|src\/(api|app|colour|executions|format|keyboard|live|ui))\//;
/** Libraries for graphs, charts and the editor: large, and loaded when one is opened. */
const WHEN_OPENED =
  /node_modules\/(@codemirror|@dagrejs|@lezer|@xyflow|crelt|d3-|style-mod|uplot|w3c-keyname|zustand)/;

export default defineConfig({
  base: BASE,
  plugins: [react()],
  resolve: { alias: { "~": fileURLToPath(new URL("./src", import.meta.url)) } },
  worker: { format: "es" },
  build: {
    target: "es2023",
    license: { fileName: "licenses.md" },
    // Nothing may be inlined as data: the content security policy allows no fonts from there.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: "page", test: (id) => FOR_EVERY_VIEW.test(id) && !WHEN_OPENED.test(id) }],
        },
      },
    },
  },
  server: {
    proxy: { "^/(api|health|metrics|openapi)": process.env.CNNPROV_URL ?? "http://127.0.0.1:22000" },
  },
});
