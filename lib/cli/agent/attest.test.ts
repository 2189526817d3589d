/** Which right answers an agent shows to everybody for ever, tried with answers that give away what paid for them. */
import { expect, test } from "vitest";
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { answeredAt, sign, signerKey } from "#lib/evidence/testing/signed-answer.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import type { Did, ProviderId } from "#lib/kernel/ids.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { RightAnswers } from "./attest.ts";

const responder = didKeyOf(signerKey) as Did;
const provider = `prv_${"a".repeat(26)}` as ProviderId;
const OPENS = "tk_9f3b1c7d5e2a4860b1c7d5e2a48609f3";

async function answered(body: string): Promise<HttpExchange> {
  const request = { method: "GET", authority: "a.example", path: "/", query: "?", nonce: "YWdlbnRzLW93bi1ub25jZQ" };
  const response = { status: 200, contentType: "application/json", definition: "0".repeat(64), body: utf8Encode(body) };
  const given = { created: answeredAt / SECOND_MS, keyid: responder, nonce: "c2lnbmVyLW5vbmNl" };
  return (await signResponse({ request, response }, given, sign)) as HttpExchange;
}

async function shownOf(...bodies: string[]): Promise<(HttpExchange | undefined)[]> {
  const right = new RightAnswers();
  for (const body of bodies) {
    const finding = { publicKey: signerKey } as never;
    const answer = { exchange: await answered(body), finding, asked: [["authorization", `Bearer ${OPENS}`]] as never };
    right.add({ responder, provider }, { kind: "verified", answer });
  }
  return right.all.map(({ exchange }) => exchange);
}

test("an answer that repeats what paid for it, in whatever clothes, or holds anybody's secret is passed over for the next", async () => {
  const fine = '{"sum":3}';
  for (const told of [
    `{"sum":3,"echo":"${OPENS}"}`,
    `{"sum":3,"echo":"${Buffer.from(OPENS).toString("base64")}"}`,
    `{"sum":3,"echo":"Authorization: Bearer 0a1b2c3d4e5f60718293"}`,
    '{"sum":3,"password":"correct horse battery"}',
  ]) {
    expect(await shownOf(told)).toEqual([undefined]);
    expect(await shownOf(told, fine)).toEqual([await answered(fine)]);
  }
  expect(await shownOf(fine, `{"echo":"${OPENS}"}`)).toEqual([await answered(fine)]);
});
