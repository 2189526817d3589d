/** An agent that asks an index: what is true is believed and proven, and whatever an index does against its own word is found out. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import type { AdviceFault } from "#lib/contract/held-recommendation.ts";
import type { RecommendationView } from "#lib/contract/recommendations.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { addMs, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import { logSigner } from "#lib/state/testing/fraud-world.ts";
import { testKey } from "#lib/state/testing/world.ts";
import { EXIT } from "../command.ts";
import { agent } from "../commands/agent.ts";
import { FakeIndex, WORDS } from "../testing/fake-index.ts";
import { heardIo } from "../testing/heard-io.ts";
import { type Advice, askIndexes } from "./ask-indexes.ts";
import { KnownIndexes } from "./known-indexes.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-asked-"));
const open: FakeIndex[] = [];
afterEach(() => {
  for (const index of open.splice(0)) index.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let books = 0;
const signal = new AbortController().signal;

/** An index, and an agent with a new book; each asking reads what is kept anew, as after a restart. */
async function meet() {
  const index = await new FakeIndex().start();
  open.push(index);
  const book = join(folder, `${++books}`);
  const ask = async (change: { tolerance?: string; patienceMs?: number } = {}): Promise<Advice> => {
    const { tolerance = "D", patienceMs = 5_000 } = change;
    const asking = { known: new KnownIndexes(book), io: { signal, env: { TOUCHSTONE_HOME: folder } }, patienceMs };
    const [advice] = await askIndexes([index.url], { ...WORDS, tolerance }, asking);
    if (advice === undefined) throw new Error("Nothing was answered.");
    return advice;
  };
  return { index, ask, book };
}

const codeOf = (advice: Advice) =>
  "fault" in advice ? advice.fault.code : "asleep" in advice ? "asleep" : advice.provider;

test("a true recommendation is named with its proofs, and the same answer is not held twice", async () => {
  const { index, ask } = await meet();
  const [cheaper = ""] = index.services;
  expect(await ask()).toMatchObject({
    provider: `${cheaper}@${index.instance}`,
    isProven: true,
    offer: { price: "0.40", tier: "unrated" },
  });
  const requests = index.asked.length;
  expect(index.asked.filter((path) => path.includes("marks?proof=1"))).toHaveLength(2);
  expect(await ask()).toMatchObject({ provider: `${cheaper}@${index.instance}`, isProven: true });
  expect(index.asked.slice(requests)).toEqual([expect.stringContaining("/api/v1/signed/recommendations?")]);
  // Nothing is rated: who tolerates less than D is named nobody, and that is no fault.
  expect(codeOf(await ask({ tolerance: "C" }))).toBe("asleep");
});

test("before the first state root nothing is proven, and that is said", async () => {
  const { index, ask } = await meet();
  index.hasRoot = false;
  expect(await ask()).toMatchObject({ isProven: false });
  // An old log that proves nothing, and a state that its proofs are not of, are believed no more than silence.
  index.world.now = addMs(index.world.now, 3 * HOUR_MS);
  const old = await meet();
  old.index.hasRoot = false;
  old.index.world.now = index.world.now;
  expect(await old.ask()).toMatchObject({ asleep: expect.stringContaining("proves no state") });
  const other = await meet();
  other.index.seal = { change: { asOf: { size: 6, time: formatInstant(other.index.world.now) } } };
  expect(await other.ask()).toMatchObject({ asleep: expect.stringContaining("another state") });
});

/** As if there were only the dearer one. */
function withoutCheapest(view: RecommendationView): RecommendationView {
  const considered = view.considered.slice(1);
  return { ...view, considered, recommended: considered[0]?.key ?? null };
}

/** Something else of the one that is named. */
function changed(view: RecommendationView, change: object): RecommendationView {
  const considered = view.considered.map((one) => (one.key === view.recommended ? { ...one, ...change } : one));
  return { ...view, considered };
}

/** More than any signed answer has. */
const HUGE = `{"payload":"${"A".repeat(1_048_576)}"}`;

/** Well signed, and no head of this log. */
function headOfAnother(): string {
  const signer = ed25519NoteSigner("other.example/log", testKey("other log").seed);
  return signNote(
    formatCheckpoint({ origin: "other.example/log" as Origin, size: 9, root: sha256(new Uint8Array(9)) }),
    [signer],
  );
}

