/** Real services and a real agent over HTTP: what is right is never accused, what is wrong is always caught. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { secretsOf } from "#lib/evidence/bundle/secrets.ts";
import type { KnownPrices } from "#lib/evidence/checks/facts.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { providerIdOfKey } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { ReplayHost } from "#lib/platform/node-replay-host.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { runAgent } from "../agent/agent.ts";
import { runAgreement, type Sample } from "../agent/agreement.ts";
import { aboutProvider } from "../agent/introduce.ts";
import { type Callee, isSigned, type Outcome, type Rules, readPaid } from "../agent/judge.ts";
import { Wallet } from "../agent/wallet.ts";
import { workOf } from "../agent/work.ts";
import { EXIT, IncompleteError } from "../command.ts";
import { readSource } from "../definition/read-source.ts";
import type { Lie } from "../provider/lies.ts";
import { type Offering, providerServer } from "../provider/serve.ts";
import { type Service, serviceOf } from "../provider/services.ts";
import { runTouchstone } from "../touchstone.ts";

const EXAMPLES = "docs/how-to/definitions";
const folder = mkdtempSync(join(tmpdir(), "agent-"));
const hosts = { local: new ReplayHost("liftoff"), second: new ReplayHost("turbofan") };
const ends: (() => void)[] = [];
afterAll(async () => {
  for (const end of ends) end();
  await Promise.all([hosts.local.close(), hosts.second.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** The example of the how-to, in force for so long that no version before it has a grace. */
async function exampleOf(name: string): Promise<{ file: string; source: Source }> {
  const example = JSON.parse(readFileSync(join(EXAMPLES, `${name}.json`), "utf8"));
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  Object.assign(example.definition.window, { validFrom: day(-31), validUntil: day(30) });
  for (const file of ["prices.js", "search.js", "prices-state.json"])
    writeFileSync(join(folder, file), readFileSync(join(EXAMPLES, file)));
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(example));
  return { file, source: await readSource(file) };
}

/** The same dice at each run: a number from 0 to 1, and how often it was below the rate. */
function dice(rate: number) {
  let state = 20261126;
  const rolled = { below: 0 };
  const roll = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const value = state / 2 ** 32;
    if (value < rate) rolled.below++;
    return value;
  };
  return { roll, rolled };
}

const signal = new AbortController().signal;

type Lying = { rate: number; kind: Lie };

/** 0.40 EUR for 1,000 calls of the service. */
const priceOf = (source: Source) => ({ service: source.body.name, currency: "EUR", microsPer1000: 400_000n });

/** Its price list, as an index would tell it. */
function listOf(source: Source): KnownPrices {
  const from = new Date(Date.now() - 86_400_000).toISOString();
  const line = { service: source.body.name, unit: "call", pricePer1000: "0.40", currency: "EUR", from, noticeDays: 7 };
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const version = { body: { lines: [line], expiresAt }, loggedAt: asInstant(Date.parse(from)), entry: 9 };
  return { versions: [version], size: Number.MAX_SAFE_INTEGER, isWhole: true };
}

async function serve(
  source: Source,
  lies?: Lying & { roll: () => number },
  seed = 21,
  service?: Service,
): Promise<Callee> {
  const responder = identityOfSeed(new Uint8Array(32).fill(seed));
  const offering: Offering = {
    source,
    service: service ?? (await serviceOf(source)),
    responder,
    instance: identityOfSeed(new Uint8Array(32).fill(22)),
    price: priceOf(source),
    ...(lies === undefined ? {} : { lies: { rate: lies.rate, kind: lies.kind, dice: lies.roll } }),
  };
  const server = providerServer(offering);
  const url = await listening(server);
  const provider = providerIdOfKey(responder.did);
  return { url, responder: responder.did, provider, prices: listOf(source), wallet: new Wallet(url, signal) };
}

async function listening(server: Server): Promise<URL> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

