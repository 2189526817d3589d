/**
 * `npm run build`: the web pages and the verifier file; `npm run build -- verifier`: that file alone; `-- packages`: the npm
 * packages for use elsewhere; `-- screenshots [address]`: the README's pictures of a running index; `-- screenshots gallery
 * [address]`: the gallery's. `up` and `test` build the pages only when the sources changed.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { CliError, errorText } from "./cli-error.ts";
import { runNextBuild } from "./next-build.ts";
import { buildPackages } from "./packages/build-packages.ts";
import { takeLock } from "./process-lock.mjs";
import { ensureVerifier, VERIFIER_PATH } from "./verifier/ensure-verifier.ts";

/** Where `npm run build -- packages` puts the tarballs. */
const PACKED = ".touchstone-packages";

const STAMP = ".next/.touchstone-build";
const LOCK = ".next/.touchstone-lock";

/** What the pages are made from; tests and other processes' code do not count. */
const SOURCES = [
  "{app,components,public}/**/*",
  "lib/**/*.{ts,tsx}",
  "prisma/schema.prisma",
  "package-lock.json",
  "{next.config,postcss.config,proxy,instrumentation-client,tsconfig}.*",
];
const NOT_SOURCES = /\.test\.tsx?$|\.tsbuildinfo$|^lib\/(cli|simulate)\/|^lib\/server\/(sequencer|projector|jobs)\//;

/** SHA-256 over names and contents of all sources, hex. */
function sourcesHash(): string {
  const hash = createHash("sha256").update(process.version);
  const names = globSync(SOURCES, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(process.cwd(), path.join(entry.parentPath, entry.name)))
    .filter((name) => !NOT_SOURCES.test(name))
    .sort();
  for (const name of names) hash.update(`\0${name}\0`).update(readFileSync(name));
  return hash.digest("hex");
}

export function isBuilt(): boolean {
  return existsSync(STAMP) && existsSync(".next/BUILD_ID") && readFileSync(STAMP, "utf8") === sourcesHash();
}

async function buildPages(onChild: (stop: () => void) => void): Promise<void> {
  const hash = sourcesHash();
  await runNextBuild({ onChild });
  // A source that changed during the build must be built again: keep the hash of the start.
  writeFileSync(STAMP, hash);
}

/** Builds when the sources changed. One build at a time; who comes second waits and finds it done. Returns whether it built. */
export async function ensureBuilt(onChild: (stop: () => void) => void = () => undefined): Promise<boolean> {
  if (isBuilt()) return false;
  mkdirSync(".next", { recursive: true });
  let lock = takeLock(LOCK);
  while (!lock.ok) {
    await delay(250);
    lock = takeLock(LOCK);
  }
  try {
    if (isBuilt()) return false;
    await buildPages(onChild);
    return true;
  } finally {
    lock.release();
  }
}

async function build([what, ...rest]: readonly string[]): Promise<void> {
  if (what === "screenshots") return screenshots(rest);
  if (what === "packages") {
    for (const file of await buildPackages(process.cwd(), PACKED)) process.stdout.write(`${file}\n`);
    return;
  }
  if (what !== undefined && what !== "verifier")
    throw new CliError(
      `There is nothing to build called ${what}: leave it out, or say verifier, packages or screenshots.`,
    );
  const startedMs = performance.now();
  // Whoever asks for it compares its hash: it is made from the sources, whatever is kept.
  const { sha256 } = await ensureVerifier({ isAnew: true });
  process.stdout.write(`${sha256}  ${VERIFIER_PATH}\n`);
  if (what === "verifier") return;
  const built = await ensureBuilt();
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stdout.write(built ? `Built in ${seconds} s.\n` : "Nothing changed since the last build.\n");
}

/** In a process of its own: what takes them belongs to the tests. */
async function screenshots(given: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ["e2e/support/screenshots.ts", ...given], { stdio: "inherit" });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new CliError("The pictures were not made.");
}

if (import.meta.filename === process.argv[1]) {
  try {
    await build(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${errorText(error)}\n`);
    process.exitCode = 1;
  }
}
