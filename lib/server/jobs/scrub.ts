/** One scrub, now: the process behind `touchstone scrub`. Holds no key; says its result as one JSON object. */
import pg from "pg";
import { asInstant } from "#lib/kernel/instant.ts";
import { connectionConfig } from "#lib/server/db/pool.ts";
import { parseEnv, ScrubEnv } from "#lib/server/env.ts";
import { scrubNow } from "./scrub-log.ts";

const env = parseEnv(ScrubEnv);
const stop = new AbortController();
for (const name of ["SIGTERM", "SIGINT"] as const)
  process.on(name, () => stop.abort(new Error("The scrub was stopped.")));

const client = new pg.Client(connectionConfig({ url: env.DATABASE_URL, name: "touchstone-scrub" }));
try {
  await client.connect();
  const scrubbed = await scrubNow(client, () => asInstant(Date.now()), stop.signal);
  const said =
    scrubbed === undefined
      ? { event: "nothing" }
      : {
          event: "scrubbed",
          size: scrubbed.size,
          first_bad_index: scrubbed.fault?.index ?? null,
          detail: scrubbed.fault?.detail ?? "",
        };
  process.stdout.write(`${JSON.stringify(said)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await client.end().catch(() => undefined);
}