function rulesOf(source: Source): Rules {
  const checker = { trust: { logVkey: undefined, raw: rawVerify }, remote: undefined, hosts };
  return { source, definition: hexEncode(definitionHash(source.body.definition)), checker };
}

async function outcomesOf(
  name: string,
  { calls, auditRate = 1, lies }: { calls: number; auditRate?: number; lies?: Lying },
) {
  const { source } = await exampleOf(name);
  const { roll, rolled } = dice(lies?.rate ?? 0);
  const callee = await serve(source, lies && { ...lies, roll });
  const plan = { callee, work: workOf(source.body.definition), calls, auditRate, dice: dice(auditRate).roll, signal };
  const outcomes: Outcome[] = [];
  for await (const outcome of runAgent({ ...rulesOf(source), ...plan })) outcomes.push(outcome);
  return { outcomes, lied: rolled.below, kinds: outcomes.map(({ kind }) => kind) };
}

const claimsOf = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap((outcome) => (outcome.kind === "wrong" ? [outcome.bundle.claim.kind] : []));

describe.each(["blocks", "prices", "search"])("a service of %s", (name) => {
  test("is never accused while it is honest", async () => {
    const { kinds } = await outcomesOf(name, { calls: 12 });
    expect(kinds.filter((kind) => kind !== "verified" && kind !== "inconclusive")).toEqual([]);
    expect(kinds.filter((kind) => kind === "verified").length).toBeGreaterThan(3);
  });

  test("is caught at each lie, with a bundle that every check bears out", async () => {
    const { outcomes, lied } = await outcomesOf(name, { calls: 12, lies: { rate: 0.5, kind: "wrong" } });
    const wrong = outcomes.filter((outcome) => outcome.kind === "wrong");
    const judgedLies = outcomes.filter(({ kind }) => kind !== "inconclusive").length;
    expect(wrong.length).toBeGreaterThan(2);
    expect(wrong.length).toBeLessThanOrEqual(Math.min(lied, judgedLies));
    for (const { finding } of wrong) {
      expect(finding.verdict).toEqual({ verdict: "open", reason: "cases-unknown" });
      expect(finding.checks.filter(({ outcome }) => outcome === "fail")).toEqual([]);
    }
  });
});

test("2,000 honest answers and 2,000 honest charges, a tenth run again: nobody is accused, and every one counts as signed", async () => {
  const { kinds } = await outcomesOf("blocks", { calls: 2_000, auditRate: 0.1 });
  expect(new Set(kinds)).toEqual(new Set(["trusted", "verified"]));
}, 60_000);

test.each(["blocks", "search"])(
  "a service of %s that charges more than its list is caught at each lie by the charge alone",
  async (name) => {
    const { outcomes, lied } = await outcomesOf(name, { calls: 12, auditRate: 0, lies: { rate: 0.5, kind: "charge" } });
    const wrong = outcomes.filter((outcome) => outcome.kind === "wrong");
    expect(lied).toBeGreaterThan(2);
    expect(wrong.length).toBe(lied);
    expect(new Set(claimsOf(outcomes))).toEqual(new Set(["offer-broken"]));
    for (const { finding } of wrong) expect(finding.verdict).toEqual({ verdict: "open", reason: "cases-unknown" });
  },
);

test("an answer with what looks like a token convicts all the same; one with the token that paid, in whatever writing, says so until its end", async () => {
  const stopsOf = async (kind: Lie) => {
    const { outcomes, lied } = await outcomesOf("blocks", { calls: 3, lies: { rate: 1, kind } });
    expect([lied, claimsOf(outcomes)]).toEqual([3, ["content-address", "content-address", "content-address"]]);
    const [first] = outcomes;
    if (first?.kind !== "wrong") throw new Error("not wrong");
    const seconds = Date.now() / 1000;
    const found = secretsOf(first.bundle, seconds).map(({ kind: form, repeatsOwn }) => `${form} ${repeatsOwn}`);
    if (first.repeats === undefined) return found;
    const { field, endsAt } = first.repeats;
    return [...found, `${field} ${endsAt !== null && endsAt > seconds + 3500 && endsAt <= seconds + 3600}`];
  };
  expect(await stopsOf("bait")).toEqual([]);
  expect(await stopsOf("echo")).toEqual(["bearer-token true", "authorization false", "Authorization true"]);
  // No check knows it by its form: only who sent it does.
  expect(await stopsOf("whisper")).toEqual(["Authorization true"]);
});

