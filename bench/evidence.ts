/**
 * What it costs to check a signed answer: from the bytes of a 10 KB exchange to the four checks, against the bare
 * signature verification and one hash over the same bytes: `npm run bench -- evidence`.
 */
import { hash, randomBytes } from "node:crypto";
import { readExchange } from "#lib/evidence/exchange.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { keyAmong, verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { base64Decode } from "#lib/kernel/base.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { canonicalBytes, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { signerOfSeed } from "#lib/provider/node-signer.ts";
import { figure, formatSpread, Report, type Spread, spreadOf } from "./support/report.ts";

const EXCHANGES = 500;
const ROUNDS = 15;
/** With the heads and in base64, about 10 KB of JSON. */
const BODY_BYTES = 6_900;

const report = new Report(
  "evidence",
  "Checking a signed answer",
  `${EXCHANGES} signed answers with bodies by chance, as canonical JSON of about 10 KB each. *Full*: strict canonical JSON, schema, digests, signature base, coverage and parameters, key, signature, and the fault message. *Bare*: node:crypto verifies the same signature over the base as given, and hashes the same bytes. Both in turn, ${ROUNDS} times, on one thread, in processor time.`,
);

const seed = new Uint8Array(randomBytes(32));
const publicKey = publicKeyOfSeed(seed);
const signer = signerOfSeed(seed);
const keyOf = keyAmong([publicKey]);

type Sample = { readonly bytes: Uint8Array; readonly message: Uint8Array; readonly signature: Uint8Array };

const samples: Sample[] = [];
for (let at = 0; at < EXCHANGES; at += 1) samples.push(await makeSample(at));

/** Microseconds of processor time for each exchange, round by round. */
const full: number[] = [];
const bare: number[] = [];
for (let round = 0; round < ROUNDS + 2; round += 1) {
  const costs = [timed(checkFully), timed(checkBarely)] as const;
  if (round < 2) continue; // the engine is still compiling
  full.push(costs[0]);
  bare.push(costs[1]);
}
write(spreadOf(full), spreadOf(bare));

async function makeSample(at: number): Promise<Sample> {
  const body = new Uint8Array(randomBytes(BODY_BYTES));
  const exchange = await signResponse(
    {
      request: { method: "GET", authority: "halden.example", path: `/v1/blocks/${at}`, query: "?", nonce: nonce() },
      response: { status: 200, contentType: "application/octet-stream", body },
    },
    { created: 1_795_719_600 + at, keyid: signer.keyid, nonce: nonce() },
    signer.sign,
  );
  const finding = verifyResponse(exchange, keyOf, rawVerify);
  const { message, signature } = finding.answer;
  if (!finding.ok || message === undefined) throw new Error("An honest answer does not verify.");
  if (base64Decode(exchange.signature)?.length !== 64) throw new Error("A signature has 64 bytes.");
  return { bytes: canonicalBytes(exchange as unknown as JsonValue), message, signature };
}

function nonce(): string {
  return randomBytes(16).toString("base64url");
}

function checkFully({ bytes }: Sample): boolean {
  const json = parseCanonical(bytes);
  const read = json.ok ? readExchange(json.value) : json;
  return read.ok && verifyResponse(read.value, keyOf, rawVerify).ok;
}

function checkBarely({ bytes, message, signature }: Sample): boolean {
  return hash("sha256", bytes, "buffer").length === 32 && rawVerify(signature, message, publicKey);
}

function timed(check: (sample: Sample) => boolean): number {
  const started = process.cpuUsage();
  for (const sample of samples) if (!check(sample)) throw new Error("An honest answer does not verify.");
  const { user, system } = process.cpuUsage(started);
  return (user + system) / samples.length;
}

function write(ours: Spread, theirs: Spread): void {
  report.table(
    ["", "processor time for each: median (smallest to largest)", "a second on one core"],
    [
      ["full check", formatSpread(ours, " µs"), figure(Math.round(1e6 / ours.median))],
      ["bare verification and hash", formatSpread(theirs, " µs"), figure(Math.round(1e6 / theirs.median))],
    ],
  );
  const ratio = ours.median / theirs.median;
  report.target("full check of 10 KB ≤ 1.3 × bare verification and hash", `${figure(ratio)} ×`, ratio <= 1.3);
  report.write();
}
