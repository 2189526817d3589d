/** A panel from a terminal: three maintainers take their seats, seal their ballots and open them, and the index rules. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { EXIT } from "#lib/cli/command.ts";
import { saveKey } from "#lib/cli/key-ring.ts";
import { heardIo } from "#lib/cli/testing/heard-io.ts";
import { runTouchstone } from "#lib/cli/touchstone.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite } from "#lib/server/http/test-site.ts";
import { LoggedCourt } from "#lib/server/jobs/test-court.ts";
import { Court } from "#lib/state/testing/disputes.ts";

const home = mkdtempSync(join(tmpdir(), "review-"));
const court = Court.founded();
const id = court.filed("for-people");
court.contest(id);
court.pass(id);
court.share(id, "reporter");
court.share(id, "operator");
court.world.now = court.drawDue(id);
court.draw(id);
const seats = court.seats(id).map(({ key }, nth) => ({ key, label: `seat-${nth}` }));

const database = await freshDatabase();
const logged = await LoggedCourt.open(database, court);
const site = await startTestSite(database, { log: logged.log });
const { env } = heardIo(home).io;
for (const { key, label } of seats) await saveKey(env, label, key.seed, "control");
// Whoever signs here does so by the time of that log.
vi.spyOn(Date, "now").mockImplementation(() => site.now);

afterAll(async () => {
  vi.restoreAllMocks();
  await site.close();
  rmSync(home, { recursive: true, force: true });
});

async function review(verb: string, ...more: string[]) {
  const { io, said } = heardIo(home, { json: true, env: { TOUCHSTONE_URL: site.url } });
  const code = await runTouchstone(["review", verb, ...more], io);
  return { code, ...said };
}

/** Everybody of the panel does it, and nobody can do it twice. */
async function byAll(verb: string, ...more: string[]): Promise<void> {
  for (const { label } of seats) {
    const done = await review(verb, id, ...more, "--key", label);
    expect([done.code, done.err]).toEqual([EXIT.ok, ""]);
    expect((await review(verb, id, ...more, "--key", label)).code).not.toBe(EXIT.ok);
  }
}

/** Time passes to the next clock of the case, which the index records. */
async function pass(): Promise<void> {
  await site.stopSequencer();
  await logged.lead();
  await logged.passDue(id);
  await site.startSequencer();
}

test("a drawn panel sits, votes in secret and opens its ballots by commands alone", async () => {
  expect((await review("charter")).out).toContain("happened");
  const [first = { label: "" }] = seats;
  expect((await review("queue", "--key", first.label)).out).toContain(id);
  await byAll("accept");
  await pass();
  const why = ["--why-fact", "The log shows it.", "--why-attribution", "Twice.", "--why-severity", "Money was lost."];
  await byAll("vote", "--fact", "happened", "--attribution", "negligence", "--severity", "serious", ...why);
  expect((await review("reveal", id, "--key", first.label)).code).not.toBe(EXIT.ok);
  await pass();
  await byAll("reveal");
  await site.stopSequencer();
  await logged.lead();
  // The time for opening, and the draft.
  await logged.passDue(id);
  await logged.passDue(id);
  expect(court.form(id).dispute?.rulings).toMatchObject([{ outcome: "upheld", counted: 3, dissent: 0 }]);
}, 60_000);