test("a liar that hangs up afterwards is caught all the same, and a provider that is away ends the run", async () => {
  const { source } = await exampleOf("blocks");
  const { wallet, ...callee } = await serve(source, { rate: 1, kind: "wrong", roll: () => 0 });
  const [hangUp] = ends.splice(-1);
  let paid = 0;
  const pay: typeof wallet.pay = async (call) => {
    if (++paid > 6) hangUp?.();
    return wallet.pay(call);
  };
  const plan = { callee: { ...callee, wallet: { pay } }, work: workOf(source.body.definition), auditRate: 1, signal };
  const kinds: string[] = [];
  const run = async () => {
    for await (const { kind } of runAgent({ ...rulesOf(source), ...plan, calls: 20, dice: () => 0 })) kinds.push(kind);
  };
  await expect(run()).rejects.toThrow(IncompleteError);
  expect(kinds.filter((kind) => kind === "wrong").length).toBeGreaterThan(0);
  expect(kinds.slice(-3)).toEqual(Array(3).fill("unanswered"));
});

test("a provider that never ends what it says of itself is left, and one that leads elsewhere is not followed", async () => {
  const url = await listening(
    createServer((request, response) => {
      if (request.url === "/elsewhere") return response.writeHead(302, { Location: "/" }).end();
      const more = () => {
        while (response.write(Buffer.alloc(65_536, " ")));
        response.once("drain", more);
      };
      return more();
    }),
  );
  await expect(aboutProvider(url, { signal })).rejects.toThrow("the answer is too long");
  await expect(aboutProvider(new URL("/elsewhere", url), { signal })).rejects.toThrow("it answered 302");
});

test.each([
  ["a refusal where the definition shows an answer", 404, "the block", { kind: "unanswered" }],
  ["a lie that calls itself a changed answer", 203, "a lie", { kind: "wrong" }],
])("%s costs whoever recommended it", async (_, status, text, outcome) => {
  const { source } = await exampleOf("blocks");
  const callee = await serve(source, undefined, 21, async () => ({
    ...{ status, contentType: "application/octet-stream", body: Buffer.from(text) },
  }));
  const plan = { callee, work: workOf(source.body.definition), calls: 1, auditRate: 1, dice: () => 0, signal };
  for await (const found of runAgent({ ...rulesOf(source), ...plan })) expect(found).toMatchObject(outcome);
  expect.assertions(1);
});

test("a lie behind what its judge cannot read, or beside more than it reads, counts as no answer", async () => {
  const { source } = await exampleOf("search");
  const lie = { count: 1, hits: [{ id: 3, text: "An advertisement" }] };
  const answers = [
    { ...lie, pad: "a".repeat(131_072) },
    { ...lie, pad: "\ud83d" },
    { ...lie, pad: "" },
  ];
  const bodies = answers.map((answer) => Buffer.from(JSON.stringify(answer)));
  const callee = await serve(source, undefined, 21, async () => ({
    ...{ status: 200, contentType: "application/json", body: bodies.shift() ?? Buffer.from("[null]") },
  }));
  const plan = { callee, work: workOf(source.body.definition), calls: 3, auditRate: 1, dice: () => 0, signal };
  const outcomes: Outcome[] = [];
  for await (const outcome of runAgent({ ...rulesOf(source), ...plan })) outcomes.push(outcome);
  expect(outcomes).toMatchObject([
    { kind: "unanswered", reason: "bad-input" },
    { kind: "unanswered", reason: "no-answer" },
    { kind: "wrong" },
  ]);
});

