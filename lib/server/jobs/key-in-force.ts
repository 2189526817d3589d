/** Which key the log names for what a worker signs. */
import type { Did } from "#lib/kernel/ids.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { readNewestForm } from "./own-statement.ts";

/** `index.key` may replace each of these while a worker runs with the file that it read at its start. */
export type WorkerKey = "statement" | "answer";

/**
 * Whether the log names this key now. By one that was replaced nothing more is signed: its statements are void, and its
 * answers are nobody's. Also true before genesis is projected, when nothing is known.
 */
export async function isKeyInForce(sql: Sql, purpose: WorkerKey, isThis: (did: Did) => boolean): Promise<boolean> {
  const form = await readNewestForm(sql, "index");
  return form?.aggregate !== "index" || isThis(form.keys[purpose]);
}
