/** What an agent makes of a charge, and of an answer, that nobody can be held to. */
import { expect, test } from "vitest";
import { CHARGE_TYPE } from "#lib/evidence/charge.ts";
import type { Run } from "#lib/evidence/definition/run-definition.ts";
import { functionOf, TEST_LIMITS } from "#lib/evidence/definition/testing/definitions.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { keyAmong, verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { signer } from "#lib/evidence/testing/block-bundles.ts";
import { answeredAt, sign } from "#lib/evidence/testing/signed-answer.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { EarlierAnswers } from "./earlier-answers.ts";
import { type Callee, judge, judgeCharge, type Rules } from "./judge.ts";
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

test("an answer that is wrong here, and needs more than half of the steps to be shown wrong, counts as none", async () => {
  const definition = functionOf();
  const body = utf8Encode("[3,2,1]");
  const hash = hexEncode(definitionHash(definition));
  const request = { method: "POST", authority: "a.example", path: "/sort", query: "?", nonce: "bm9uY2Utbm9uY2UtMQ" };
  const exchange = await signResponse(
    {
      request: { ...request, body: utf8Encode("[3,1,2]") },
      response: { status: 200, contentType: "application/json", definition: hash, body },
    },
    { created: answeredAt / 1000, keyid: signer, nonce: "c2lnbmVyLW5vbmNl" },
    sign,
  );
  const read = { exchange, finding: verifyResponse(exchange, keyAmong([]), rawVerify), asked: [] };
  const judged = async (result: Run["result"], ticks: number) => {
    const run = async () => ({ result, ticks, outputSha256: "aa", output: null });
    const hosts = { local: { name: "here", run }, second: { name: "there", run } };
    const source = { body: { name: "Sort", definition }, material: { code: undefined, state: undefined } };
    const checker = { trust: { logVkey: undefined, raw: rawVerify }, remote: undefined, hosts };
    const rules = { source, definition: hash, checker } as unknown as Rules;
    const callee = { responder: signer, url: new URL("http://a.example") } as Callee;
    return await judge(rules, { callee, earlier: new EarlierAnswers(), read, isAudited: true });
  };
  const half = TEST_LIMITS.ticks / 2;
  expect(await judged("mismatch", half)).toMatchObject({ kind: "wrong" });
  expect(await judged("mismatch", half + 1)).toEqual({ kind: "unanswered", reason: "budget" });
  expect(await judged("match", half + 1)).toMatchObject({ kind: "verified" });
  expect(await judged("inconclusive:crash", 1)).toEqual({ kind: "unanswered", reason: "crash" });
  expect(await judged("inconclusive:timeout", 1)).toEqual({ kind: "inconclusive", reason: "timeout" });
});
