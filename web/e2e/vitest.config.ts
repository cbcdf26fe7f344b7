import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  test: {
    include: process.env.SCREENSHOTS ? ["screenshots.ts"] : ["**/*.e2e.ts"],
    globalSetup: ["support/setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // One browser at a time: the machine also trains and serves.
    fileParallelism: false,
  },
});
