/** Deleting the read tables and projecting the log again gives every row of every table as it was. */
import { expect, test } from "vitest";
import { asAdmin, freshDatabase } from "#lib/server/db/test-database.ts";
import { LoggedCourt } from "#lib/server/jobs/test-court.ts";
import { Court, UPHOLDS } from "#lib/state/testing/disputes.ts";

const database = await freshDatabase();

/** Those that lines of a court fill. */
const FILLED = ["entry_row", "aggregate_version", "chain", "case_row", "case_count", "review_row", "review_seat"];
const TABLES = [...FILLED, "precedent", "provider_row", "price_row", "sale_row", "mark_row", "projection"];

test("a log with a case that people decided projects to the same rows again, in every table", async () => {
  const logged = await LoggedCourt.open(database, Court.founded(4));
  try {
    const { court } = logged;
    const id = court.filed();
    court.contest(id);
    court.pass(id);
    for (const side of ["reporter", "operator"] as const) court.share(id, side);
    court.world.now = court.drawDue(id);
    court.draw(id);
    for (const { key } of court.seats(id)) court.sit(id, key);
    court.pass(id);
    for (const { key } of court.seats(id)) court.commit(id, key, UPHOLDS);
    court.pass(id);
    for (const { key } of court.seats(id)) court.open(id, key, UPHOLDS);
    court.filed("contested", "wrong-result", "another");
    await logged.said();
    const read = () =>
      asAdmin(database.urls.owner, async (sql) => {
        const all: Record<string, unknown[]> = {};
        for (const table of TABLES) all[table] = (await sql.query(`SELECT t::text FROM ${table} t ORDER BY 1`)).rows;
        return all;
      });
    const before = await read();
    for (const table of [...FILLED, "provider_row"]) expect(before[table], table).not.toEqual([]);
    await asAdmin(database.urls.owner, (sql) => sql.query("UPDATE projection SET fold_version = fold_version + 1"));
    await logged.lead();
    expect(await read()).toEqual(before);
  } finally {
    await logged.log.close();
  }
});
