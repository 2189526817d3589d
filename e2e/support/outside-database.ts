/** A PostgreSQL that is no part of an index, as `DATABASE_URL` names one: an owner that may make roles, and a database of its own. */
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { freePort } from "#lib/platform/node-ports.ts";
import { startKeptCluster } from "#lib/server/db/postgres/keeper.ts";

const OWNER = "somebody";
const DATABASE = "elsewhere";

/** In a folder through which the database's user may pass. */
export async function startOutsideDatabase(
  folder: string,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const own = path.join(folder, "outside");
  mkdirSync(own, { mode: 0o711 });
  const password = randomBytes(16).toString("hex");
  const cluster = await startKeptCluster({
    ...{ folder: own, dataFolder: path.join(own, "pg"), port: await freePort(), password },
  });
  const admin = new pg.Client({ connectionString: cluster.url });
  try {
    await admin.connect();
    await admin.query(`CREATE ROLE ${OWNER} LOGIN CREATEROLE PASSWORD '${password}'`);
    await admin.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  } catch (error) {
    await cluster.stop();
    throw error;
  } finally {
    await admin.end();
  }
  const url = new URL(cluster.url);
  [url.username, url.pathname] = [OWNER, `/${DATABASE}`];
  return { url: url.href, stop: cluster.stop };
}
