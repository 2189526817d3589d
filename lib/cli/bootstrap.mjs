// @ts-check
/**
 * The door of every npm script: plain JavaScript for any Node ≥ 20, no dependencies. It installs what package-lock.json
 * says (once, by stamp), makes sure that the pinned Node is there, and hands over to the TypeScript file of the script,
 * run by that Node. A second run calls nothing but local files, so it works offline.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import module from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { takeLock } from "./process-lock.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const MODULES = path.join(ROOT, "node_modules");
const INSTALL_STAMP = path.join(MODULES, ".touchstone-install");
const NODE = path.join(MODULES, "node/bin/node");
const NODE_SCRATCH = path.join(ROOT, ".touchstone-build/node");
const CLIENT = path.join(ROOT, "lib/server/db/generated");
const CLIENT_STAMP = path.join(CLIENT, ".stamp");
const LOCK = path.join(ROOT, ".touchstone-locks/prepare");

/** Script name → file, and the arguments it always gets. */
const SCRIPTS = {
  up: ["lib/cli/up/main.ts"],
  test: ["lib/cli/test/main.ts"],
  dev: ["lib/cli/up/main.ts", "--dev"],
  check: ["lib/cli/check.ts"],
  build: ["lib/cli/build.ts"],
  db: ["lib/server/db/command.ts"],
  bench: ["lib/cli/bench.ts"],
  conformance: ["e2e/conformance/run.ts"],
  touchstone: ["lib/cli/touchstone.ts"],
};

/**
 * What keeps vendors' hosts out of an install and of every tool we start. The schema engine "binary" is only looked
 * up, never run: validate and generate use WebAssembly.
 */
const QUIET = {
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_SKIP_POSTINSTALL_GENERATE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  CHECKPOINT_DISABLE: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1",
};

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));
/** @param {string} file */
const readIfThere = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");
/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

/** What runs beside us. @type {Set<import("node:child_process").ChildProcess>} */
const children = new Set();

/** @param {string} message @returns {never} */
function fail(message) {
  say(message);
  for (const child of children) child.kill();
  process.exit(1);
}

/** @param {string} what @param {() => Promise<void>} step */
async function timed(what, step) {
  say(`${what} …`);
  const startedMs = performance.now();
  await step();
  say(`${what}: ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
}

/**
 * Runs to its end; answers its exit code or what kept it from starting.
 * @param {string} file @param {string[]} args @param {import("node:child_process").SpawnOptions} options
 * @returns {Promise<number | string>}
 */
function ran(file, args, options) {
  return new Promise((resolve) => {
    const child = spawn(file, args, options);
    children.add(child);
    child.once("error", ({ message }) => resolve(message));
    child.once("exit", (code, signal) => {
      children.delete(child);
      resolve(code ?? `${signal}`);
    });
  });
}

/** Runs the npm that started us, else the one on the path. @param {string[]} args @param {string} cwd */
async function npm(args, cwd) {
  const own = process.env.npm_execpath;
  const env = { ...process.env, ...QUIET, npm_config_global: "false" };
  const common = /** @type {const} */ ({ cwd, env, stdio: ["ignore", 2, 2] });
  const ended = await (own?.endsWith(".js") ? ran(process.execPath, [own, ...args], common) : ran("npm", args, common));
  if (ended !== 0) {
    const reason = typeof ended === "number" ? `exit code ${ended}` : ended;
    fail(`npm ${args[0]} failed (${reason}). Is the package registry reachable? Then run the same command again.`);
  }
}

function installFingerprint() {
  const lock = readFileSync(path.join(ROOT, "package-lock.json"));
  return createHash("sha256").update(lock).update(`${process.platform} ${process.arch}`).digest("hex");
}

/** Whether somebody's own `npm ci` already put everything there: then no npm call is needed. */
function isInstalled() {
  const listFile = path.join(MODULES, ".package-lock.json");
  if (!existsSync(listFile)) return false;
  const wanted = readJson(path.join(ROOT, "package-lock.json")).packages;
  const present = readJson(listFile).packages;
  return Object.entries(wanted).every(([place, { version, optional, devOptional, peer }]) => {
    if (place === "") return true;
    const found = present[place];
    return found ? found.version === version && existsSync(path.join(ROOT, place)) : optional || devOptional || peer;
  });
}

async function install() {
  const fingerprint = installFingerprint();
  if (readIfThere(INSTALL_STAMP) === fingerprint) return;
  // npm unpacks on one core: Node comes on the other.
  const fetching = hasNode() ? undefined : fetchNode();
  if (!isInstalled()) {
    // No install script runs, whatever npm's version: the two that matter are done here (the pinned Node below, the
    // links of the PostgreSQL libraries at its start).
    await timed("installing dependencies", () =>
      // Not `npm ci`: a registry that mirrors only this platform's optional packages makes a lock that `ci` refuses,
      // while `install` takes every locked version all the same and writes nothing back.
      npm(
        ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"],
        ROOT,
      ),
    );
  }
  await fetching;
  await ensureNode();
  writeFileSync(INSTALL_STAMP, fingerprint);
}

/** The pinned version. */
const nodeVersion = () => readJson(path.join(ROOT, "package-lock.json")).packages["node_modules/node"].version;

function hasNode() {
  const answer = existsSync(NODE) ? spawnSync(NODE, ["--version"], { encoding: "utf8" }).stdout : "";
  return answer?.trim() === `v${nodeVersion()}`;
}

/** The npm package `node` brings its binary by an install script; done here so that no script need be allowed. */
async function fetchNode() {
  const version = nodeVersion();
  await timed(`installing Node ${version}`, async () => {
    rmSync(NODE_SCRATCH, { recursive: true, force: true });
    mkdirSync(NODE_SCRATCH, { recursive: true });
    writeFileSync(path.join(NODE_SCRATCH, "package.json"), "{}");
    await npm(
      [
        ...["install", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"],
        ...["--loglevel=error", "--prefer-offline", `${nodePackage()}@${version}`],
      ],
      NODE_SCRATCH,
    );
  });
}

function nodePackage() {
  const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${process.platform}-${process.arch}`;
}

async function ensureNode() {
  if (!hasNode()) {
    const fetched = path.join(NODE_SCRATCH, "node_modules", nodePackage(), "bin/node");
    if (!existsSync(fetched)) await fetchNode();
    mkdirSync(path.dirname(NODE), { recursive: true });
    renameSync(fetched, NODE);
    chmodSync(NODE, 0o755);
    rmSync(NODE_SCRATCH, { recursive: true, force: true });
  }
  const link = path.join(MODULES, ".bin/node");
  if (!existsSync(link)) {
    rmSync(link, { force: true });
    symlinkSync("../node/bin/node", link);
  }
  return NODE;
}

/** The database client is generated code; made when the schema or the generator changed. @param {string} node */
async function generate(node) {
  const fingerprint = createHash("sha256")
    .update(readFileSync(path.join(ROOT, "prisma/schema.prisma")))
    .update(readFileSync(path.join(MODULES, "prisma/package.json")))
    .digest("hex");
  if (readIfThere(CLIENT_STAMP) === fingerprint) return;
  await timed("generating the database client", async () => {
    const done = spawnSync(node, [path.join(MODULES, "prisma/build/index.js"), "generate"], {
      cwd: ROOT,
      env: { ...process.env, ...QUIET },
      encoding: "utf8",
    });
    if (done.status !== 0) fail(`prisma generate failed:\n${done.stdout}${done.stderr}`);
  });
  writeFileSync(CLIENT_STAMP, fingerprint);
}

/**
 * npm runs a script below a shell that passes no signal on: a plain kill of npm ends npm and the shell, and would leave
 * us running unseen. So the end of our parent is taken as the signal that did not arrive.
 */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  watch.unref();
}

