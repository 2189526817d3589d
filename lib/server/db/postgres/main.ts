/**
 * The keeper of one PostgreSQL: starts the server, stops it when told to or when its own parent is gone, and ends when
 * the server ends. Settings come from the environment, see KeeperEnv.
 */
import { z } from "zod";
import { parseEnv } from "#lib/server/env.ts";
import { startCluster } from "./cluster.ts";

const KeeperEnv = z.object({
  TOUCHSTONE_PG_DATA: z.string().startsWith("/"),
  TOUCHSTONE_PG_FALLBACK: z.string().startsWith("/").optional(),
  TOUCHSTONE_PG_PORT: z.coerce.number().int().min(1).max(65_535),
  TOUCHSTONE_PG_PASSWORD: z.string().min(1),
  TOUCHSTONE_PG_SETTINGS: z
    .string()
    .default("{}")
    .transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text))),
});

const env = parseEnv(KeeperEnv);
let stopping = false;
let stop: (() => Promise<void>) | undefined;

async function onStop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await stop?.();
  process.exit(0);
}
process.on("SIGTERM", onStop);
process.on("SIGINT", onStop);
process.on("disconnect", onStop);

try {
  const cluster = await startCluster({
    dataFolder: env.TOUCHSTONE_PG_DATA,
    ...(env.TOUCHSTONE_PG_FALLBACK === undefined ? {} : { fallbackFolder: env.TOUCHSTONE_PG_FALLBACK }),
    port: env.TOUCHSTONE_PG_PORT,
    password: env.TOUCHSTONE_PG_PASSWORD,
    settings: env.TOUCHSTONE_PG_SETTINGS,
    onLog: (line) => process.stderr.write(`${line}\n`),
  });
  stop = cluster.stop;
  if (stopping) {
    await cluster.stop();
    process.exit(0);
  }
  process.stdout.write(`${JSON.stringify({ event: "ready", pid: cluster.pid, dataFolder: cluster.dataFolder })}\n`);
  process.send?.({ event: "ready", pid: cluster.pid, dataFolder: cluster.dataFolder });
  const { code, signal } = await cluster.ended;
  if (!stopping) {
    process.stderr.write(`PostgreSQL ended (${signal ?? code}).\n`);
    process.exit(1);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
