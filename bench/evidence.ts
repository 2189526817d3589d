/**
 * What it costs to check evidence of 10 KB: the checks of a signed answer, and all fourteen of a bundle that need no run of
 * code, against the bare verification of the same signatures and the hashes over the same bytes: `npm run bench -- evidence`.
 */
import { hash, randomBytes } from "node:crypto";
import { encodeBundle, newBundle } from "#lib/evidence/bundle/bundle.ts";
import { checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import { type HttpExchange, readExchange } from "#lib/evidence/exchange.ts";
import { commitBodyOf, exchangeHashOf } from "#lib/evidence/exchange-record.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { keyAmong, verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, type RawVerify } from "#lib/kernel/ed25519.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, asInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import { receiptObject } from "#lib/log/receipt.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { signerOfSeed } from "#lib/provider/node-signer.ts";
import { headOf, logSigner, receiptIn } from "#lib/state/testing/fraud-world.ts";
import { TestWorld, testKey } from "#lib/state/testing/world.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { exampleSource } from "./support/live-definition.ts";
import { figure, formatSpread, Report, type Spread, spreadOf } from "./support/report.ts";

const SAMPLES = 250;
const ROUNDS = 15;
const WARM_UP = 4;
/** With the heads and in base64, about 10 KB of JSON. */
const BODY_BYTES = 6_900;
/** Raw content under a CID of other content; version 1, raw, of the text "true". */
const OTHER_CID = "bafkreifvxooyxcb53q3ljvj5fwmhtzwgvtu5npnzdrytvmxqjiwqulc6ey";

const report = new Report(
  "evidence",
  "Checking evidence",
  `${SAMPLES} documents of each form, with bodies by chance, as canonical JSON of about 10 KB each. *Answer*: strict canonical JSON, schema, digests, signature base, coverage and parameters, key, signature, and the fault message of one signed answer. *Bundle*: a report of wrong content with one such answer, all fourteen checks to the verdict *proven*; none of them runs code. *As an agent files it*: with the receipt of the entry that fixed the answer's hash in a log, so that the signatures of the log's head and of that entry are verified too. *Bare*: node:crypto verifies the same signatures over the same messages, as given, and hashes the document's bytes once; with a receipt also what the log's proof is about, the exchange, the entry and each node of the path. Both in turn, ${ROUNDS} times, on one thread, in processor time.`,
);

const seed = new Uint8Array(randomBytes(32));
const publicKey = publicKeyOfSeed(seed);
const provider = didKeyOf(publicKey);
const signer = signerOfSeed(seed);
const keyOf = keyAmong([publicKey]);
const { body: source, material } = await exampleSource("blocks");
const created = Math.floor(Date.now() / 1000);

/** What an index knows of a provider that never registered: no key of its own, and no case. */
const FACTS: Omit<CheckFacts, "trust"> = {
  filed: { index: (SAMPLES * 2) as EntryIndex, at: addMs(asInstant(created * SECOND_MS), 60 * SECOND_MS) },
  historyOf: () => null,
  definitionOf: () => ({ definition: source.definition, material, listed: true }),
  caseOf: () => null,
  similarCases: () => 0,
};

/** The document, what its check asks of the raw verification, and what no check of it can do without hashing. */
type Sample = {
  readonly bytes: Uint8Array;
  readonly asked: readonly Parameters<RawVerify>[];
  readonly hashed: readonly Uint8Array[];
};
/** Of the document at this place, itself apart. */
type Hashed = (at: number) => readonly Uint8Array[];
type Check = (bytes: Uint8Array, raw: RawVerify) => boolean | Promise<boolean>;

const exchanges: HttpExchange[] = [];
for (let at = 0; at < SAMPLES; at += 1) exchanges.push(await makeExchange());
const receipts = receiptsOf(exchanges);
const bundlesOf = (time: (at: number) => JsonObject[]) =>
  exchanges.map((exchange, at) =>
    encodeBundle(
      newBundle({
        subject: { provider },
        claim: { kind: "content-address", params: {} },
        exchanges: [exchange],
        time: time(at).map((receipt) => ({ receipt })),
      }),
    ),
  );

const answers = exchanges.map((exchange) => canonicalBytes(exchange as unknown as JsonValue));
const nothing: Hashed = () => [];
const ofReceipt: Hashed = (at) => {
  const { entry, proof } = receipts[at] as { entry: string; proof: string[] };
  return [answers[at] ?? new Uint8Array(), Buffer.from(entry, "base64"), ...proof.map(() => new Uint8Array(65))];
};
const forms: readonly (readonly [name: string, documents: readonly Uint8Array[], check: Check, hashed: Hashed])[] = [
  ["answer", answers, checkAnswer, nothing],
  ["bundle, the least that is one", bundlesOf(() => []), checkWhole, nothing],
  ["bundle, as an agent files it", bundlesOf((at) => [receipts[at] ?? {}]), checkWhole, ofReceipt],
];
const rows: string[][] = [];
for (const [name, documents, check, hashed] of forms) {
  const samples: Sample[] = [];
  for (const [at, bytes] of documents.entries()) samples.push(await sampleOf(bytes, check, hashed(at)));
  write(name, samples[0], await measure(samples, check));
}
report.table(
  ["", "signatures", "full check: median (smallest to largest)", "bare", "full checks a second on one core"],
  rows,
);
report.write();

async function makeExchange(): Promise<HttpExchange> {
  const nonce = () => randomBytes(16).toString("base64url");
  return await signResponse(
    {
      request: { method: "GET", authority: "halden.example", path: `/blocks/${OTHER_CID}`, query: "?", nonce: nonce() },
      response: {
        status: 200,
        contentType: "application/octet-stream",
        definition: hexEncode(definitionHash(source.definition)),
        body: new Uint8Array(randomBytes(BODY_BYTES)),
      },
    },
    { created, keyid: signer.keyid, nonce: nonce() },
    signer.sign,
  );
}

/** A log in which each answer was fixed as it came, each by a stranger. */
function receiptsOf(answers: readonly HttpExchange[]): JsonObject[] {
  const world = TestWorld.founded();
  world.now = asInstant(created * SECOND_MS);
  const entries = answers.map((answer, at) => {
    const body = commitBodyOf([exchangeHashOf(answer)]) as unknown as JsonObject;
    const by = testKey(`agent ${at}`);
    const { effect } = world.say({ kind: "exchange.commit", by, subject: "none", body });
    if (effect.status !== "effective") throw new Error(`An entry is void: ${effect.code}`);
    return world.leaves.length - 1;
  });
  const size = world.leaves.length;
  const head = headOf(world.leaves, size);
  return entries.map((entry) => receiptObject(receiptIn(world.leaves, entry, size, head)) as unknown as JsonObject);
}

/** Checks once, and remembers what was verified. */
async function sampleOf(bytes: Uint8Array, check: Check, hashed: readonly Uint8Array[]): Promise<Sample> {
  const asked: Parameters<RawVerify>[] = [];
  const holds = await check(bytes, (...question) => {
    asked.push(question);
    return rawVerify(...question);
  });
  if (!holds || asked.length === 0) throw new Error("A document does not verify.");
  return { bytes, asked, hashed: [bytes, ...hashed] };
}

function checkAnswer(bytes: Uint8Array, raw: RawVerify): boolean {
  const json = parseCanonical(bytes);
  const read = json.ok ? readExchange(json.value) : json;
  return read.ok && verifyResponse(read.value, keyOf, raw).ok;
}

async function checkWhole(bytes: Uint8Array, raw: RawVerify): Promise<boolean> {
  const { verdict } = await checkBundle(bytes, { ...FACTS, trust: { logVkey: logSigner.vkey, raw } });
  return verdict.verdict === "proven";
}

function checkBarely({ asked, hashed }: Sample): boolean {
  const isHashed = hashed.every((bytes) => hash("sha256", bytes, "buffer").length === 32);
  return isHashed && asked.every((question) => rawVerify(...question));
}

/** Microseconds of processor time for each document, round by round. */
async function measure(samples: readonly Sample[], check: Check): Promise<{ full: Spread; bare: Spread }> {
  const full: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    const costs = [
      await timed(samples, ({ bytes }) => check(bytes, rawVerify)),
      await timed(samples, checkBarely),
    ] as const;
    if (round < WARM_UP) continue; // the engine is still compiling
    full.push(costs[0]);
    bare.push(costs[1]);
  }
  return { full: spreadOf(full), bare: spreadOf(bare) };
}

async function timed(
  samples: readonly Sample[],
  check: (sample: Sample) => boolean | Promise<boolean>,
): Promise<number> {
  const started = process.cpuUsage();
  for (const sample of samples) if (!(await check(sample))) throw new Error("A document does not verify.");
  const { user, system } = process.cpuUsage(started);
  return (user + system) / samples.length;
}

function write(name: string, sample: Sample | undefined, { full, bare }: { full: Spread; bare: Spread }): void {
  const { length: size = 0 } = sample?.bytes ?? {};
  const perSecond = figure(Math.round(1e6 / full.median));
  rows.push([
    `${name}, ${figure(size / 1000)} KB`,
    String(sample?.asked.length),
    formatSpread(full, " µs"),
    formatSpread(bare, " µs"),
    perSecond,
  ]);
  const ratio = full.median / bare.median;
  report.target(`${name}: ≤ 1.3 × bare verification and hash`, `${figure(ratio)} ×`, ratio <= 1.3);
}
