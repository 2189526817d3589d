/** What an agent makes of a charge, and of an answer, that nobody can be held to. */
import { expect, test } from "vitest";
import { CHARGE_TYPE } from "#lib/evidence/charge.ts";
import type { Host } from "#lib/evidence/definition/admission.ts";
import type { Run } from "#lib/evidence/definition/run-definition.ts";
import { functionOf, TEST_LIMITS } from "#lib/evidence/definition/testing/definitions.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { keyAmong, verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { HALDEN, signer } from "#lib/evidence/testing/block-bundles.ts";
import { sign } from "#lib/evidence/testing/signed-answer.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { EarlierAnswers } from "./earlier-answers.ts";
import { type Callee, judge, judgeCharge, type Outcome, type Rules } from "./judge.ts";
import { WIDEST } from "./refusal.ts";
import { Tally } from "./tally.ts";

test("a charge behind more brackets than are read makes its answer unsigned, whether price lists are known or not, and the last line says so", async () => {
  const charge = { service: "storage", unit: "call", quantity: "1", amount: "9", currency: "EUR" };
  const answer = (levels: number) => {
    const rest = `"x":${"[".repeat(levels)}${"]".repeat(levels)}`;
    const responseBody = utf8Encode(`{"prex-charge":${JSON.stringify(charge)},${rest}}`);
    const response = { status: 200, contentType: CHARGE_TYPE };
    return { finding: { answer: { heads: { response }, responseBody, parameters: { created: 1 } } } } as never;
  };
  const judged = (levels: number, prices?: Callee["prices"]) =>
    judgeCharge({} as Rules, { prices } as Callee, answer(levels));
  const unsigned = { kind: "unsigned", reason: "no-charge" } as const;
  expect(await judged(33)).toEqual(unsigned);
  expect(await judged(33, { versions: [], size: 0, isWhole: true })).toEqual(unsigned);
  expect(await judged(2)).toBeUndefined();
  const tally = new Tally();
  const none = { kind: "unanswered", reason: "crash" } as const;
  for (const outcome of [unsigned, unsigned, { kind: "trusted" } as const, none]) tally.add(outcome);
  expect(tally.words).toBe(
    "4 calls: 1 trusted, 0 run again and right, 0 wrong, 2 unsigned (2 no-charge), 0 open, 1 unanswered (1 crash).",
  );
});

const DAY = 86_400_000;
/** The agent judges by this machine's clock. */
const NOW = Math.floor(Date.now() / 1000) * 1000;
const iso = (at: number) => new Date(at).toISOString();
const windowOf = (from: number, until: number, graceSeconds = 0) => ({
  ...{ validFrom: iso(NOW + from * DAY), validUntil: iso(NOW + until * DAY), graceSeconds },
});
const SORTING = functionOf({ window: windowOf(-10, 300) });

const hashOf = (definition: Definition) => hexEncode(definitionHash(definition));

/** What an agent makes, one after another, of answers to `[3,1,2]`, where each run on this machine ends so; `wide`: with the widest limits. */
async function judgedInTurn(
  result: Run["result"],
  answers: readonly string[],
  { ticks = 1, wide = result, definition = SORTING, remote = undefined as unknown, isAudited = true } = {},
): Promise<Outcome[]> {
  const request = { method: "POST", authority: "a.example", path: "/sort", query: "?", body: utf8Encode("[3,1,2]") };
  const run: Host["run"] = async (job) => ({
    ...{ result: job.definition.limits === WIDEST ? wide : result, ticks, outputSha256: "aa", output: null },
  });
  const hosts = { local: { name: "here", run }, second: { name: "there", run } };
  const source = { body: { name: "Sort", definition }, material: { code: undefined, state: undefined } };
  const checker = { trust: { logVkey: undefined, raw: rawVerify }, remote, hosts };
  const rules = { source, definition: hashOf(definition), checker } as unknown as Rules;
  const callee = { responder: signer, url: new URL("http://a.example"), ...(remote ? { provider: HALDEN } : {}) };
  const earlier = new EarlierAnswers();
  const outcomes: Outcome[] = [];
  for (const [at, text] of answers.entries()) {
    const response = { status: 200, contentType: "application/json", body: utf8Encode(text) };
    const exchange = await signResponse(
      {
        request: { ...request, nonce: `bm9uY2Utbm9uY2UtM${at}` },
        response: { ...response, definition: hashOf(definition) },
      },
      { created: NOW / 1000, keyid: signer, nonce: "c2lnbmVyLW5vbmNl" },
      sign,
    );
    const read = { exchange, finding: verifyResponse(exchange, keyAmong([]), rawVerify), asked: [] };
    outcomes.push(await judge(rules, { callee: callee as Callee, earlier, read, isAudited }));
  }
  return outcomes;
}

/** What an agent makes of `[3,2,1]`, where a run on this machine ends so. */
async function judged(result: Run["result"], given: Parameters<typeof judgedInTurn>[2] = {}): Promise<Outcome> {
  const [outcome] = await judgedInTurn(result, ["[3,2,1]"], given);
  if (outcome === undefined) throw new Error("one answer has one outcome");
  return outcome;
}