test("an answer outside the promise that was paid for counts as unsigned", async () => {
  const [{ source }, { source: other }] = [await exampleOf("blocks"), await exampleOf("search")];
  const callee = await serve(other, undefined, 21, await serviceOf(source));
  const plan = { callee, work: workOf(source.body.definition), calls: 1, auditRate: 1, dice: () => 0, signal };
  for await (const outcome of runAgent({ ...rulesOf(source), ...plan }))
    expect(outcome).toEqual({ kind: "unsigned", reason: "other-definition" });
  expect.assertions(1);
});

test("answers without a signature count as unsigned, and accuse nobody of a wrong result", async () => {
  const { outcomes, lied } = await outcomesOf("prices", { calls: 12, lies: { rate: 0.5, kind: "unsigned" } });
  const unsigned = outcomes.filter((outcome) => outcome.kind === "unsigned");
  expect(lied).toBeGreaterThan(2);
  expect(unsigned).toEqual(Array(lied).fill({ kind: "unsigned", reason: "signature-missing" }));
});

test.each([
  ["timetable", "it has no other rule"],
  ["prices", "nothing is run again"],
])("two answers to one request are caught by signatures alone: %s, where %s", async (name) => {
  const { outcomes } = await outcomesOf(name, { calls: 12, auditRate: 0, lies: { rate: 1, kind: "two-answers" } });
  const claims = claimsOf(outcomes);
  // Once for each question: after the second answer it keeps to its lie.
  expect(claims.length).toBeGreaterThan(1);
  expect(new Set(claims)).toEqual(new Set(["equivocation"]));
  for (const outcome of outcomes)
    if (outcome.kind === "wrong") expect(outcome.finding.verdict).toEqual({ verdict: "open", reason: "cases-unknown" });
});

test("a timetable that tells everybody the same is never accused", async () => {
  const { kinds } = await outcomesOf("timetable", { calls: 24 });
  expect(new Set(kinds)).toEqual(new Set(["trusted"]));
});

async function samplesOf(name: string, liar: boolean): Promise<Sample[]> {
  const { source } = await exampleOf(name);
  const honest = [await serve(source, undefined, 31), await serve(source, undefined, 32)];
  const odd = await serve(source, liar ? { rate: 1, kind: "wrong", roll: () => 0 } : undefined, 33);
  const plan = { callees: [...honest, odd], work: workOf(source.body.definition), calls: 4, auditRate: 0, signal };
  const samples: Sample[] = [];
  for await (const sample of runAgreement({ ...rulesOf(source), ...plan, dice: () => 1 })) samples.push(sample);
  return samples;
}

test("of three services of one definition, the one that answers otherwise is opened, and the definition says it is wrong", async () => {
  const samples = await samplesOf("prices", true);
  const differing = samples.filter(({ agrees }) => !agrees);
  expect(differing.length).toBeGreaterThan(1);
  for (const { answers } of differing) {
    expect(answers.map(({ group }) => group)).toEqual([0, 0, 2]);
    expect(answers.map(({ outcome }) => outcome.kind)).toEqual(["verified", "verified", "wrong"]);
  }
  for (const { agrees } of await samplesOf("prices", false)) expect(agrees).toBe(true);
});

/** A store that is filled in another way. */
async function readOnly(source: Source): Promise<Service> {
  const whole = await serviceOf(source);
  const refused = { status: 405, contentType: "application/json", body: new Uint8Array() };
  return (asked) => (asked.method === "POST" ? refused : whole(asked));
}

