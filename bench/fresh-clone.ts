/** From a fresh clone to the first page, packages in npm's cache: `npm run bench -- fresh-clone`. The committed state is cloned. */
import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { temporaryFolder } from "../e2e/support/run-index.ts";
import { until } from "../e2e/support/until.ts";
import { figure, Report } from "./support/report.ts";

const PORT = 28_980;
const MOST_SECONDS = 120;
/** What each step says that it took, in the order of its beginning. */
const STEPS =
  /^\s*(?:[\d.]+ s {2})?(installing [^:\n]+|generating [^:\n]+|built|starting [a-z0-9-]+|applying migrations|two years [^:\n]+): ([\d.]+) s$/gm;

const report = new Report(
  "fresh-clone",
  "From a fresh clone to the market",
  `\`git clone\`, then \`npm run up\` with nothing but npm's cache there: until the browser has a page, which says how far the demonstration is, and until the market answers on \`/\`. Asked are ${MOST_SECONDS} s.`,
);
const folder = temporaryFolder();
const clone = path.join(folder.path, "touchstone");
const cloned = spawnSync("git", ["clone", "--quiet", process.cwd(), clone], { stdio: "inherit" });
if (cloned.status !== 0) throw new Error("git clone failed.");

const statusOf = async () => (await fetch(`http://127.0.0.1:${PORT}/`)).status;
const beganMs = performance.now();
const secondsSoFar = () => (performance.now() - beganMs) / 1_000;
// A reader's shell knows nothing of the packages and scripts of this run.
const env: NodeJS.ProcessEnv = { ...process.env };
for (const name of Object.keys(env))
  if (/^npm_(?!config_cache)|^NODE_COMPILE_CACHE$/.test(name)) Reflect.deleteProperty(env, name);
const up = spawn("npm", ["run", "up", "--", "--data", path.join(folder.path, "data"), "--port", `${PORT}`], {
  cwd: clone,
  env,
  detached: true,
  stdio: ["ignore", "pipe", "pipe"],
});
let said = "";
for (const stream of [up.stdout, up.stderr])
  stream.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
  });
const ended = new Promise((resolve) => up.once("close", resolve));
try {
  await until("a page that says how far it is", async () => (await statusOf()) === 503, 600_000);
  const pageSeconds = secondsSoFar();
  await until("the market", async () => (await statusOf()) === 200, 600_000);
  const marketSeconds = secondsSoFar();
  report.table(
    ["what", "seconds"],
    [
      ...[...said.matchAll(STEPS)].map(([, what = "", seconds = ""]) => [what, seconds]),
      ["**a page**", figure(pageSeconds)],
      ["**the market**", figure(marketSeconds)],
    ],
  );
  report.target(`the market within ${MOST_SECONDS} s`, `${figure(marketSeconds)} s`, marketSeconds <= MOST_SECONDS);
  report.write();
} catch (error) {
  process.stderr.write(`${said}\n`);
  throw error;
} finally {
  if (up.pid !== undefined) process.kill(-up.pid, "SIGINT");
  await ended;
  folder.remove();
}
