/** A run that lasts over a change of its definition's version: who goes over keeps its word, and nobody escapes by what it names. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import type { Source } from "#lib/evidence/definition/source.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { IncompleteError } from "../command.ts";
import { readSource } from "../definition/read-source.ts";
import { providerServer } from "../provider/serve.ts";
import { type Service, serviceOf } from "../provider/services.ts";
import { runAgent } from "./agent.ts";
import { runAgreement } from "./agreement.ts";
import type { Callee, Outcome, Rules } from "./judge.ts";
import { Versions, versionsWords } from "./versions.ts";
import { Wallet } from "./wallet.ts";
import { workOf } from "./work.ts";

const { signal } = new AbortController();
const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
});

const ID = `def_${"a".repeat(26)}`;
const NOW = asInstant(Date.now());
const responder = identityOfSeed(new Uint8Array(32).fill(31));
const example = await readSource("docs/how-to/definitions/blocks.json");

/** In force from so many hours from now, for a hundred days. */
function versionFrom(hours: number, change: Partial<Definition> = {}): Source {
  const window = {
    validFrom: formatInstant(addMs(NOW, hours * HOUR_MS)),
    validUntil: formatInstant(addMs(NOW, 100 * DAY_MS)),
    graceSeconds: 0,
  };
  const definition = { ...example.body.definition, window, ...change } as Definition;
  return { ...example, body: { ...example.body, definition } };
}
const hashOf = ({ body }: Source) => hexEncode(definitionHash(body.definition));
const [before, next] = [versionFrom(-240), versionFrom(-1)];

type Listed = { source: Source; outcome?: "admitted" | "refused" | null };

/** An index that lists these versions of the definition, newest first; and what it was asked. */
function indexOf(state: { versions: Listed[]; withdrawn?: boolean; isAway?: boolean }) {
  const asked: string[] = [];
  const view = () => {
    const versions = state.versions.map(({ source, outcome = "admitted" }) => ({
      ...{ hash: hashOf(source), ...source.body.definition.window, admission: outcome && { outcome } },
    }));
    return { id: ID, form: { withdrawn: state.withdrawn === true ? { reason: "No more." } : null, versions } };
  };
  const answer = async (path: string): Promise<unknown> => {
    asked.push(path);
    if (state.isAway === true) throw new IncompleteError("away");
    if (path.startsWith("api/v1/definitions?hash=")) return { data: [view()] };
    if (path === `api/v1/definitions/${ID}`) return { data: view() };
    const found = state.versions.find(({ source }) => path === `api/v1/definitions/${ID}/versions/${hashOf(source)}`);
    if (found === undefined) throw new IncompleteError(`${path} answers 404.`);
    const { name, summary = null, definition: document } = found.source.body;
    return { data: { name, summary, document, code: null, state: null } };
  };
  return { asked, remote: { ask: answer, get: answer, find: async () => undefined } as never };
}

type Given = Parameters<typeof indexOf>[0];

/** A run that began by the version before, beside an index. */
function begun(given: Given, id: string | undefined = ID) {
  const clock = { ms: 0 };
  const { asked, remote } = indexOf(given);
  const versions = new Versions({ own: hashOf(before), id, remote, monotonicMs: () => clock.ms });
  const checker = { trust: { logVkey: undefined, raw: rawVerify }, remote: undefined };
  const rules = { source: before, definition: hashOf(before), checker, versions } as unknown as Rules;
  return { clock, asked, versions, rules };
}

type Lies = NonNullable<Parameters<typeof providerServer>[0]["lies"]>;
const LIES: Lies = { rate: 1, kind: "wrong", dice: () => 0 };

