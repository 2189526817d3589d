/** An agent that reports what it found wrong: the ticket waits for the case, over restarts, and costs what the log proves of it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { DAY_MS } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { ReplayHost } from "#lib/platform/node-replay-host.ts";
import { MAX_INDEXES } from "#lib/selection/agent.ts";
import { DEFAULT_ENGINE } from "#lib/selection/engines.ts";
import { replay } from "#lib/selection/replay.ts";
import { caseKey } from "#lib/state/case/case-forms.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { UsageError } from "../command.ts";
import { readSource } from "../definition/read-source.ts";
import type { Lie } from "../provider/lies.ts";
import { providerServer } from "../provider/serve.ts";
import { serviceOf } from "../provider/services.ts";
import { keepCase } from "../report/case-box.ts";
import { FakeIndex, WORDS } from "../testing/fake-index.ts";
import { type ChoiceBook, openBook, readRecord } from "./choice-book.ts";
import { type FollowPlan, follow, type Round } from "./follow.ts";
import { type Closed, FollowedCases } from "./followed-cases.ts";
import { KnownIndexes } from "./known-indexes.ts";
import { workOf } from "./work.ts";

const folder = mkdtempSync(join(tmpdir(), "followed-cases-"));
const hosts = { local: new ReplayHost("liftoff"), second: new ReplayHost("turbofan") };
const index = new FakeIndex();
const ends: (() => unknown)[] = [];
afterAll(async () => {
  index.stop();
  for (const end of ends) end();
  await Promise.all([hosts.local.close(), hosts.second.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const lies: { rate: number; kind: Lie; dice: () => number } = { rate: 1, kind: "wrong", dice: () => 0 };

/** The honest index names a service that lies in each answer. */
let plan: Omit<FollowPlan, "book" | "known" | "rounds">;
const forms = new Map<string, ReturnType<FakeIndex["rootOver"]>>();

beforeAll(async () => {
  await index.start();
  const example = JSON.parse(readFileSync("docs/how-to/definitions/blocks.json", "utf8"));
  const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
  Object.assign(example.definition.window, { validFrom: day(-1), validUntil: day(30) });
  writeFileSync(join(folder, "blocks.json"), JSON.stringify(example));
  const source = await readSource(join(folder, "blocks.json"));
  const [responder, instance] = [identityOfSeed(new Uint8Array(32).fill(31)), identityOfSeed(new Uint8Array(32))];
  const server = providerServer({ source, service: await serviceOf(source), responder, instance, lies });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  ends.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  const asOf = { size: 5, time: "2026-11-22T10:00:00.000Z" };
  const zero = "0".repeat(64);
  const life = { activeFrom: null, retirement: null, revocation: null };
  const form = { publicKey: responder.did, purpose: "response", owner: index.services[0] ?? "", ...life };
  const key = {
    thumbprint: thumbprintOfDid(responder.did),
    key: responder.did,
    form,
    digest: zero,
    chain_head: zero,
    chain_length: 1,
    from_size: 1,
  };
  index.reply = (path, honest) => {
    if (path.startsWith("/api/v1/keys/")) return { status: 200, body: JSON.stringify({ data: key, as_of: asOf }) };
    if (path === "/api/v1/entries")
      return { status: 200, body: JSON.stringify({ data: [], page: { next_cursor: null }, as_of: asOf }) };
    const proof = forms.get(path.replace("/api/v1/cases/", ""));
    return proof === undefined ? honest : { status: 200, body: JSON.stringify({ proof: proof() }) };
  };
  const checker = { trust: { logVkey: undefined, raw: rawVerify }, remote: undefined, hosts };
  plan = {
    ...{ indexes: [index.url], need: { ...WORDS, tolerance: "D", loss: "100", budget: "5" }, pausesMs: [] },
    ...{ rules: { source, definition: hexEncode(definitionHash(source.body.definition)), checker } },
    ...{ work: workOf(source.body.definition), auditRate: 1, dice: () => 0, latencyLimitMs: 60_000 },
    addressOf: () => new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    monotonicMs: () => 0,
    io: { signal: new AbortController().signal, env: { TOUCHSTONE_HOME: folder } },
  };
});

const FRESH = { engine: DEFAULT_ENGINE, maxIndexes: MAX_INDEXES, kappa: 0, share: false, horizon: 10_000 };
const START = Date.UTC(2026, 10, 27);

type Agent = { readonly book: ChoiceBook; readonly cases: FollowedCases; readonly known: KnownIndexes };

/** Everything that an agent does between its start and its end, at a time of its own. */
async function asAgent<T>(name: string, days: number, live: (agent: Agent) => T): Promise<T> {
  const own = join(folder, name);
  const book = openBook(own, FRESH);
  const known = new KnownIndexes(own);
  const now = () => START + days * DAY_MS;
  const io = { ...plan.io, env: { TOUCHSTONE_HOME: own } };
  try {
    const cases = new FollowedCases(own, { known, io, url: index.url, now });
    return await live({ book, cases, known });
  } finally {
    book.close();
  }
}

async function walk({ book, cases, known }: Agent, rounds: number): Promise<Round[]> {
  const all: Round[] = [];
  for await (const round of follow({ ...plan, book, cases, known, rounds })) all.push(round);
  return all;
}

