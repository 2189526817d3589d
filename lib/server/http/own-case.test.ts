/** What a maintainer says in a case of its own is refused at the door; a draw that the index owes stands on its own page. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { addMs, formatInstant, HOUR_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { LoggedCourt } from "#lib/server/jobs/test-court.ts";
import { Court, MAINTAINERS, PEOPLE } from "#lib/state/testing/disputes.ts";
import type { Saying } from "#lib/state/testing/world.ts";
import { type Identity, signStatement } from "#lib/statement/compose.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
let logged: LoggedCourt;
let site: TestSite;
let court: Court;

beforeAll(async () => {
  court = Court.founded(4);
  // Both sides are maintainers, and one of the others says that it funds the provider.
  for (const side of [PEOPLE.reporter, PEOPLE.operator]) court.seatable(side);
  const [tied] = MAINTAINERS;
  const related = [{ party: court.provider, how: "funds" }];
  const body = { organisation: null, related, categories: [] };
  court.world.say({ kind: "maintainer.interests", by: tied as Identity, subject: tied?.did ?? "", body });
  logged = await LoggedCourt.open(database, court);
  site = await startTestSite(database, { log: logged.log, isLed: false });
});
afterAll(() => site.close());

async function atTheDoor(saying: Saying): Promise<[number, string]> {
  await site.context.follower.refresh();
  const answer = await fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Uint8Array.from(signStatement(court.world.compose(saying), saying.by.seed)),
  });
  return [answer.status, (await answer.json()).code];
}

test("a maintainer who is a side of the case, or tied to one, neither sits nor votes in it: the API says so, and logs nothing", async () => {
  const id = court.filed();
  court.seated(id);
  await logged.said();
  const own = [PEOPLE.reporter, PEOPLE.operator, MAINTAINERS[0] as Identity];
  for (const by of own) {
    const acts = [
      { kind: "panel.accept", by, subject: id, body: { round: 1, noConflict: true } },
      { kind: "vote.commit", by, subject: id, body: { round: 1, commit: "0".repeat(64) } },
    ] as const;
    for (const act of acts) expect(await atTheDoor(act)).toEqual([409, "conflicted"]);
  }
  expect(await logged.heard()).toEqual([]);
  // What the desk says to each; it has a ballot for none.
  const told = own.map(async ({ did }) => {
    const answer = await fetch(`${site.url}/api/v1/review/cases/${id}?maintainer=${did}&blind=1`);
    const { data } = await answer.json();
    return [data.seat, data.bar];
  });
  expect(await Promise.all(told)).toEqual([
    [null, "is-party"],
    [null, "is-party"],
    [null, "funds"],
  ]);
  expect(
    court
      .panel(id)
      .skipped.map(({ maintainer }) => maintainer)
      .sort(),
  ).toEqual(own.map(({ did }) => did).sort());
});

test("a draw that this index owes for more than an hour stands on its status, and for less does not; once drawn it is gone", async () => {
  const id = court.filed("contested", "wrong-result", "owed");
  court.contest(id);
  court.pass(id);
  await logged.said();
  const due = court.drawDue(id);
  const owed = async () => {
    await site.context.follower.refresh();
    const { late_records: late } = await (await fetch(`${site.url}/api/v1/status`)).json();
    return late.latest.filter(({ transition }: { transition: string }) => transition === "draw");
  };
  await logged.passTo(addMs(due, HOUR_MS - MINUTE_MS));
  expect(await owed()).toEqual([]);
  await logged.passTo(addMs(due, HOUR_MS + MINUTE_MS));
  expect(await owed()).toEqual([{ aggregate: `case:${id}`, transition: "draw", deadline: formatInstant(due) }]);
  court.draw(id);
  await logged.said();
  expect(await owed()).toEqual([]);
});