test("an index whose own word is against it is not believed, by the code of what it did", async () => {
  const lies: [AdviceFault["code"], Partial<FakeIndex>][] = [
    ["garbage", { reply: (path, honest) => (path.includes("signed") ? { status: 200, body: "<html>" } : honest) }],
    ["garbage", { recommend: () => ({ recommended: "me" }) }],
    ["other-question", { seal: { change: { request: { path: "/api/v1/paycheck", query: {} } } } }],
    ["bad-signature", { seal: { change: { checkpoint: "no head at all" } } }],
    ["bad-signature", { seal: { change: { checkpoint: headOfAnother() } } }],
    ["garbage", { reply: (path, honest) => (path.includes("signed") ? { status: 200, body: HUGE } : honest) }],
    ["does-not-follow", { recommend: (view) => ({ ...view, recommended: view.considered[1]?.key }) }],
    ["does-not-follow", { recommend: (view) => ({ ...view, market: { ...WORDS, unit: "TB" } }) }],
    ["left-out", { recommend: withoutCheapest }],
    ["left-out", { recommend: (view) => changed(view, { price: "0.10" }) }],
    // Better than the log's own marks say.
    [
      "marks-differ",
      { recommend: (view) => ({ ...changed(view, { tier: "A", high: 10_000, fit: "fits" }), reason: "least-cost" }) },
    ],
  ];
  for (const [code, lie] of lies) {
    const { index, ask } = await meet();
    Object.assign(index, lie);
    expect([code, codeOf(await ask())]).toEqual([code, code]);
    // Whoever comes back to the truth is heard again.
    Object.assign(index, { recommend: (view: object) => view, seal: {}, reply: (_: string, honest: object) => honest });
    expect(codeOf(await ask())).toMatch(code === "left-out" || code === "marks-differ" ? /contradicts/ : /^prv_/);
  }
});

test("two answers to one question convict it for ever, by a file that anybody can judge", async () => {
  const { index, ask, book } = await meet();
  await ask();
  index.recommend = (view) => ({ ...view, considered: view.considered.map((one) => ({ ...one, prepay_days: 9 })) });
  const advice = await ask();
  expect(codeOf(advice)).toBe("contradicts");
  const file = new KnownIndexes(book).get(index.url)?.convicted ?? "";
  expect(verifyFraudProof(new Uint8Array(readFileSync(file)), { logVkey: logSigner.vkey })).toMatchObject({
    ok: true,
    verdict: "equivocation",
  });
  const requests = index.asked.length;
  index.recommend = (view) => view;
  expect([codeOf(await ask()), index.asked.length]).toEqual(["convicted", requests]);
});

test("an index whose clock jumps is believed as before of a new question, and convicted where one state has two times", async () => {
  for (const days of [-3_650, 3_650]) {
    const { index, ask, book } = await meet();
    const named = { provider: `${index.services[0]}@${index.instance}`, isProven: true };
    expect(await ask()).toMatchObject(named);
    const time = formatInstant(addMs(index.world.now, days * 24 * HOUR_MS));
    index.seal = { change: { asOf: { size: index.size, time } } };
    // Sizes say what is newer: its time decides nothing here.
    expect([days, await ask({ tolerance: "E" })]).toMatchObject([days, named]);
    // The time of a state is that of its last entry.
    expect([days, codeOf(await ask())]).toEqual([days, "contradicts"]);
    const file = new Uint8Array(readFileSync(new KnownIndexes(book).get(index.url)?.convicted ?? ""));
    expect(verifyFraudProof(file, { logVkey: logSigner.vkey })).toMatchObject({ ok: true });
  }
});

test("another answer key is followed once a state root names it; the one before answers no more, and what it signed stays its own", async () => {
  const { index, ask, book } = await meet();
  const [first, second] = [testKey("answer"), testKey("second answers")];
  const [cheaper = ""] = index.services;
  expect(codeOf(await ask())).toBe(`${cheaper}@${index.instance}`);
  // Signed before the log says so: nobody can tell whose it is.
  index.seal = { by: second };
  expect(codeOf(await ask({ tolerance: "E" }))).toBe("asleep");
  index.rotate(second);
  expect(codeOf(await ask({ tolerance: "E" }))).toBe(`${cheaper}@${index.instance}`);
  expect(new KnownIndexes(book).get(index.url)).toMatchObject({
    answerKey: second.did,
    keySize: index.world.leaves.length - 1,
    earlierKeys: [{ answerKey: first.did }],
  });
  // Stolen or not, the key before is not its any more, also by an older root.
  index.seal = { by: first };
  expect(await ask()).toMatchObject({ asleep: expect.stringContaining("answer key") });
  // Two answers of the new key convict, by the entry that named it.
  index.seal = { by: second };
  index.recommend = (view) => changed(view, { prepay_days: 9 });
  expect(codeOf(await ask({ tolerance: "E" }))).toBe("contradicts");
  const known = new KnownIndexes(book).get(index.url);
  const file = new Uint8Array(readFileSync(known?.convicted ?? ""));
  const trust = { logVkey: logSigner.vkey };
  expect(verifyFraudProof(file, trust).verdict).toBe("incomplete");
  expect(verifyFraudProof(file, { ...trust, answerKeys: [second.did] })).toMatchObject({ ok: true });
});

