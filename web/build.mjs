// What Maven calls: installs what package-lock.json names and builds the page into dist/, each only where something
// has changed since. Nothing but Node is needed to run it.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const NEEDED_NODE = [20, 19];
const SOURCES = [
  "src",
  "public",
  "index.html",
  "vite.config.ts",
  "package.json",
  "package-lock.json",
  "../spec/openapi.yaml",
  "../spec/questions/questions.json",
];

demandNode();
once("installed", ["package-lock.json"], "node_modules", () => npm("ci"));
once("built", SOURCES, "dist/index.html", () => {
  npm("run", "build");
  // Maven copies the page there, and leaves what an earlier one had.
  rmSync(join(HERE, "target", "classes", "web"), { recursive: true, force: true });
});

function demandNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > NEEDED_NODE[0] || (major === NEEDED_NODE[0] && minor >= NEEDED_NODE[1])) return;
  console.error(
    `The page is built with Node ${NEEDED_NODE.join(".")} or newer; this is ${process.versions.node}.`,
  );
  process.exit(1);
}

/** Runs the step unless its result is there and was made from the same inputs. */
function once(step, inputs, result, run) {
  const mark = join(HERE, ".cache", step);
  const sum = sumOf(inputs);
  if (existsSync(join(HERE, result)) && existsSync(mark) && readFileSync(mark, "utf8") === sum) return;
  run();
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, sum);
}

function sumOf(paths) {
  const sum = createHash("sha256");
  for (const path of paths.flatMap((each) => filesBelow(join(HERE, each)))) {
    sum.update(path).update("\0").update(readFileSync(path)).update("\0");
  }
  return sum.digest("hex");
}

function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes(".gen.") && !entry.name.includes(".test."))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function npm(...words) {
  const windows = process.platform === "win32";
  execFileSync(windows ? "npm.cmd" : "npm", ["--silent", ...words], {
    cwd: HERE,
    stdio: "inherit",
    shell: windows,
  });
}
