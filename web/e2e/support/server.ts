import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../../..");
const JAR = process.env.CNNPROV_JAR ?? join(ROOT, "server/target/cnnprov.jar");
const PYTHON = process.env.CNNPROV_PYTHON ?? join(ROOT, ".venv/test/bin/python");
const TRAININGS = resolve(import.meta.dirname, "trainings.py");
const STOP_MS = 15_000;

/** The real server, with a store of its own in a temporary directory. */
export class TestServer {
  readonly url: string;
  private readonly directory: string;
  private process: ChildProcess;

  private constructor(url: string, directory: string, process: ChildProcess) {
    this.url = url;
    this.directory = directory;
    this.process = process;
  }

  static async start(): Promise<TestServer> {
    const directory = mkdtempSync(join(tmpdir(), "cnnprov-page-"));
    const { url, process } = await serve(directory, 0);
    return new TestServer(url, directory, process);
  }

  /** Trains what `trainings.py` trains with these arguments, and returns when all of it is stored. */
  async train(...words: string[]): Promise<void> {
    await ended(this.training(...words), "the trainings");
  }

  /** The same in the background. */
  training(...words: string[]): ChildProcess {
    const spool = join(this.directory, "spool");
    return spawn(PYTHON, [TRAININGS, ...words], {
      cwd: this.directory,
      env: { ...process.env, CNNPROV_URL: this.url, CNNPROV_SPOOL: spool },
      stdio: ["ignore", "inherit", "inherit"],
    });
  }

  /** Ends the process and keeps the store; what it has answered before is on the same address after `resume`. */
  async pause(): Promise<void> {
    await stop(this.process);
  }

  async resume(): Promise<void> {
    ({ process: this.process } = await serve(this.directory, Number(new URL(this.url).port)));
  }

  async stop(): Promise<void> {
    await stop(this.process);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

async function serve(directory: string, port: number): Promise<{ url: string; process: ChildProcess }> {
  const words = ["-jar", JAR, "serve", "--port", String(port), "--data", join(directory, "data")];
  const server = spawn("java", words, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const url = await new Promise<string>((found, failed) => {
    const listen = (piece: Buffer) => {
      said += piece;
      const address = /https?:\/\/[\w.[\]:-]+:\d+(?=\s)/.exec(said)?.[0];
      if (address) found(address);
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    server.once("exit", () =>
      failed(new Error(`the server ended before it said where it listens:\n${said}`)),
    );
    server.once("error", failed);
  });
  return { url, process: server };
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  const late = setTimeout(() => server.kill("SIGKILL"), STOP_MS);
  await gone;
  clearTimeout(late);
}

export function ended(process: ChildProcess, what: string): Promise<void> {
  return new Promise((done, failed) => {
    process.once("error", failed);
    process.once("exit", (code) => (code === 0 ? done() : failed(new Error(`${what} ended with ${code}`))));
  });
}
