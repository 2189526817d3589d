/**
 * What must not count in a case is refused at the door with its reason, is void in the log where it came past the door, and
 * changes nothing either way: the same statement, over HTTP and straight into the inbox.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ballotCommit } from "#lib/dispute/ballot.ts";
import type { CaseId } from "#lib/kernel/ids.ts";
import { addMs, HOUR_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { LoggedCourt } from "#lib/server/jobs/test-court.ts";
import { bundleBehind, hashOf, judge, report } from "#lib/state/testing/cases.ts";
import { Court, DENIES, instant, keyOf, PEOPLE, secretOf, UPHOLDS } from "#lib/state/testing/disputes.ts";
import { type Saying, TEST_LOG, testKey } from "#lib/state/testing/world.ts";
import { type Identity, signStatement } from "#lib/statement/compose.ts";
import { type Answers, CASE_EVIDENCE_TEMPLATE } from "#lib/statement/dispute-bodies.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
let logged: LoggedCourt;
let site: TestSite;
let court: Court;

beforeAll(async () => {
  logged = await LoggedCourt.open(database, Court.founded(5));
  court = logged.court;
  site = await startTestSite(database, { log: logged.log, isLed: false });
});
afterAll(() => site.close());

/** At the door, and in the log: status and code there, the effect here. Fails where it changed the case. */
async function tried(id: string, saying: Saying): Promise<[number, string, string, string]> {
  const before = JSON.stringify([court.form(id), court.world.state.get(`panel:${id}.${court.roundOf(id)}`)]);
  const statement = court.world.compose(saying);
  const bytes = signStatement(statement, saying.by.seed);
  // The door's time is that of the head it has read.
  await site.context.follower.refresh();
  const answer = await fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Uint8Array.from(bytes),
  });
  const { code, detail } = await answer.json();
  const inbox = await logged.log.submit([{ hash: statementHash(statement), bytes, parts: [] }]).then(
    () => undefined,
    (error: Error) => error.message,
  );
  const heard = await logged.heard();
  expect(heard).toHaveLength(inbox === undefined ? 1 : 0);
  expect(JSON.stringify([court.form(id), court.world.state.get(`panel:${id}.${court.roundOf(id)}`)])).toBe(before);
  const effects = heard.map(({ effect }) => (effect.status === "void" ? effect.code : "effective"));
  return [answer.status, code, inbox ?? effects.join(), detail];
}

const commit = (id: string, by: Identity, answers: Answers = UPHOLDS): Saying => {
  const nonce = secretOf(by.did).share;
  const ballot = { log: TEST_LOG, case: id as CaseId, panel: 1, maintainer: by.did, nonce, answers };
  return { kind: "vote.commit", by, subject: id, body: { round: 1, commit: ballotCommit(ballot) } };
};
const open = (id: string, by: Identity, answers: Answers = UPHOLDS, nonce = secretOf(by.did).share): Saying => ({
  kind: "vote.reveal",
  by,
  subject: id,
  body: { round: 1, nonce, answers } as unknown as JsonObject,
});
const says = (words: string) => expect.stringContaining(words);
const evidence = (id: string, by: Identity): Saying => ({
  kind: "evidence.attach",
  by,
  subject: id,
  body: { template: CASE_EVIDENCE_TEMPLATE, label: "A letter", class: "claim", statement: "They wrote it." },
});