test("a key that the log has replaced is found out by the next answer of another state, and a proof by a stranger replaces none", async () => {
  const { index, ask, book } = await meet();
  await ask();
  // The thief has the old key: the site goes on to answer by it.
  index.rotate(testKey("second answers"));
  expect(await ask({ tolerance: "E" })).toMatchObject({ asleep: expect.stringContaining("replaced") });
  expect(await ask({ tolerance: "E" })).toMatchObject({ asleep: expect.stringContaining("answer key") });
  const stranger = await meet();
  await stranger.ask();
  const proof = new FakeIndex();
  proof.rotate(testKey("mallory"));
  const { receipt: _, ...torn } = proof.admins?.() ?? {};
  stranger.index.admins = () => torn;
  stranger.index.seal = { by: testKey("mallory") };
  expect(codeOf(await stranger.ask())).toBe("asleep");
  expect(new KnownIndexes(book).get(index.url)?.earlierKeys).toHaveLength(1);
});

test("a log that shows another past is not believed; an older state and what cannot be told only pass", async () => {
  const { index, ask, book } = await meet();
  await ask();
  const { leaves } = index.world;
  const last = leaves.at(-1) ?? new Uint8Array();
  // The same size with another last entry: two signed heads of one size are a proof.
  leaves[leaves.length - 1] = last.map((byte, at) => (at === last.length - 3 ? byte ^ 1 : byte));
  expect(codeOf(await ask())).toBe("other-history");
  expect(new KnownIndexes(book).get(index.url)?.convicted).toMatch(/conflicting-checkpoints-.*fraud\.json$/);
  const second = await meet();
  await second.ask();
  second.index.seal = { change: { asOf: { size: 4, time: "2026-11-22T10:00:00.000Z" } } };
  expect(await second.ask()).toMatchObject({ asleep: expect.stringContaining("older state") });
  second.index.seal = { by: testKey("another") };
  expect(await second.ask()).toMatchObject({ asleep: expect.stringContaining("answer key") });
});

test("an index that is away, slow, overloaded or gone sleeps, and costs the choice no more than its patience", async () => {
  const { index, ask } = await meet();
  const begun = performance.now();
  for (const slow of ["never", "drip"] as const) {
    index.reply = (path, honest) => (path.includes("signed") ? slow : honest);
    expect(codeOf(await ask({ patienceMs: 150 }))).toBe("asleep");
  }
  expect(performance.now() - begun).toBeLessThan(3_000);
  // Nobody is sent elsewhere: it might be this machine.
  for (const status of [500, 503, 429, 404, 302]) {
    index.reply = () => ({ status, body: "{}" });
    expect([status, codeOf(await ask())]).toEqual([status, "asleep"]);
  }
  index.stop();
  expect(codeOf(await ask())).toBe("asleep");
});

test("an index that tells two agents two things is convicted by what both kept", async () => {
  const [one, other] = [await meet(), join(folder, "other")];
  await one.ask();
  const asking = { known: new KnownIndexes(other), io: { signal, env: { TOUCHSTONE_HOME: folder } } };
  const compare = async () => {
    const { io, said } = heardIo(folder, { json: true });
    return [await agent.run(["compare", one.book, other], io), JSON.parse(said.out)];
  };
  await askIndexes([one.index.url], { ...WORDS, tolerance: "D" }, asking);
  expect(await compare()).toEqual([EXIT.ok, { common: 1, contradictions: [] }]);
  rmSync(other, { recursive: true });
  one.index.recommend = (view) => changed(view, { prepay_days: 9 });
  await askIndexes([one.index.url], { ...WORDS, tolerance: "D" }, { ...asking, known: new KnownIndexes(other) });
  const [code, { common, contradictions }] = await compare();
  expect([code, common, contradictions.length]).toEqual([EXIT.equivocation, 1, 1]);
  const proof = new Uint8Array(readFileSync(contradictions[0]));
  expect(verifyFraudProof(proof, { logVkey: logSigner.vkey })).toMatchObject({ ok: true, verdict: "equivocation" });
  await expect(agent.run(["compare", one.book], heardIo(folder).io)).rejects.toThrow("two agents");
});