/** As filing does: its case-box says which case was made of what group. */
function filed(name: string, id: string): void {
  const [{ group }] = JSON.parse(readFileSync(join(folder, name, "cases.json"), "utf8"));
  const facts = { statement: "", provider: "", claim: "wrong-result", fault: null, key: "", drawSecret: "" } as const;
  const type = "touchstone-filed-report/v1" as const;
  const sent = { preparedAt: "2026-11-27T00:00:00.000Z", filedIn: 7, promise: null };
  keepCase(
    { TOUCHSTONE_HOME: join(folder, name) },
    { type, url: index.url, log: "", case: id, group, ...facts, ...sent },
  );
}

const caseOf = (letter: string) => `case_${letter.repeat(26)}`;
function says(id: string, form: object): void {
  const whole = { aggregate: "case", id, verdict: null, dispute: null, ...form };
  forms.set(id, index.rootOver(caseKey(id), whole as never));
}
const RULED = { by: "panel", round: 1, attribution: null, onSilence: false, weight: "full", labels: [] };
const ruling = (outcome: string, severity: string | null) => ({
  state: "final",
  dispute: { rulings: [{ ...RULED, outcome, severity }] },
});
const lossesIn = (name: string) => {
  const { record } = readRecord(join(folder, name, "record.jsonl"));
  expect(replay(record, undefined)).toMatchObject({ largestDifference: 0 });
  return record.events.flatMap((event) => (event.kind === "report" ? [[event.ticket, event.loss]] : []));
};
const closedIn = (rounds: readonly Round[]): Closed[] => rounds.flatMap(({ closed }) => closed);

test("the ticket of a report waits over restarts, and is closed by the ruling; others of its kind cost what was seen", async () => {
  const id = caseOf("a");
  const first = await asAgent("ruled", 0, async (agent) => {
    const rounds = await walk(agent, 3);
    filed("ruled", id);
    expect(agent.cases.settle(agent.book)).toEqual([]);
    return rounds;
  });
  expect(first.map(({ outcome, waits }) => [outcome?.kind, waits])).toEqual([
    ["wrong", true],
    ["wrong", false],
    ["wrong", false],
  ]);
  expect(lossesIn("ruled")).toEqual([
    [2, 0.7],
    [3, 0.7],
  ]);
  // Begun again each time: an open case, a proof of another form, the ruling.
  says(id, { state: "draft" });
  expect(closedIn(await asAgent("ruled", 1, (agent) => walk(agent, 1)))).toEqual([]);
  says(id, ruling("upheld", "moderate"));
  const honest = forms.get(id)?.() ?? {};
  forms.set(id, () => ({ ...honest, presence: { ...(honest.presence as object), form: { id, state: "withdrawn" } } }));
  expect(closedIn(await asAgent("ruled", 2, (agent) => walk(agent, 1)))).toEqual([]);
  forms.set(id, () => honest);
  const ended = closedIn(await asAgent("ruled", 3, (agent) => walk(agent, 1)));
  expect(ended).toEqual([{ ticket: 1, case: id, loss: 0.35, by: "case" }]);
  expect(lossesIn("ruled")).toContainEqual([1, 0.35]);
  expect(await asAgent("ruled", 4, ({ book, cases }) => [book.agent.openTickets, cases.tickets])).toEqual([[], []]);
});

test("who was killed before it filed counts what it saw; who was killed after it finds its case again", async () => {
  await asAgent("killed", 0, (agent) => walk(agent, 1));
  const lost = { ticket: 1, case: null, loss: 0.7, by: "own" };
  expect(await asAgent("killed", 1, (agent) => walk(agent, 1))).toMatchObject([{ waits: true, closed: [lost] }]);
  filed("killed", caseOf("b"));
  const [round] = await asAgent("killed", 2, (agent) => walk(agent, 1));
  // One of its kind was filed from here.
  expect(round).toMatchObject({ waits: false, closed: [], outcome: { kind: "wrong" } });
  expect(await asAgent("killed", 3, ({ cases }) => cases.tickets)).toEqual([2]);
});

test("a lie that cannot be shown yet, since it repeats what paid for it, costs at once what was seen", async () => {
  lies.kind = "whisper";
  const [round] = await asAgent("whispered", 0, (agent) => walk(agent, 1));
  lies.kind = "wrong";
  const repeats = { field: "Authorization", endsAt: expect.any(Number) };
  expect(round).toMatchObject({ waits: false, loss: 0.7, outcome: { kind: "wrong", repeats } });
  expect(lossesIn("whispered")).toEqual([[1, 0.7]]);
});

test("where nobody finds anything, and where nobody ever decides, what was seen counts", async () => {
  for (const [name, days, form] of [
    ["withdrawn", 1, { state: "withdrawn" }],
    ["for-ever", 121, { state: "draft" }],
  ] as const) {
    await asAgent(name, 0, async (agent) => await walk(agent, 1));
    filed(name, caseOf("c"));
    says(caseOf("c"), form);
    const ended = closedIn(await asAgent(name, days, (agent) => walk(agent, 1)));
    expect(ended, name).toEqual([{ ticket: 1, case: caseOf("c"), loss: 0.7, by: "own" }]);
    expect(lossesIn(name)).toContainEqual([1, 0.7]);
  }
});

test("a case is asked for once in ten minutes, and its file is read strictly", async () => {
  await asAgent("seldom", 0, (agent) => walk(agent, 1));
  filed("seldom", caseOf("d"));
  says(caseOf("d"), { state: "draft" });
  index.asked.length = 0;
  await asAgent("seldom", 1, (agent) => walk(agent, 3));
  expect(index.asked.filter((path) => path.includes("/cases/"))).toHaveLength(1);
  writeFileSync(join(folder, "seldom", "cases.json"), '[{"ticket":1}]');
  await expect(asAgent("seldom", 2, () => undefined)).rejects.toThrow(UsageError);
});
