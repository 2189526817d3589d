/** A run that lasts over the rotation of an answer key: the provider is the same, and so is its word. */
import { createServer, type Server } from "node:http";
import { afterAll, expect, test } from "vitest";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { signerOfSeed } from "#lib/provider/node-http.ts";
import { type Identity, identityOfSeed } from "#lib/statement/compose.ts";
import { providerServer } from "../provider/serve.ts";
import { serviceOf } from "../provider/services.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { daysOff, listening, standingBlocks } from "../testing/standing-blocks.ts";
import { runAgent } from "./agent.ts";
import { introduce, mustSignNow } from "./introduce.ts";
import type { Callee } from "./judge.ts";
import { workOf } from "./work.ts";

const { signal } = new AbortController();
const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
});

const { source, definition, rules } = await standingBlocks();

const [old, next] = [31, 32].map((seed) => identityOfSeed(new Uint8Array(32).fill(seed))) as [Identity, Identity];
const [OWNER, OTHER] = ["a", "b"].map((letter) => `prv_${letter.repeat(26)}`) as [string, string];

type Life = { owner: string; purpose?: string; from?: number; ends?: number };

/** What an index says of keys; `asked`: how often it was asked for one. */
function indexOf(lives: Map<Identity, Life>, asked = { times: 0 }): RemoteIndex {
  const ask = async (path: string): Promise<unknown> => {
    if (!path.startsWith("api/v1/keys/"))
      return { data: [], page: { next_cursor: null }, as_of: { size: 1, time: daysOff(0) } };
    asked.times++;
    const known = [...lives].find(([{ did }]) => path.endsWith(`/${thumbprintOfDid(did)}`));
    if (known === undefined) return {};
    const [{ did: publicKey }, { owner, purpose = "response", from = -90, ends: at }] = known;
    const retirement = at === undefined ? null : { entry: 9, at: daysOff(-90), retiresAt: daysOff(at) };
    return { data: { form: { publicKey, owner, purpose, activeFrom: daysOff(from), retirement, revocation: null } } };
  };
  return { ask, describe: async () => ({ clock: "system" }) } as unknown as RemoteIndex;
}

/** The old one names its key by itself, the next one as the library does: by the thumbprint. */
const nameOf = (responder: Identity) => signerOfSeed(responder.seed, responder === old ? "did:key" : undefined);

/** One service whose answers are signed by one key or another, and which says which; `saidTimes`: how often it did. */
async function rotatingService() {
  const service = await serviceOf(source);
  const by = new Map<Identity, Server>(
    [old, next].map((responder) => [
      responder,
      providerServer({ ...{ source, service, responder, instance: old, isFree: true }, signer: nameOf(responder) }),
    ]),
  );
  const state = { names: old, signs: old, saidTimes: 0 };
  const server = createServer((request, response) => {
    const isAbout = request.method === "GET" && request.url === "/";
    if (isAbout) state.saidTimes++;
    by.get(isAbout ? state.names : state.signs)?.emit("request", request, response);
  });
  const { url, stop } = await listening(server);
  ends.push(stop);
  return { state, url };
}

/** `by`: which key the server that is met first names and signs by. */
async function met(lives: Map<Identity, Life>, by = old) {
  const { state, url } = await rotatingService();
  Object.assign(state, { names: by, signs: by });
  const clock = { ms: 0 };
  const asked = { times: 0 };
  const means = { remote: indexOf(lives, asked), io: { signal }, monotonicMs: () => clock.ms };
  return { state, clock, asked, callee: await introduce(url, definition, means) };
}

/** What becomes of calls, one for each change that comes before it. */
async function outcomesOf(callee: Callee, changes: readonly (() => void)[]): Promise<string[]> {
  const work = workOf(source.body.definition);
  const told: string[] = [];
  const plan = {
    ...{ ...rules, callee, calls: changes.length, auditRate: 1, dice: () => 0, signal },
    work: (at: number) => {
      changes[at]?.();
      return work(at);
    },
  };
  for await (const outcome of runAgent(plan)) told.push("reason" in outcome ? `${outcome.reason}` : outcome.kind);
  return told;
}

const nothing = () => undefined;

