/** Whose word an answer is when its key has ended by the index, or waits: nobody's, before the first call and during a run. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { keyAmong, verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { answer, BLOCKS, blocks, signer } from "#lib/evidence/testing/block-bundles.ts";
import { answeredAt } from "#lib/evidence/testing/signed-answer.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { SigningKey } from "#lib/keys/lifecycle.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { IncompleteError } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { AnswerKey } from "./answer-key.ts";
import { EarlierAnswers } from "./earlier-answers.ts";
import { introduce } from "./introduce.ts";
import { judge, type Rules } from "./judge.ts";

const { signal } = new AbortController();
const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
});

const OWNER = `prv_${"a".repeat(26)}`;
type Life = Pick<SigningKey, "activeFrom" | "retirement" | "revocation">;
const entry = 9 as EntryIndex;
const inForce = (from: Instant): Life => ({ activeFrom: formatInstant(from), retirement: null, revocation: null });
const revoked = (from: Instant, reason: "ceased" | "compromised", at: Instant): Life => ({
  ...inForce(from),
  revocation: { entry, at: formatInstant(at), reason, compromisedSince: null },
});

/** An index that says this of the key, as long as it does; and what it was asked. */
function indexOf(said: { life: Life | undefined | "away" }) {
  const asked: string[] = [];
  const ask = async (path: string): Promise<unknown> => {
    asked.push(path);
    if (said.life === "away") throw new IncompleteError("away");
    if (path.startsWith("api/v1/keys/")) return said.life ? { data: { form: { owner: OWNER, ...said.life } } } : {};
    return { data: [], page: { next_cursor: null }, as_of: { size: 1, time: formatInstant(answeredAt) } };
  };
  return { asked, remote: { ask, describe: async () => ({ clock: "system" }) } as unknown as RemoteIndex };
}

async function serviceThatSigns(): Promise<URL> {
  const about = JSON.stringify({ definition: BLOCKS, responder: signer, name: "Blocks" });
  const server = createServer((_, response) => response.end(about));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  ends.push(() => server.close());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

const NOW = asInstant(Date.now());
const [LONG_AGO, YESTERDAY, TOMORROW] = [-90, -1, 1].map((days) => addMs(NOW, days * DAY_MS)) as [
  Instant,
  Instant,
  Instant,
];
const retires = (at: Instant): Life => ({
  ...inForce(LONG_AGO),
  retirement: { entry, at: formatInstant(LONG_AGO), retiresAt: formatInstant(at) },
});

test.each<[string, Life, string]>([
  ["was revoked", revoked(LONG_AGO, "ceased", YESTERDAY), `was revoked at ${formatInstant(YESTERDAY)}`],
  ["was stolen", revoked(LONG_AGO, "compromised", YESTERDAY), `was revoked at ${formatInstant(YESTERDAY)}`],
  ["retired", retires(YESTERDAY), `retired at ${formatInstant(YESTERDAY)}`],
  ["is not in force yet", inForce(TOMORROW), `is in force from ${formatInstant(TOMORROW)} on`],
])("a provider whose key %s is not called, and why is said", async (_, life, words) => {
  const url = await serviceThatSigns();
  const met = introduce(url, BLOCKS, { remote: indexOf({ life }).remote, io: { signal } });
  const sentence = `${url.href} signs with a key that ${words}: nobody can be held to what it signs now.`;
  await expect(met).rejects.toThrow(new IncompleteError(sentence));
});

test.each<[string, Life | undefined, string | undefined]>([
  ["is in force", inForce(LONG_AGO), OWNER],
  ["retires tomorrow", retires(TOMORROW), OWNER],
  ["proved its owner's name alone", { ...inForce(NOW), activeFrom: null }, OWNER],
  ["the index does not know", undefined, undefined],
])("a provider whose key %s is called", async (_, life, provider) => {
  const callee = await introduce(await serviceThatSigns(), BLOCKS, {
    remote: indexOf({ life }).remote,
    io: { signal },
  });
  expect(callee).toMatchObject({ responder: signer });
  expect(callee.provider).toBe(provider);
});

test("a key that ends during a run makes of right answers nobody's, some seconds later; an index that is away ends nothing", async () => {
  const from = addMs(answeredAt, -DAY_MS);
  const said: Parameters<typeof indexOf>[0] = { life: inForce(from) };
  const { remote, asked } = indexOf(said);
  let monotonicMs = 0;
  const key = await AnswerKey.of(remote, signer, () => monotonicMs);
  if (key === undefined) throw new Error("the index knows the key");
  const exchange = await answer("one", "one");
  const rules = {
    ...{ source: { body: { name: "Blocks", definition: blocks }, material: { code: undefined, state: undefined } } },
    ...{ definition: BLOCKS, checker: { trust: { logVkey: undefined, raw: rawVerify }, remote: undefined } },
  } as unknown as Rules;
  const outcome = async () => {
    const finding = verifyResponse(exchange, keyAmong([]), rawVerify);
    const callee = { responder: signer, url: new URL("http://a.example"), wallet: {} as never, key };
    const read = { exchange, finding, asked: [] };
    const { kind, ...more } = await judge(rules, { callee, earlier: new EarlierAnswers(), read, isAudited: true });
    return "reason" in more ? `${kind} ${more.reason}` : kind;
  };
  expect(await outcome()).toBe("verified");
  said.life = revoked(from, "ceased", addMs(answeredAt, -MINUTE_MS));
  expect([await outcome(), asked.length]).toEqual(["verified", 1]);
  monotonicMs += 10_000;
  expect(await Promise.all([outcome(), outcome()])).toEqual(["unsigned key-ended", "unsigned key-ended"]);
  expect(asked).toHaveLength(2);
  said.life = "away";
  monotonicMs += 10_000;
  expect([await outcome(), asked.length]).toEqual(["unsigned key-ended", 3]);
  await expect(key.mustSign(answeredAt, new URL("http://a.example"))).rejects.toThrow("was revoked at");
});
