/** Deleting the read tables and projecting the log again gives every row of every table as it was. */
import { expect, test } from "vitest";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { asAdmin, freshDatabase } from "#lib/server/db/test-database.ts";
import { LoggedCourt } from "#lib/server/jobs/test-court.ts";
import { Court, PEOPLE, UPHOLDS } from "#lib/state/testing/disputes.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";

const database = await freshDatabase();

/** Every table of the projection; each holds rows of this log. */
const TABLES = [
  ...["entry_row", "aggregate_version", "chain", "case_row", "case_count", "review_row", "review_seat", "precedent"],
  ...["provider_row", "price_row", "sale_row", "mark_row", "projection"],
];

test("a log with a case that people decided projects to the same rows again, in every table", async () => {
  const logged = await LoggedCourt.open(database, Court.founded(4, { modelHash: modelHash(MODEL_1) }));
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
    court.pass(id);
    court.pass(id);
    court.filed("contested", "wrong-result", "another");
    const { world, provider } = court;
    const by = PEOPLE.operator;
    const fees = DISCLOSURES.fees.example(world.now);
    world.say({ kind: "disclosure.fees", by, subject: provider, body: fees });
    const other = world.provider(by, { kind: "service", name: "Sorting" });
    world.say({ kind: "provider.link", by, subject: provider, body: { other, relation: "sells-tokens-of" } });
    await logged.said();
    const read = () =>
      asAdmin(database.urls.owner, async (sql) => {
        const all: Record<string, unknown[]> = {};
        for (const table of TABLES) all[table] = (await sql.query(`SELECT t::text FROM ${table} t ORDER BY 1`)).rows;
        return all;
      });
    const before = await read();
    for (const table of TABLES) expect(before[table], table).not.toEqual([]);
    await asAdmin(database.urls.owner, (sql) => sql.query("UPDATE projection SET fold_version = fold_version + 1"));
    await logged.lead();
    expect(await read()).toEqual(before);
  } finally {
    await logged.log.close();
  }
});
