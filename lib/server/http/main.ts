/**
 * The web process: `node lib/server/http/main.ts`. One server for everything; it holds no signing key.
 * Tells its parent `{event:"ready", port}` when it serves, stops cleanly on SIGTERM and SIGINT, and drains on SIGUSR2.
 */
import cluster from "node:cluster";
import { Server } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { endSharedPools } from "../db/pool.ts";
import { parseEnv, WebEnv } from "../env.ts";
import { makeApp } from "./app.ts";
import { drawPage } from "./draw-page.ts";
import type { EdgePolicy } from "./edge-rules.ts";
import { KeptPages } from "./kept-pages.ts";
import { countAnswer } from "./metrics.ts";
import { startPages } from "./pages.ts";
import { appointBySupervisor, onSetUpClosed } from "./supervisor-link.ts";
import { makeWebContext, setWebContext } from "./web-context.ts";
import { createWebServer } from "./web-server.ts";

/** How long running requests may take to end after SIGTERM; the longest wait of a submission is 2 s. */
const STOP_MS = 4000;
/** Longer than an idle connection lives, of which its client was told (`Keep-Alive: timeout=5`). */
const DRAIN_MS = 8000;

const dev = process.argv.includes("--dev");
const env = parseEnv(WebEnv);
const context = makeWebContext({ env, dev, appoint: appointBySupervisor });
setWebContext(context);
onSetUpClosed(() => context.setUp.close());

const { host } = new URL(context.webOrigin);
const edge: EdgePolicy = {
  hosts: new Set([host, ...env.TOUCHSTONE_HOSTS.map((host) => host.toLowerCase())]),
  trustedProxies: new Set(env.TOUCHSTONE_TRUSTED_PROXIES),
  dev,
};
let draining = false;
const app = makeApp(() => context);
const pages = await startPages({
  dev,
  port: env.TOUCHSTONE_PORT,
  authSecret: env.AUTH_SECRET,
  webOrigin: context.webOrigin,
});
const keptPages = new KeptPages({
  draw: (path) => drawPage({ pages: pages.handle, headers: context.headers, host }, path),
  pages: pages.handle,
  version: async () => (await context.follower.know()).version,
  monotonicMs: () => performance.now(),
});
const server = createWebServer({
  edge,
  webOrigin: context.webOrigin,
  headers: context.headers,
  hot: context.hot,
  logger: context.logger,
  monotonicMs: () => performance.now(),
  fast: getRequestListener(app.fetch, { overrideGlobalObjects: false }),
  pages: dev ? pages.handle : keptPages.handle,
  isDatabaseAway: () => context.follower.isAway,
  isDraining: () => draining,
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

/**
 * Ends without failing anybody: other processes take the new connections, and whoever holds one to us is answered until
 * it is idle for the time that its client was promised.
 */
async function drain(): Promise<void> {
  if (draining) return;
  draining = true;
  const ended = new Promise<void>((resolve) => server.once("close", resolve));
  const late = new Promise<void>((resolve) => setTimeout(resolve, DRAIN_MS).unref());
  // Only the taking of connections ends: the HTTP server's own `close` would cut idle ones at once, and a request may be
  // on its way on any of them.
  Server.prototype.close.call(server);
  await Promise.race([ended, late]);
  await stop();
}

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
// A terminal's Ctrl-C also reaches the workers of a cluster; theirs to stop is the supervisor.
process.on("SIGINT", () => cluster.isPrimary && void stop());
process.on("SIGUSR2", () => void drain());