test("a store that takes no blocks is asked what its tests show, and a lie there is caught", async () => {
  const { source } = await exampleOf("blocks");
  const kindsOf = async (lies?: Parameters<typeof serve>[1]) => {
    const callee = await serve(source, lies, 21, await readOnly(source));
    const plan = { callee, work: workOf(source.body.definition), calls: 3, auditRate: 1, dice: () => 0, signal };
    const kinds: string[] = [];
    for await (const { kind } of runAgent({ ...rulesOf(source), ...plan })) kinds.push(kind);
    return kinds;
  };
  expect(await kindsOf()).toEqual(["verified", "verified", "verified"]);
  expect(new Set(await kindsOf({ rate: 1, kind: "wrong", roll: () => 0 }))).toContain("wrong");
});

test("a store that takes no blocks agrees with those that do, and is compared with its like", async () => {
  const { source } = await exampleOf("blocks");
  const closed = await serve(source, undefined, 23, await readOnly(source));
  const sampled = async (callees: readonly Callee[]) => {
    const plan = { callees, work: workOf(source.body.definition), calls: 1, auditRate: 1, dice: () => 0, signal };
    const samples: Sample[] = [];
    for await (const sample of runAgreement({ ...rulesOf(source), ...plan })) samples.push(sample);
    return samples.map(({ agrees, answers }) => [
      agrees,
      ...answers.map(({ group, outcome }) => [group, outcome.kind]),
    ]);
  };
  expect(await sampled([closed, await serve(source), await serve(source)])).toEqual([
    [true, [null, "verified"], [1, "verified"], [1, "verified"]],
  ]);
  expect(await sampled([closed, closed])).toEqual([[true, [0, "verified"], [0, "verified"]]]);
});

test("where no rule says who is right, providers that differ accuse nobody", async () => {
  for (const { agrees, answers } of await samplesOf("timetable", true)) {
    expect(agrees).toBe(false);
    expect(new Set(answers.map(({ outcome }) => outcome.kind))).toEqual(new Set(["inconclusive"]));
  }
});

test("a signature by another key than the provider named counts as none", async () => {
  const { source } = await exampleOf("search");
  const { wallet } = await serve(source);
  const { call } = workOf(source.body.definition)(0);
  const read = readPaid(await wallet.pay(call), { responder: identityOfSeed(new Uint8Array(32).fill(23)).did });
  expect(isSigned(read) || read).toEqual({ kind: "unsigned", reason: "other-key" });
});

test("from the command line: a liar is caught in one command, and the evidence checks out elsewhere", async () => {
  const { file, source } = await exampleOf("prices");
  const { url } = await serve(source, { rate: 1, kind: "wrong", roll: () => 0 });
  const said = { out: "", err: "" };
  const io = {
    out: (line: string) => {
      said.out += `${line}\n`;
    },
    err: (line: string) => {
      said.err += `${line}\n`;
    },
    readStdin: async () => new Uint8Array(),
    env: { TOUCHSTONE_HOME: folder },
    json: true,
    signal: new AbortController().signal,
  };
  const out = join(folder, "caught");
  const args = ["agent", "--provider", url.href, "--definition", file, "--calls", "3", "--audit", "1", "--out", out];
  expect(await runTouchstone(args, io)).toBe(EXIT.tampered);
  const { files, wrong } = JSON.parse(said.out) as { files: string[]; wrong: number };
  expect(wrong).toBeGreaterThan(0);
  said.out = "";
  await runTouchstone(["evidence", "check", files[0] ?? ""], io);
  expect(JSON.parse(said.out).checks).toContainEqual({ name: "signature", outcome: "pass" });

  said.out = "";
  const call = ["agent", "capture", new URL("/price", url).href, "--buy", "--out", join(folder, "call.exchange.json")];
  const body = join(folder, "order.json");
  writeFileSync(body, '{"items":[{"item":"apple","count":2}]}');
  expect(await runTouchstone([...call, "--body", body], io)).toBe(EXIT.ok);
  const written = readFileSync(join(folder, "call.exchange.json"), "utf8");
  expect(JSON.parse(said.out)).toMatchObject({ ok: true, fixed: false });
  expect(written).not.toMatch(/authorization|bearer/i);
  expect(await runTouchstone([...call, "--body", body], io)).toBe(EXIT.incomplete);
});
