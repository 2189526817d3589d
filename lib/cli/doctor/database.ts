/** The database: reachable, of this build's schema, with the head that it should have. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { type DataFolder, readDescription, systemClusterOf } from "../data-folder.ts";
import { lockOwner } from "../process-lock.mjs";
import { examineKeysInForce } from "./keys-in-force.ts";
import { fail, type Line, ok, warn } from "./line.ts";
import { examineVerifier } from "./verifier.ts";

/** The owner's URL of the running database; a sentence when there is none to look at. */
function ownerUrl(folder: DataFolder): { url: string } | { idle: string } {
  const outside = process.env.DATABASE_URL;
  if (outside !== undefined && outside !== "") return { url: outside };
  if (lockOwner(folder.lock) === undefined) return { idle: "not running (`npm run up` starts it)" };
  const description = readDescription(folder);
  if (description === undefined) return { idle: "not made yet" };
  const places = [folder.pg, systemClusterOf(folder, description)];
  const pidFile = places.map((place) => path.join(place, "postmaster.pid")).find((file) => existsSync(file));
  if (pidFile === undefined) return { idle: "not running at this moment" };
  // Line 4 of postmaster.pid is the port.
  const port = readFileSync(pidFile, "utf8").split("\n")[3];
  const { owner } = JSON.parse(readFileSync(folder.secrets, "utf8")).databasePasswords;
  return { url: `postgres://touchstone:${owner}@127.0.0.1:${port}/touchstone` };
}

async function look(client: pg.Client, folder: DataFolder): Promise<Line[]> {
  const version = await client.query<{ version: string; number: number }>(
    "SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number",
  );
  const server = version.rows[0];
  const lines =
    server !== undefined && server.number >= 150_000
      ? [ok("database", `PostgreSQL ${server.version}`)]
      : [fail("database", `PostgreSQL ${server?.version}`, "15 or newer is needed.")];
  const wanted = readdirSync("prisma/migrations", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const applied = await client.query<{ name: string }>(
    "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  const names = new Set(applied.rows.map((row) => row.name));
  const missing = wanted.filter((entry) => !names.has(entry.name)).map((entry) => entry.name);
  lines.push(
    missing.length === 0 && names.size === wanted.length
      ? ok("schema", `${names.size} migration(s), all of this build`)
      : fail(
          "schema",
          missing.length > 0 ? `lacks ${missing.join(", ")}` : "newer than this build",
          "Start with `npm run up`, or `npm run db -- apply`.",
        ),
  );
  const head = await client.query<{ size: string; published: string; health: string; detail: string }>(
    "SELECT size, published_size AS published, health, health_detail AS detail FROM log_head",
  );
  const row = head.rows[0];
  if (row) {
    const detail = `${row.size} entries, ${row.published} published, ${row.health}${row.detail ? ` (${row.detail})` : ""}`;
    lines.push(row.health === "ok" ? ok("log", detail) : warn("log", detail, "See /status and docs/operations."));
  }
  return [...lines, ...(await examineKeysInForce(client, folder)), ...(await examineVerifier(client))];
}

export async function examineDatabase(folder: DataFolder): Promise<Line[]> {
  let client: pg.Client | undefined;
  try {
    const place = ownerUrl(folder);
    if ("idle" in place) return [ok("database", place.idle)];
    client = new pg.Client({ connectionString: place.url, connectionTimeoutMillis: 5_000 });
    await client.connect();
    return await look(client, folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [fail("database", reason, "Is it running? See logs/postgres.log in the data folder, or DATABASE_URL.")];
  } finally {
    await client?.end().catch(() => undefined);
  }
}