/** @param {string} node @param {string} file @param {string[]} args */
async function handOver(node, file, args) {
  // The place for compiled code that Node keeps for the next start; a process of ours starts in half the time.
  process.env.NODE_COMPILE_CACHE ??= path.join(MODULES, ".cache/touchstone-code");
  Object.assign(process.env, QUIET, { PATH: `${path.join(MODULES, ".bin")}${path.delimiter}${process.env.PATH}` });
  process.env.PRISMA_SCHEMA_ENGINE_BINARY = node;
  if (existsSync(node) && process.version === `v${readJson(path.join(MODULES, "node/package.json")).version}`) {
    // Node 20 has none.
    module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
    process.argv = [process.execPath, file, ...args];
    await import(pathToFileURL(file).href);
    return;
  }
  // The IPC channel tells the child when we are gone. Signals from a terminal reach it by themselves; a plain kill of
  // this process is passed on.
  const child = spawn(node, [file, ...args], { cwd: process.cwd(), stdio: ["inherit", "inherit", "inherit", "ipc"] });
  process.on("SIGINT", () => child.kill("SIGINT"));
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}

/** Two first starts at once would install over each other: the second waits. Answers how to let the next one in. */
function takeTurn() {
  try {
    mkdirSync(path.dirname(LOCK), { recursive: true });
    let lock = takeLock(LOCK);
    for (let tries = 1; !lock.ok; tries += 1, lock = takeLock(LOCK)) {
      if (tries === 5) say(`process ${lock.pid} prepares this checkout: waiting for it`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
    const { release } = lock;
    process.once("exit", release);
    return () => {
      process.off("exit", release);
      release();
    };
  } catch {
    // Whoever may not write here installs nothing either.
    return () => undefined;
  }
}

if (Number(process.versions.node.split(".")[0]) < 20)
  fail(`Node ${process.version} is too old: 20 or newer is needed.`);
const [name = "", ...args] = process.argv.slice(2);
const script = Object.hasOwn(SCRIPTS, name) ? SCRIPTS[/** @type {keyof typeof SCRIPTS} */ (name)] : undefined;
if (!script) fail(`Unknown script ${name}. There are: ${Object.keys(SCRIPTS).join(", ")}.`);
const [file = "", ...fixed] = script;
const endTurn = takeTurn();
await install();
const node = await ensureNode();
await generate(node);
endTurn();
const target = path.join(ROOT, file);
if (!existsSync(target)) fail(`npm run ${name} needs ${file}, which is not part of this checkout.`);
// Every script works on this checkout, wherever it was called from.
process.chdir(ROOT);
stopWithNpm();
await handOver(node, target, [...fixed, ...args]);