test("a case takes no evidence when it is closed, no vote late, twice, early, of nobody's seat or of another ballot than was sealed", async () => {
  const id = court.filed();
  court.contest(id);
  court.pass(id);
  await logged.said();
  const found: Record<string, unknown> = {};
  found["evidence after it closed, by a stranger"] = await tried(id, evidence(id, PEOPLE.stranger));
  found["evidence after it closed, by the reporter"] = await tried(id, evidence(id, PEOPLE.reporter));
  court.share(id, "reporter");
  court.share(id, "operator");
  court.world.now = court.drawDue(id);
  court.draw(id);
  const [first, second, third, fourth] = court.panel(id).order.map(keyOf);
  if (!first || !second || !third || !fourth) throw new Error("Four are in the pool.");
  for (const key of [first, second, third]) court.sit(id, key);
  await logged.said();
  found["a seat that is taken twice"] = await tried(id, {
    ...{ kind: "panel.accept", by: first, subject: id, body: { round: 1, noConflict: true } },
  });
  found["a ballot before voting began"] = await tried(id, commit(id, first));
  court.pass(id);
  court.commit(id, first);
  court.commit(id, second);
  await logged.said();
  found["a second ballot"] = await tried(id, commit(id, first, DENIES));
  found["the same ballot again"] = await tried(id, commit(id, first));
  found["a ballot opened while others vote"] = await tried(id, open(id, first));
  found["a ballot of somebody who was not drawn"] = await tried(id, commit(id, fourth));
  found["the vote of the operator"] = await tried(id, commit(id, PEOPLE.operator));
  court.world.now = instant(court.panel(id).votesBy);
  await logged.said();
  found["a ballot at the second at which voting ends"] = await tried(id, commit(id, third));
  court.record(id);
  await logged.said();
  found["other answers than were sealed"] = await tried(id, open(id, first, DENIES));
  found["another nonce than was sealed"] = await tried(id, open(id, first, UPHOLDS, secretOf("other").share));
  found["opened without having been sealed"] = await tried(id, open(id, third));
  court.open(id, first);
  await logged.said();
  found["opened twice"] = await tried(id, open(id, first));
  court.admins("maintainer.remove", "index", { maintainer: second.did, reason: "Bribed." });
  await logged.said();
  found["opened by a maintainer who was removed"] = await tried(id, open(id, second));
  court.world.now = addMs(instant(court.panel(id).draftEndsAt), HOUR_MS);
  await logged.said();
  found["opened after all was counted"] = await tried(id, open(id, third));
  expect(found).toEqual({
    "evidence after it closed, by a stranger": [409, "guard", "guard", says("Evidence is not open")],
    "evidence after it closed, by the reporter": [409, "guard", "guard", says("Evidence is not open")],
    "a seat that is taken twice": [409, "already-recorded", "already-recorded", says("The seat is taken")],
    "a ballot before voting began": [409, "guard", "guard", says("Ballots are sealed while")],
    "a second ballot": [409, "already-recorded", "already-recorded", says("has sealed its ballot already")],
    "the same ballot again": [409, "already-recorded", "already-recorded", says("has sealed its ballot already")],
    "a ballot opened while others vote": [409, "guard", "guard", says("between the end of voting")],
    "a ballot of somebody who was not drawn": [403, "no-authority", "no-authority", says("Only who holds a seat")],
    "the vote of the operator": [
      403,
      "no-authority",
      "a maintainer has no voice in an own case",
      says("Only who holds a seat"),
    ],
    "a ballot at the second at which voting ends": [409, "guard", "guard", says("after voting has ended")],
    "other answers than were sealed": [422, "bad-proof", "bad-proof", says("not the ballot that was sealed")],
    "another nonce than was sealed": [422, "bad-proof", "bad-proof", says("not the ballot that was sealed")],
    "opened without having been sealed": [409, "guard", "guard", says("A sealed ballot is opened")],
    "opened twice": [409, "already-recorded", "already-recorded", says("has opened its ballot already")],
    "opened by a maintainer who was removed": [403, "no-authority", "no-authority", says("Only who holds a seat")],
    "opened after all was counted": [409, "guard", "guard", says("A sealed ballot is opened")],
  });
});

test("a second report of the same fault joins the first with that reason, is counted, and loses nothing that it showed", async () => {
  const { world } = court;
  const first = report(world, PEOPLE.reporter, court.provider, "wrong-result", "fault");
  const second = report(world, testKey("second"), court.provider, "wrong-result", "fault again");
  for (const { id } of [first, second]) judge(world, id, { fault: hashOf("one fault") });
  await logged.said();
  const read = async (path: string) => await fetch(`${site.url}/api/v1/cases/${path}`);
  const { data } = await (await read(second.id)).json();
  expect(data).toMatchObject({ state: "duplicate", joined_to: first.id, verdict: "proven" });
  expect((await (await read(first.id)).json()).data).toMatchObject({ reporters: 2, joined: [second.id] });
  const shown = bundleBehind(second.statement.parts?.[0]?.commit ?? "");
  expect(new Uint8Array(await (await read(`${second.id}/bundle`)).arrayBuffer())).toEqual(shown?.bytes);
});
