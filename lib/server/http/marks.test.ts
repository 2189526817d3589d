/** Models and marks over HTTP: announced, in force, explained, computed again, of past days, proven. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { disputesSchema } from "#lib/contract/dispute-behaviour.ts";
import type { RatedProviderView } from "#lib/contract/entries.ts";
import { markSummarySchema, marksFactsSchema, marksHistorySchema, providerMarksSchema } from "#lib/contract/marks.ts";
import { calibrationView, methodSchema } from "#lib/contract/method.ts";
import { waysSchema, waysView } from "#lib/contract/ways.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { marksDigest } from "#lib/reputation/marks.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { KEYS, registration } from "#lib/server/sequencer/test-log.ts";
import { getDisputes } from "#lib/server/services/case/get-dispute-behaviour.ts";
import { followingOf } from "#lib/server/services/market/get-method.ts";
import { readCalibration } from "#lib/server/services/marks/read-calibration.ts";
import { readMarksPage } from "#lib/server/services/marks/read-marks-page.ts";
import { getProvider } from "#lib/server/services/provider/get-provider.ts";
import { marksOfProvider } from "#lib/state/marks/marks-input.ts";
import { viewOfForms } from "#lib/state/marks/read-forms.ts";
import { verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { startTestMarket } from "./test-market.ts";

const database = await freshDatabase();
const market = await startTestMarket(database);
const { site, instance, service, say, waitUntil, read, offers } = market;
beforeAll(() => market.offerStorage());
afterAll(() => site.close());

test("a model is announced, put in force, and its file is what the hash says", async () => {
  const nothing = { active: null, announced: [], history: [], constants: null, slot: null };
  expect((await read("model")).body.data).toEqual(nothing);
  const hash = modelHash(MODEL_1);
  const issuedAt = formatInstant(site.now);
  const announced = await market.announceModel();
  expect((await read("model")).body.data).toMatchObject({
    ...{ active: null, announced: [{ hash, name: MODEL_1.name, not_before: issuedAt }] },
  });
  await market.activateModel(announced);
  const { data } = (await read("model")).body;
  expect(data).toMatchObject({ active: { hash, name: MODEL_1.name }, announced: [], history: [{ hash }] });
  expect(data.constants).toEqual(MODEL_1);
  const file = await fetch(`${site.url}/api/v1/model/${hash}`);
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(canonicalBytes(MODEL_1));
  expect(await read(`model/${"0".repeat(64)}`)).toMatchObject({ status: 404, body: { code: "not-found" } });
});

test("every provider has marks, in lists and alone, and lists keep those of a tier and of a kind", async () => {
  const { data, as_of, checkpoint } = (await read("providers")).body;
  const opened = openCheckpoint(checkpoint, site.context.publicKeys.vkeys.log);
  expect(opened).toMatchObject({ ok: true, value: { checkpoint: { size: as_of.size } } });
  expect(data.map(({ marks }: RatedProviderView) => marks?.tier)).toEqual(["unrated", "unrated"]);
  const { marks } = (await read(`providers/${service}`)).body.data;
  expect(markSummarySchema.strict().parse(marks)).toMatchObject({
    ...{ decided_by: "conduct", limit_percent: 10, prepay_days: 3, transparency: 0, depth: "none" },
  });
  const ids = async (query: string) => (await read(`providers?${query}`)).body.data.map(({ id }: { id: string }) => id);
  expect(await ids("tier=A,unrated&kind=service")).toEqual([service]);
  expect(await ids("kind=instance")).toEqual([instance]);
  expect(await ids("tier=A,B,C,D,E")).toEqual([]);
  expect(await ids("tier=unrated&limit=1")).toHaveLength(1);
  expect(await read("providers?tier=F")).toMatchObject({ status: 400, body: { errors: [{ pointer: "/tier/0" }] } });
});

test("marks are the document that the digest is of, explained to the last point, and computed again from the facts", async () => {
  for (const id of [service, instance]) {
    const { data } = (await read(`providers/${id}/marks`)).body;
    const { document, digest, summary, conduct, failure, stack } = providerMarksSchema.strict().parse(data);
    expect(hexEncode(sha256(canonicalBytes(document)))).toBe(digest);
    expect(summary).toEqual((await read(`providers/${id}`)).body.data.marks);
    for (const part of failure === null ? [conduct] : [conduct, failure])
      expect(part.bars.reduce((sum, { points }) => sum + points, part.start)).toBe(part.score);
    expect(stack).toMatchObject([
      { service: { id: service }, instance: { id: instance }, stacked: { tier: "unrated" } },
    ]);
    const facts = marksFactsSchema.strict().parse((await read(`providers/${id}/marks/facts`)).body.data);
    const view = viewOfForms(facts.forms.map((text) => JSON.parse(text)));
    const again = marksOfProvider(view, id, asInstant(Date.parse(facts.at)));
    expect([again && marksDigest(again), facts.digest]).toEqual([digest, digest]);
  }
  expect(await offers()).toMatchObject([{ stacked: { tier: "unrated" }, service_tier: "unrated" }]);
});

test("whatever a page says of a provider and of the method in numbers, the API says too", async () => {
  const { context } = site;
  for (const id of [service, instance]) {
    const page = await readMarksPage(context, (await getProvider(context, id)).data.form);
    if (page === null) throw new Error("Nothing is rated.");
    const marks = providerMarksSchema.parse((await read(`providers/${id}/marks`)).body.data);
    expect(marks).toEqual(page.view);
    for (const { stacked } of marks.stack) expect(stacked).toMatchObject({ limit_percent: 10, prepay_days: 3 });
    const ways = waysSchema.strict().parse((await read(`providers/${id}/marks/ways`)).body.data);
    const { size, digest, document } = page.view;
    expect(ways).toEqual({ id, size, digest, ...waysView(page.up, document.day) });
    const disputes = disputesSchema.strict().parse((await read(`providers/${id}/disputes`)).body.data);
    expect(disputes).toEqual((await getDisputes(context, id)).data);
    expect(disputes).toMatchObject({ reports: 0, deadlines: { met: 0, missed: 0 }, ever: { upheld: 0, open: 0 } });
  }
  const method = methodSchema.strict().parse((await read("method")).body.data);
  const { paths, studies, bytes } = followingOf(MODEL_1);
  const calibration = calibrationView(await readCalibration(context));
  expect(method).toMatchObject({ model: { hash: modelHash(MODEL_1), bytes, in_force: true }, studies, calibration });
  for (const kind of ["service", "instance"] as const)
    expect(method.reachable[kind].map(({ tier, days, clean_checks: checks }) => [tier, days, checks])).toEqual(
      paths[kind].map(({ tier, days, audits }) => [tier, days, audits]),
    );
});

test("a day before the log, after it or in no calendar is refused by name; one without an entry has its marks", async () => {
  const marks = (query: string, of = instance) => read(`providers/${of}/marks?${query}`);
  const { day } = (await marks("")).body.data;
  for (const [query, status, words] of [
    ["as_of=2020-01-01", 410, "The log begins on 2026-11-22."],
    ["as_of=2999-01-01", 410, `The newest entry of the log is of ${day}.`],
    ["as_of=2026-12-01", 409, "No model of marks was in force on 2026-12-01."],
    ["as_of=2027-02-30", 400, "There is no such day"],
    ["as_of=yesterday", 400, ""],
  ] as const) {
    const { status: answered, body } = await marks(query);
    expect([query, answered, body.detail]).toEqual([query, status, expect.stringContaining(words)]);
  }
  expect(await marks("", providerIdOf(registration("ada").hash))).toMatchObject({ status: 404 });
  const history = (query: string) => read(`providers/${instance}/marks/history?${query}`);
  expect(await history("from=2027-03-01&to=2027-02-01")).toMatchObject({ status: 400 });
  expect(await history("to=2020-02-01")).toMatchObject({ status: 410 });

  await waitUntil(addMs(site.now, 3 * DAY_MS));
  await say("disclosure.contacts", instance, DISCLOSURES.contacts.example(site.now));
  const between = formatInstant(addMs(site.now, -DAY_MS)).slice(0, 10);
  const quiet = (await marks(`as_of=${between}`)).body.data;
  expect([quiet.day, quiet.document.transparency]).toEqual([between, 0]);
  const { data } = (await history("")).body;
  const told = marksHistorySchema.strict().parse(data);
  expect(told.days.map((one) => one.day)).toEqual([day, formatInstant(site.now).slice(0, 10)]);
  expect(told.days.at(-1)?.digest).toBe((await marks("")).body.data.digest);
  expect(told.events.map(({ lane, says }) => [lane, says.code])).toContainEqual(["disclosures", "disclosure.contacts"]);
  expect(told.model_changes).toMatchObject([{ hash: modelHash(MODEL_1) }]);
});

test("marks are proven under the latest state root, and strangers proven absent", async () => {
  expect(await read(`providers/${instance}/marks?proof=1`)).toMatchObject({ status: 404 });
  const size = await market.logStateRoot();
  const trust = { logVkey: site.context.publicKeys.vkeys.log, issuer: KEYS.statement.did };
  const { data, proof } = (await read(`providers/${instance}/marks?proof=1`)).body;
  const finding = verifyAggregateProof(canonicalBytes(proof), trust);
  expect(finding.checks.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  expect([finding.size, finding.proof?.key, proof.presence.form]).toEqual([size, `marks:${instance}`, data.document]);
  // Marks do not stand among the facts.
  const forged = canonicalBytes({ ...proof, key: `provider:${instance}` });
  expect(verifyAggregateProof(forged, trust).checks.at(-1)).toMatchObject({ outcome: "fail" });
  const nobody = `prv_${"a".repeat(26)}`;
  const { status, body: problem } = await read(`providers/${nobody}/marks?proof=1`);
  expect([status, verifyAggregateProof(canonicalBytes(problem.proof), trust).ok]).toEqual([404, true]);
});
