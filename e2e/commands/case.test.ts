/** What a provider, and whoever takes a case elsewhere, does from a terminal: against an index over real HTTP, by the log's time. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { keepShare } from "#lib/cli/case/share-box.ts";
import { EXIT } from "#lib/cli/command.ts";
import { saveKey } from "#lib/cli/key-ring.ts";
import { heardIo } from "#lib/cli/testing/heard-io.ts";
import { runTouchstone } from "#lib/cli/touchstone.ts";
import { commitOfShare } from "#lib/dispute/draw-share.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite } from "#lib/server/http/test-site.ts";
import { judgeReports } from "#lib/server/jobs/judge-reports.ts";
import { StateRootLogger } from "#lib/server/jobs/log-state-root.ts";
import { LoggedCourt } from "#lib/server/jobs/test-court.ts";
import { encodeWholeCase } from "#lib/state/files/whole-case.ts";
import { Court, PEOPLE } from "#lib/state/testing/disputes.ts";
import { logSigner } from "#lib/state/testing/fraud-world.ts";
import { handedOverCase } from "#lib/state/testing/whole-case.ts";

const home = mkdtempSync(join(tmpdir(), "case-"));
const { env } = heardIo(home).io;
const secret = sha256(utf8Encode("a secret for the draw"));

const court = Court.founded();
const contested = court.filed("contested", "wrong-result", "contested");
court.contest(contested, PEOPLE.operator, { drawShare: commitOfShare(secret) });
court.pass(contested);
const asked = court.filed("contested", "wrong-result", "asked for more time");
const admitted = court.filed("contested", "wrong-result", "admitted");
for (const id of [asked, admitted]) expect(court.form(id).state).toBe("awaiting_response");

const database = await freshDatabase();
const logged = await LoggedCourt.open(database, court);
const site = await startTestSite(database, { log: logged.log });
const pool = makePool({ url: database.urls.worker, name: "test-case", max: 2 });
const means = { signer: logged.signer, random: (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)) };
await saveKey(env, "account", PEOPLE.operator.seed, "control");
// Whoever signs here does so by the time of that log.
vi.spyOn(Date, "now").mockImplementation(() => site.now);

afterAll(async () => {
  vi.restoreAllMocks();
  await pool.end();
  await site.close();
  rmSync(home, { recursive: true, force: true });
});

async function touchstone(...args: string[]) {
  const { io, said } = heardIo(home, { json: true });
  const code = await runTouchstone(args, io);
  return { code, ...said, json: said.out === "" ? undefined : JSON.parse(said.out) };
}

const act = (verb: string, id: string, ...more: string[]) =>
  touchstone("case", verb, id, "--key", "account", "--url", site.url, ...more);

async function caseAt(id: string) {
  return (await (await fetch(`${site.url}/api/v1/cases/${id}`)).json()).data;
}

test("more time is asked for once, and an admission ends the case for the provider", async () => {
  const before = (await caseAt(asked)).form.due.deadline;
  const extended = await act("extend", asked, "--reason", "Our auditor needs the logs of 3 March.");
  expect([extended.code, extended.err, extended.json?.kind]).toEqual([EXIT.ok, "", "response.file"]);
  expect((await caseAt(asked)).form.due.deadline > before).toBe(true);
  expect((await act("extend", asked, "--reason", "Once more.")).code).not.toBe(EXIT.ok);

  const said = await act("admit", admitted, "--text", "It was us.");
  expect([said.code, said.err]).toEqual([EXIT.ok, ""]);
  expect(await caseAt(admitted)).toMatchObject({ form: { dispute: { answer: { type: "admission" } } } });
});

test("the secret for the draw is revealed from where the answer kept it", async () => {
  expect((await act("reveal", contested)).err).toContain("is not here");
  keepShare(env, { case: contested, commit: commitOfShare(secret), secret });
  const revealed = await act("reveal", contested);
  expect([revealed.code, revealed.err, revealed.json?.kind]).toEqual([EXIT.ok, "", "draw.reveal"]);
  expect((await caseAt(contested)).dispute.operator_share.share).not.toBeNull();
});

test("a case is exported whole, and the file says the same without the index", async () => {
  await new StateRootLogger(logged.signer, means.random).run(pool, site.now);
  const roots = async () => (await (await fetch(`${site.url}/api/v1/state-roots`)).json()).data.length;
  await expect.poll(roots, { timeout: 20_000 }).toBe(1);
  const file = join(home, "whole-case.json");
  const exported = await touchstone("case", "export", admitted, "--url", site.url, "--out", file);
  expect([exported.code, exported.err]).toEqual([EXIT.ok, ""]);
  const key = site.context.publicKeys.vkeys.log;
  expect(await touchstone("verify", file, "--key", key)).toMatchObject({
    code: EXIT.ok,
    json: { verdict: "verified" },
  });
  const read = await touchstone("case", "import", file, "--log-key", key);
  expect([read.code, read.json]).toMatchObject([EXIT.ok, { case: admitted }]);
  const bytes = readFileSync(file, "utf8");
  writeFileSync(file, bytes.replace(/"([A-Za-z0-9_-]{8})/, '"$1A'));
  expect((await touchstone("case", "import", file, "--log-key", key)).code).not.toBe(EXIT.ok);
});

test("a case that another index handed over is filed here once it is confirmed, against whom it is about here", async () => {
  const { file } = handedOverCase();
  const path = join(home, "handed-over.json");
  writeFileSync(path, encodeWholeCase(file));
  const here = ["--log-key", logSigner.vkey, "--url", site.url, "--against", court.provider];
  const shown = await touchstone("case", "import", path, ...here);
  expect([shown.code, shown.json]).toMatchObject([EXIT.usage, { filed: false, refused: "not-confirmed" }]);

  let judging: Promise<unknown> = Promise.resolve();
  const judge = () => judgeReports(pool, { hosts: [], ...means }, site.now);
  const stop = site.context.follower.onChange(() => {
    judging = judging.then(judge, judge);
  });
  const taken = await touchstone("case", "import", path, ...here, "--yes");
  stop();
  await judging;
  // Its evidence shows no answer: a machine finds that there is nothing to judge, and nothing is attached to such a case.
  expect([taken.code, taken.err, taken.json]).toMatchObject([EXIT.ok, "", { attached: false, state: "inadmissible" }]);
  expect(await caseAt(taken.json.filed)).toMatchObject({ accused: court.provider, claim: "withdrawal-refused" });
}, 60_000);
