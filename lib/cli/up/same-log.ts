/** A database that holds another log would be served under our keys. */
import pg from "pg";
import { hexEncode } from "#lib/kernel/base.ts";
import { CliError } from "../cli-error.ts";
import type { Founded } from "./founding.ts";

/** PostgreSQL's codes for a database and a table that do not exist: nothing was ever logged there. */
const NOT_THERE_YET = new Set(["3D000", "42P01"]);

/** Whether the log is there already. Errors: CliError when the database holds another log, or cannot be reached. */
export async function requireSameLog(ownerUrl: string, founded: Founded): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ statement_hash: Uint8Array }>(
      `SELECT statement_hash FROM log_entry WHERE "index" = 0`,
    );
    const first = rows[0]?.statement_hash;
    if (first !== undefined && hexEncode(first) !== founded.genesis.hash) {
      throw new CliError(
        `The database holds another log than ${founded.origin}: name the data folder that belongs to it.`,
      );
    }
    return first !== undefined;
  } catch (error) {
    if (error instanceof CliError) throw error;
    if (error instanceof pg.DatabaseError && NOT_THERE_YET.has(error.code ?? "")) return false;
    throw new CliError(`The database cannot be reached: ${error instanceof Error ? error.message : error}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
