import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The server answers everything below this path with the page; see docs/adr/0021. */
const BASE = "/ui/";

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
    chunkSizeWarningLimit: 400,
  },
  server: {
    proxy: { "^/(api|health|metrics|openapi)": process.env.CNNPROV_URL ?? "http://127.0.0.1:22000" },
  },
});
