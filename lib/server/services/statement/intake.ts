/**
 * What intake asks the database for each statement, for all that come together at once: at many statements a second
 * most of the cost of one would else be that of asking.
 */
import type { StatementHash } from "#lib/kernel/ids.ts";
import type { Sql } from "../../log-store/sql.ts";
import { byteaOf } from "../state/projected-forms.ts";
import { together } from "../together.ts";
import { type Arrival, takeSubmission, takeSubmissions } from "./take-submission.ts";

export type Standing = "logged" | "waiting" | "new";

export type Intake = {
  /** What the database has of a statement. */
  readonly standingOf: (hash: StatementHash) => Promise<Standing>;
  /** As `takeSubmission`. */
  readonly take: (arrival: Arrival) => Promise<void>;
};

const MOST_STANDINGS = 500;
const MOST_ARRIVALS = 100;
/** A statement with more in its parts goes by itself: a batch stays a few megabytes at most. */
const LARGE_BYTES = 32_768;

/** `secret` keys the pseudonyms of addresses. */
export function openIntake(sql: Sql, secret: string): Intake {
  const take = together((arrivals: readonly Arrival[]) => takeSubmissions(sql, arrivals, secret), MOST_ARRIVALS);
  return {
    standingOf: together((hashes: readonly StatementHash[]) => readStandings(sql, hashes), MOST_STANDINGS),
    take: async (arrival) => {
      const bytes = arrival.statement.parts.reduce((sum, part) => sum + part.bytes.length, 0);
      if (bytes > LARGE_BYTES) return takeSubmission(sql, arrival, secret);
      const refused = await take(arrival);
      if (refused !== undefined) throw refused;
    },
  };
}

async function readStandings(sql: Sql, hashes: readonly StatementHash[]): Promise<Standing[]> {
  const { rows } = await sql.query<{ logged: boolean; waiting: boolean }>(
    `SELECT EXISTS (SELECT FROM log_entry WHERE statement_hash = hash) AS logged,
            EXISTS (SELECT FROM inbox WHERE statement_hash = hash) AS waiting
       FROM unnest($1::bytea[]) WITH ORDINALITY AS asked(hash, place) ORDER BY place`,
    [hashes.map(byteaOf)],
  );
  return rows.map(({ logged, waiting }) => (logged ? "logged" : waiting ? "waiting" : "new"));
}
