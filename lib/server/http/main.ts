/**
 * The web process: `node lib/server/http/main.ts`. One server for everything; it holds no signing key.
 * Tells its parent `{event:"ready", port}` when it serves, and stops cleanly on SIGTERM and SIGINT.
 */
import { getRequestListener } from "@hono/node-server";
import { endSharedPools } from "../db/pool.ts";
import { parseEnv, WebEnv } from "../env.ts";
import { makeApp } from "./app.ts";
import type { EdgePolicy } from "./edge-rules.ts";
import { countAnswer } from "./metrics.ts";
import { startPages } from "./pages.ts";
import { appointBySupervisor } from "./supervisor-link.ts";
import { makeWebContext, setWebContext } from "./web-context.ts";
import { createWebServer } from "./web-server.ts";

/** How long running requests may take to end after SIGTERM; the longest wait of a submission is 2 s. */
const STOP_MS = 4000;

const dev = process.argv.includes("--dev");
const env = parseEnv(WebEnv);
const context = makeWebContext({ env, dev, appoint: appointBySupervisor });
setWebContext(context);

const edge: EdgePolicy = {
  hosts: new Set([new URL(context.webOrigin).host, ...env.TOUCHSTONE_HOSTS.map((host) => host.toLowerCase())]),
  trustedProxies: new Set(env.TOUCHSTONE_TRUSTED_PROXIES),
  dev,
};
const app = makeApp(() => context);
const pages = await startPages({
  dev,
  port: env.TOUCHSTONE_PORT,
  authSecret: env.AUTH_SECRET,
  webOrigin: context.webOrigin,
});
const server = createWebServer({
  edge,
  webOrigin: context.webOrigin,
  headers: context.headers,
  hot: context.hot,
  logger: context.logger,
  monotonicMs: () => performance.now(),
  fast: getRequestListener(app.fetch, { overrideGlobalObjects: false }),
  pages: pages.handle,
  onAnswer: countAnswer,
});

await context.follower.start();
server.once("error", (error) => {
  context.logger.fatal({ err: error }, `port ${env.TOUCHSTONE_PORT} cannot be served`);
  process.exit(1);
});
server.listen(env.TOUCHSTONE_PORT, env.TOUCHSTONE_LISTEN, () => {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : env.TOUCHSTONE_PORT;
  process.stdout.write(`${JSON.stringify({ event: "ready", port })}\n`);
  process.send?.({ event: "ready", port });
});

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  const forced = setTimeout(() => server.closeAllConnections(), STOP_MS);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await closed;
  clearTimeout(forced);
  await pages.close();
  await context.stop();
  await endSharedPools();
  process.exit(0);
}
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