/** An index with these versions of one definition, the newest first, all admitted, and with the end of the key. */
function indexOf(definitions: readonly Definition[], end: { readonly reason: string; readonly at: number } | null) {
  const versions = definitions.map((each, at) => ({
    ...{ hash: hashOf(each), entry: 9 - at, validFrom: each.window.validFrom, loggedAt: each.window.validFrom },
    admission: { outcome: "admitted", entry: 20 - at },
  }));
  const form = { id: "def_x", withdrawn: null, versions };
  const active = { addedAt: iso(NOW - 30 * DAY), activeFrom: iso(NOW - 30 * DAY), retirement: null };
  const revocation = end && { entry: 1, at: iso(end.at), reason: end.reason, compromisedSince: null };
  const key = { publicKey: signer, owner: HALDEN, participant: "x", purpose: "response", addedIn: 0, ...active };
  return {
    ask: async () => ({ data: { form: { ...key, state: end ? "revoked" : "active", revocation } } }),
    get: async (path: string) => {
      if (path.includes("?hash=")) return { data: [{ form, life: { first: form, admitted: form } }] };
      return { data: { document: definitions.find((each) => path.endsWith(hashOf(each))), code: null, state: null } };
    },
  };
}

test("an answer that is wrong here, and needs more than half of the steps to be shown wrong, counts as none", async () => {
  const half = TEST_LIMITS.ticks / 2;
  expect(await judged("mismatch", { ticks: half })).toMatchObject({ kind: "wrong" });
  expect(await judged("mismatch", { ticks: half + 1 })).toEqual({ kind: "unanswered", reason: "budget" });
  expect(await judged("match", { ticks: half + 1 })).toMatchObject({ kind: "verified" });
  expect(await judged("inconclusive:crash")).toEqual({ kind: "unanswered", reason: "crash" });
  expect(await judged("inconclusive:timeout")).toEqual({ kind: "inconclusive", reason: "timeout" });
});

test("a lie that is made long or slow counts as none, and a right answer that is so costs nothing", async () => {
  for (const reason of ["bad-input", "timeout"] as const) {
    const ends = `inconclusive:${reason}` as const;
    expect(await judged(ends, { wide: "mismatch" })).toEqual({ kind: "unanswered", reason });
    expect(await judged(ends, { wide: "match" })).toEqual({ kind: "inconclusive", reason });
  }
});

test("an answer under a promise that is not in force is not what was paid for, right or wrong", async () => {
  const under = async (window: ReturnType<typeof windowOf>, result: Run["result"]) =>
    await judged(result, { definition: functionOf({ window }) });
  const outside = { kind: "unsigned", reason: "out-of-window" };
  for (const window of [windowOf(365, 700), windowOf(-300, -30), windowOf(-300, -1, 86_400)])
    expect([await under(window, "match"), await under(window, "mismatch")]).toEqual([outside, outside]);
  expect(await under(windowOf(-300, -1, 86_401), "match")).toMatchObject({ kind: "verified" });
});

test("an answer by a key that has ended is a misuse of it, and where that cannot be shown counts as unsigned", async () => {
  const by = async (reason: string, at = NOW - DAY) => {
    const found = await judged("mismatch", { remote: indexOf([SORTING], { reason, at }) });
    return found.kind === "wrong" ? [found.bundle.claim.kind, found.finding.verdict.verdict] : found;
  };
  expect(await by("superseded")).toEqual(["key-misuse", "open"]);
  // Stolen: people must weigh who signed, and nobody accuses its owner.
  expect(await by("compromised")).toEqual({ kind: "unsigned", reason: "key-ended" });
  // Clocks may differ by so much: no misuse, and no signature that counts.
  expect(await by("superseded", NOW - 100_000)).toEqual({ kind: "unsigned", reason: "key-ended" });
});

test("two answers of a service that goes over to its next version accuse nobody while the grace runs, and cost nothing", async () => {
  const [before, next] = [functionOf({ window: windowOf(-100, 300, 7 * 86_400) }), SORTING];
  const named = functionOf({ window: windowOf(-1, 300) });
  const both = async (versions: readonly Definition[], definition = named) => {
    const given = { definition, remote: indexOf(versions, null), isAudited: false };
    const [, second] = await judgedInTurn("match", ["[3,2,1]", "[1,2,3]"], given);
    return second?.kind === "wrong" ? second.bundle.claim.kind : second;
  };
  expect(await both([named, before])).toEqual({ kind: "inconclusive", reason: "in-grace" });
  expect(await both([named])).toBe("equivocation");
  expect(await both([next, before], next)).toBe("equivocation");
});

test("without an index two answers accuse nobody as long as a version before may have its grace, and are an equivocation then", async () => {
  const since = async (days: number) => {
    const definition = functionOf({ window: windowOf(-days, 300) });
    const [, second] = await judgedInTurn("match", ["[3,2,1]", "[1,2,3]"], { definition, isAudited: false });
    return second?.kind === "wrong" ? second.bundle.claim.kind : second;
  };
  const open = { kind: "inconclusive", reason: "version-before-unknown" };
  expect([await since(1), await since(29), await since(30)]).toEqual([open, open, "equivocation"]);
  // What the definition itself gives convicts at any time.
  const definition = functionOf({ window: windowOf(-1, 300) });
  expect(await judged("mismatch", { definition })).toMatchObject({ kind: "wrong" });
});
