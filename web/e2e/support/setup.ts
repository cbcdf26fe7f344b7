import type { TestProject } from "vitest/node";
import { TestServer } from "./server";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of a server with the trainings of `trainings.py`; tests only read from it. */
    server: string;
  }
}

/** One server with really captured trainings for all files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await TestServer.start();
  try {
    await server.train();
  } catch (failure) {
    await server.stop();
    throw failure;
  }
  project.provide("server", server.url);
  return () => server.stop();
}
