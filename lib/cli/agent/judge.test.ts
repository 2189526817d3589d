/** What an agent makes of a charge, and of an answer, that nobody can be held to. */
import { expect, test } from "vitest";
import { CHARGE_TYPE } from "#lib/evidence/charge.ts";
import type { Run } from "#lib/evidence/definition/run-definition.ts";
import { functionOf, TEST_LIMITS } from "#lib/evidence/definition/testing/definitions.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { keyAmong, verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { HALDEN, signer } from "#lib/evidence/testing/block-bundles.ts";
import { answeredAt, sign } from "#lib/evidence/testing/signed-answer.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { EarlierAnswers } from "./earlier-answers.ts";
import { type Callee, judge, judgeCharge, type Outcome, type Rules } from "./judge.ts";
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
const iso = (at: number) => new Date(at).toISOString();
const windowOf = (from: number, until: number, graceSeconds = 0) => ({
  ...{ validFrom: iso(answeredAt + from * DAY), validUntil: iso(answeredAt + until * DAY), graceSeconds },
});

/** What an agent makes of `[3,2,1]`, the answer to `[3,1,2]`, where each run on this machine ends so. */
async function judged(
  result: Run["result"],
  { ticks = 1, definition = functionOf(), remote = undefined as unknown } = {},
): Promise<Outcome> {
  const hash = hexEncode(definitionHash(definition));
  const request = { method: "POST", authority: "a.example", path: "/sort", query: "?", nonce: "bm9uY2Utbm9uY2UtMQ" };
  const exchange = await signResponse(
    {
      request: { ...request, body: utf8Encode("[3,1,2]") },
      response: { status: 200, contentType: "application/json", definition: hash, body: utf8Encode("[3,2,1]") },
    },
    { created: answeredAt / 1000, keyid: signer, nonce: "c2lnbmVyLW5vbmNl" },
    sign,
  );
  const read = { exchange, finding: verifyResponse(exchange, keyAmong([]), rawVerify), asked: [] };
  const run = async () => ({ result, ticks, outputSha256: "aa", output: null });
  const hosts = { local: { name: "here", run }, second: { name: "there", run } };
  const source = { body: { name: "Sort", definition }, material: { code: undefined, state: undefined } };
  const checker = { trust: { logVkey: undefined, raw: rawVerify }, remote, hosts };
  const rules = { source, definition: hash, checker } as unknown as Rules;
  const callee = { responder: signer, url: new URL("http://a.example"), ...(remote ? { provider: HALDEN } : {}) };
  return await judge(rules, { callee: callee as Callee, earlier: new EarlierAnswers(), read, isAudited: true });
}

test("an answer that is wrong here, and needs more than half of the steps to be shown wrong, counts as none", async () => {
  const half = TEST_LIMITS.ticks / 2;
  expect(await judged("mismatch", { ticks: half })).toMatchObject({ kind: "wrong" });
  expect(await judged("mismatch", { ticks: half + 1 })).toEqual({ kind: "unanswered", reason: "budget" });
  expect(await judged("match", { ticks: half + 1 })).toMatchObject({ kind: "verified" });
  expect(await judged("inconclusive:crash")).toEqual({ kind: "unanswered", reason: "crash" });
  expect(await judged("inconclusive:timeout")).toEqual({ kind: "inconclusive", reason: "timeout" });
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
  const definition = functionOf({ window: windowOf(-10, 300) });
  const revoked = (reason: string, at: number) => {
    const times = { addedAt: iso(answeredAt - 30 * DAY), activeFrom: iso(answeredAt - 30 * DAY), retirement: null };
    const revocation = { entry: 1, at: iso(at), reason, compromisedSince: null };
    const key = { publicKey: signer, owner: HALDEN, participant: "x", purpose: "response", addedIn: 0, ...times };
    const version = {
      hash: hexEncode(definitionHash(definition)),
      entry: 1,
      admission: { outcome: "admitted", entry: 2 },
    };
    const form = { id: "def_x", withdrawn: null, versions: [version] };
    return {
      ask: async () => ({ data: { form: { ...key, state: "revoked", revocation } } }),
      get: async (path: string) =>
        path.includes("?hash=")
          ? { data: [{ form, life: { first: form, admitted: form } }] }
          : { data: { document: definition, code: null, state: null } },
    };
  };
  const by = async (reason: string, at = answeredAt - DAY) => {
    const found = await judged("mismatch", { definition, remote: revoked(reason, at) });
    return found.kind === "wrong" ? [found.bundle.claim.kind, found.finding.verdict.verdict] : found;
  };
  expect(await by("superseded")).toEqual(["key-misuse", "open"]);
  expect(await by("compromised")).toEqual(["key-misuse", "contested"]);
  // Clocks may differ by so much: no misuse, and no signature that counts.
  expect(await by("superseded", answeredAt - 100_000)).toEqual({ kind: "unsigned", reason: "key-ended" });
});