test("a key that its provider puts in the place of the one that was met signs for it at once, and in the overlap so do both", async () => {
  const lives = new Map<Identity, Life>([[old, { owner: OWNER, ends: 7 }]]);
  const { callee, state, clock } = await met(lives);
  const rotates = () => {
    lives.set(next, { owner: OWNER });
    Object.assign(state, { names: next, signs: next });
  };
  // Of several servers one still signs by the old key, and one still names it.
  const isLate = () => Object.assign(state, { signs: old });
  const namesTheOld = () => {
    Object.assign(state, { names: old, signs: next });
    clock.ms += 10_000;
  };
  const told = await outcomesOf(callee, [nothing, rotates, nothing, isLate, namesTheOld, nothing]);
  expect(told).toEqual(["verified", "verified", "verified", "verified", "verified", "verified"]);
  expect(state.saidTimes).toBe(1);
});

test("a new key that some servers have and others not yet signs from its first answer on, whichever server was met or names which", async () => {
  const lives = new Map<Identity, Life>([[old, { owner: OWNER, ends: 7 }]]);
  lives.set(next, { owner: OWNER });
  for (const [first, other] of [
    [old, next],
    [next, old],
  ] as const) {
    const { callee, state } = await met(lives, first);
    const by = (signs: Identity) => () => Object.assign(state, { signs });
    const told = await outcomesOf(callee, [by(other), by(first), by(other), by(other)]);
    expect(told).toEqual(["verified", "verified", "verified", "verified"]);
    expect(state.saidTimes).toBe(1);
  }
});

test.each<[string, Life | undefined]>([
  ["of another provider", { owner: OTHER }],
  ["that waits", { owner: OWNER, from: 1 }],
  ["that has ended", { owner: OWNER, ends: -1 }],
  ["for something else", { owner: OWNER, purpose: "disclosure" }],
  ["that nobody published", undefined],
])("a key %s signs for nobody, whoever names it, and its index is asked again once in ten seconds", async (_, life) => {
  const lives = new Map<Identity, Life>([[old, { owner: OWNER }], ...(life ? [[next, life] as const] : [])]);
  const { callee, state, clock, asked } = await met(lives);
  const changes = () => Object.assign(state, { names: next, signs: next });
  expect(await outcomesOf(callee, [changes, nothing])).toEqual(["other-key", "other-key"]);
  expect(asked.times).toBe(2);
  clock.ms += 10_000;
  expect(await outcomesOf(callee, [nothing, nothing])).toEqual(["other-key", "other-key"]);
  expect(asked.times).toBeLessThanOrEqual(3);
  expect(state.saidTimes).toBe(1);
});

test("without an index a key that the address names counts beside the one that was met, and any other is another's", async () => {
  const { state, url } = await rotatingService();
  const clock = { ms: 0 };
  const callee = await introduce(url, definition, { remote: undefined, io: { signal }, monotonicMs: () => clock.ms });
  const does = (change: Partial<typeof state>) => () => Object.assign(state, change);
  const told = await outcomesOf(callee, [
    ...[nothing, does({ names: next, signs: next }), does({ names: old, signs: old }), does({ signs: next })],
  ]);
  expect(told).toEqual(["verified", "verified", "verified", "verified"]);
  expect(state.saidTimes).toBe(2);
  const other = await introduce(url, definition, { remote: undefined, io: { signal }, monotonicMs: () => clock.ms });
  expect(await outcomesOf(other, [nothing, nothing])).toEqual(["other-key", "other-key"]);
  expect(state.saidTimes).toBe(4);
});

test("a provider is called after its first key's end when it names the next one, and not while it names the ended", async () => {
  const lives = new Map<Identity, Life>([[old, { owner: OWNER }]]);
  const { callee, state, clock } = await met(lives);
  lives.set(old, { owner: OWNER, ends: -1 });
  clock.ms += 10_000;
  await expect(mustSignNow(callee)).rejects.toThrow("signs with a key that retired at");
  lives.set(next, { owner: OWNER });
  Object.assign(state, { names: next, signs: next });
  clock.ms += 10_000;
  await expect(mustSignNow(callee)).resolves.toBeUndefined();
  expect(await outcomesOf(callee, [nothing])).toEqual(["verified"]);
});
