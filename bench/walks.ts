/** All four guided walks in both ways, in the whole demonstration: `npm run bench -- walks`. Ends with Playwright's code. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { runUp, temporaryFolder } from "../e2e/support/run-index.ts";

const PORT = 42_940;
const folder = temporaryFolder();
const run = runUp(["--data", path.join(folder.path, "data"), "--port", String(PORT)]);
try {
  const url = await run.ready;
  const env = { ...process.env, TOUCHSTONE_E2E_URL: url, TOUCHSTONE_WALKS_URL: url };
  const args = ["node_modules/@playwright/test/cli.js", "test", "e2e/guided-walks.spec.ts"];
  const walks = spawn(process.execPath, args, { stdio: "inherit", env });
  [process.exitCode] = await once(walks, "exit");
} finally {
  await run.stop();
  folder.remove();
}