/** One service whose answers name the version that `state.by` is. */
async function serviceBy(sources: readonly Source[], { lies, service }: { lies?: Lies; service?: Service } = {}) {
  const servers = new Map<Source, Server>();
  for (const source of sources) {
    const offering = {
      source,
      service: service ?? (await serviceOf(source)),
      responder,
      instance: responder,
      isFree: true,
    };
    servers.set(source, providerServer({ ...offering, ...(lies && { lies }) }));
  }
  const state = { by: sources[0] as Source };
  const server = createServer((request, response) => servers.get(state.by)?.emit("request", request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const callee: Callee = { url, responder: responder.did, wallet: new Wallet(url, signal) };
  return { state, callee };
}

const wordOf = (outcome: Outcome) => ("reason" in outcome && outcome.reason ? outcome.reason : outcome.kind);

/** What becomes of calls, one for each change that comes before it. */
async function outcomesOf(rules: Rules, callee: Callee, changes: readonly (() => void)[]): Promise<string[]> {
  const calls = workOf(before.body.definition);
  const work = (at: number) => {
    changes[at]?.();
    return { call: calls(at).otherwise ?? calls(at).call };
  };
  const told: string[] = [];
  const plan = { ...rules, callee, work, calls: changes.length, auditRate: 1, dice: () => 0, signal };
  for await (const outcome of runAgent(plan)) told.push(wordOf(outcome));
  return told;
}

const nothing = () => undefined;

test.each([
  ["by its id", ID],
  ["by a file", undefined],
])(
  "answers that name the next version of a definition named %s count from its beginning on, and those of the one before still do",
  async (_, id) => {
    const { rules, versions, asked } = begun({ versions: [{ source: next }, { source: before }] }, id);
    const { state, callee } = await serviceBy([before, next]);
    const goesTo = (by: Source) => () => Object.assign(state, { by });
    const told = await outcomesOf(rules, callee, [nothing, goesTo(next), nothing, goesTo(before), goesTo(next)]);
    expect(told).toEqual(["verified", "verified", "verified", "verified", "verified"]);
    // Its versions once, and the one document.
    expect(asked).toHaveLength(2);
    expect(versionsWords(versions)).toEqual([
      `Version ${hashOf(next)} came into force meanwhile: answers that name it were judged by it.`,
    ]);
  },
);

test("a lie under the next version is as wrong as one under the version before", async () => {
  const { rules } = begun({ versions: [{ source: next }, { source: before }] });
  const { state, callee } = await serviceBy([before, next], { lies: LIES });
  const told = await outcomesOf(rules, callee, [nothing, () => Object.assign(state, { by: next })]);
  expect(told).toEqual(["wrong", "wrong"]);
});

const later = versionFrom(1);
const foreign = versionFrom(-1, { unattestable: [{ status: 200 }] });

test.each<[string, Source, Given]>([
  ["that nobody published", foreign, { versions: [{ source: next }, { source: before }] }],
  ["that was refused", next, { versions: [{ source: next, outcome: "refused" }, { source: before }] }],
  ["that was not tested yet", next, { versions: [{ source: next, outcome: null }, { source: before }] }],
  ["that has not begun", later, { versions: [{ source: later }, { source: before }] }],
  [
    "that another one replaced",
    next,
    { versions: [{ source: versionFrom(-0.5) }, { source: next }, { source: before }] },
  ],
  ["of a definition that was withdrawn", next, { versions: [{ source: next }, { source: before }], withdrawn: true }],
])(
  "an answer that names a version %s is none under the promise, right or wrong, and makes the agent fetch nothing of it",
  async (_, named, given) => {
    const { rules, asked, versions } = begun(given);
    const { callee } = await serviceBy([named]);
    expect(await outcomesOf(rules, callee, [nothing, nothing, nothing])).toEqual(Array(3).fill("other-definition"));
    expect(asked).toEqual([`api/v1/definitions/${ID}`]);
    expect(versions.learned.size).toBe(0);
  },
);

test("whoever names ever other hashes makes its index be asked once in ten seconds, and twenty times at most; others are heard after it", async () => {
  const given: Given = { versions: [{ source: before }] };
  const { versions, asked, clock } = begun(given);
  const name = (hash: string, by: string) => versions.named({ hash, at: NOW, by });
  for (let at = 0; at < 400; at++) {
    expect(await name(at.toString(16).padStart(64, "0"), "a liar")).toBeUndefined();
    clock.ms += 1_000;
  }
  expect(asked).toHaveLength(20);
  given.versions = [{ source: next }, { source: before }];
  expect(await name(hashOf(next), "a liar")).toBeUndefined();
  expect(asked).toHaveLength(20);
  expect((await name(hashOf(next), "another"))?.body).toEqual(next.body);
});

test("a version that is tested only after its first answers counts some seconds later, and an index that was away is asked again", async () => {
  const given: Given = { versions: [{ source: next, outcome: null }, { source: before }] };
  const { rules, clock, asked } = begun(given);
  const { callee } = await serviceBy([next]);
  const passes = (change: Partial<Given>) => () => {
    Object.assign(given, change);
    clock.ms += 10_000;
  };
  const admitted = [{ source: next }, { source: before }];
  const told = await outcomesOf(rules, callee, [
    ...[nothing, passes({ versions: admitted, isAway: true }), passes({ isAway: false }), nothing],
  ]);
  expect(told).toEqual(["other-definition", "other-definition", "verified", "verified"]);
  expect(asked).toHaveLength(4);
});

/** The same store, whose blocks stand at the root. */
function moved(): Source {
  const { tests } = before.body.definition;
  const toRoot = <T extends { path: string }>(request: T): T => ({
    ...request,
    path: `/${request.path.split("/").at(-1)}`,
  });
  const change = tests.map((each) => ({
    ...each,
    exchanges: each.exchanges.map(({ request, response }) => ({ request: toRoot(request), response })),
  }));
  return versionFrom(-1, { tests: change } as Partial<Definition>);
}

test("what only the version before asks is owed by nobody who went over, and what both ask is", async () => {
  const refuses: Service = async () => ({ status: 404, contentType: "text/plain", body: new Uint8Array() });
  const refused = async (version: Source) => {
    const { rules } = begun({ versions: [{ source: version }, { source: before }] });
    const { callee } = await serviceBy([version], { service: refuses });
    return await outcomesOf(rules, callee, [nothing]);
  };
  expect(await refused(moved())).toEqual(["asked-by-earlier-version"]);
  expect(await refused(next)).toEqual(["no-answer"]);
});

test("services of which some went over and some did not agree, and one that lies under the next version is found", async () => {
  const given: Given = { versions: [{ source: next }, { source: before }] };
  const honest = [before, next, next].map((source) => serviceBy([source]));
  const sampled = async (services: readonly ReturnType<typeof serviceBy>[]) => {
    const { rules } = begun(given);
    const callees = (await Promise.all(services)).map(({ callee }) => callee);
    const calls = workOf(before.body.definition);
    const work = (at: number) => ({ call: calls(at).otherwise ?? calls(at).call });
    const plan = { ...rules, callees, work, calls: 1, auditRate: 0, dice: () => 1, signal };
    for await (const { agrees, answers } of runAgreement(plan))
      return { agrees, groups: answers.map(({ group }) => group), kinds: answers.map(({ outcome }) => outcome.kind) };
    return undefined;
  };
  expect(await sampled(honest)).toEqual({ agrees: true, groups: [0, 1, 1], kinds: Array(3).fill("trusted") });
  expect(await sampled([...honest, serviceBy([next], { lies: LIES })])).toEqual({
    ...{ agrees: false, groups: [0, 1, 1, 3] },
    kinds: ["verified", "verified", "verified", "wrong"],
  });
});
