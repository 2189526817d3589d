/**
 * Publishes real signed statements through the public API, for tests that need something to look at. Keys are made here
 * and forgotten afterwards; nothing is written past the log.
 */
import { randomBytes } from "node:crypto";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import type { Origin, ProviderId, StatementHash } from "#lib/kernel/ids.ts";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { composeStatement, type Draft, type Identity, identityOfSeed, signStatement } from "#lib/statement/compose.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import { keyProofBytes, nameProofBytes } from "#lib/statement/possession-proof.ts";

/** A 201 of `POST /api/v1/statements`. */
export type Recorded = {
  index: number;
  hash: StatementHash;
  receipt: { checkpoint: string; entry: string; index: number; proof: string[]; type: string };
  effect: { status: "effective" | "void"; code?: string } | null;
};

export type Index = { baseUrl: string; origin: Origin };
export type Operator = Identity & { index: Index; displayName: string };
export type PublishedProvider = { operator: Operator; id: ProviderId; name: string; registered: Recorded };

const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const now = (): Instant => asInstant(Date.now());

export function freshIdentity(): Identity {
  return identityOfSeed(random(32));
}

export async function openIndex(baseUrl: string): Promise<Index> {
  const answer = await fetch(new URL("/.well-known/touchstone.json", baseUrl));
  const { origin }: { origin: Origin } = await answer.json();
  return { baseUrl, origin };
}

/** A busy index promises first; the same statement again is recorded once and waits for its receipt. */
const ATTEMPTS = 30;

/** Sends canonical statement bytes until they are recorded; a refusal is an error that says what the index answered. */
export async function record(index: Index, bytes: Uint8Array, hash: StatementHash): Promise<Recorded> {
  let said = "";
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answer = await fetch(new URL("/api/v1/statements", index.baseUrl), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Buffer.from(bytes),
    });
    said = `${answer.status}: ${await answer.text()}`;
    if (answer.status === 201) {
      const body: { receipt: Recorded["receipt"]; effect: Recorded["effect"] } = JSON.parse(said.slice("201: ".length));
      return { index: body.receipt.index, hash, receipt: body.receipt, effect: body.effect };
    }
    if (answer.status !== 202 && answer.status !== 503) break;
  }
  throw new Error(`The index answered ${said}`);
}

type Said = Pick<Draft, "kind" | "subject" | "body" | "prev" | "parts">;

export function signed(operator: Identity & { index: Index }, said: Said, at: Instant = now()) {
  const { index, did, thumbprint, seed } = operator;
  const unsigned = composeStatement({ ...said, log: index.origin, issuer: did, key: thumbprint }, at, random);
  return { bytes: signStatement(unsigned, seed), hash: statementHash(unsigned) };
}

export async function publish(operator: Identity & { index: Index }, said: Said): Promise<Recorded> {
  const { bytes, hash } = signed(operator, said);
  return record(operator.index, bytes, hash);
}

export async function registerOperator(index: Index, displayName: string): Promise<Operator> {
  const operator = { ...freshIdentity(), index, displayName };
  await publish(operator, { kind: "participant.register", subject: operator.did, body: { displayName } });
  return operator;
}

export async function registerProvider(
  operator: Operator,
  provider: { name: string; kind?: "instance" | "service"; domain?: string; proven?: boolean },
): Promise<PublishedProvider> {
  const { name, kind = "instance", domain, proven = false } = provider;
  const { did } = operator;
  const token = freshIdentity();
  const message = nameProofBytes({ log: operator.index.origin, operator: did, provider: "new" });
  const proofs = [{ publicKey: token.did, signature: base64UrlEncode(signEd25519(token.seed, message)) }];
  const body = { kind, name, ...(domain && { domain }), ...(proven && { proofs }) };
  const registered = await publish(operator, { kind: "provider.register", subject: "new", body });
  return { operator, id: providerIdOf(registered.hash), name, registered };
}

export function identityBody(change: JsonObject = {}): JsonObject {
  const at = now();
  return {
    version: 1,
    effectiveAt: formatInstant(at),
    expiresAt: formatInstant(addMs(at, 365 * DAY_MS)),
    legalName: "Halden Storage GmbH",
    form: "GmbH",
    registerNumber: "HRB 12345, Amtsgericht Köln",
    jurisdiction: "DE",
    regulation: { status: "none-by-choice" },
    website: "https://halden.example/imprint",
    ...change,
  };
}

export function publishIdentity(
  { operator, id }: PublishedProvider,
  change: JsonObject = {},
  prev?: StatementHash,
): Promise<Recorded> {
  return publish(operator, { kind: "disclosure.identity", subject: id, body: identityBody(change), prev });
}

export function publishHeartbeat({ operator, id }: PublishedProvider, softwareVersion = "prex 1.4.2") {
  const body = { version: 1, effectiveAt: formatInstant(now()), cadenceHours: 6, softwareVersion };
  return publish(operator, { kind: "disclosure.heartbeat", subject: id, body });
}

/** Says that the provider closes. */
export function publishClosing({ operator, id }: PublishedProvider): Promise<Recorded> {
  const body = DISCLOSURES.windup_notice.example(now());
  return publish(operator, { kind: "disclosure.windup_notice", subject: id, body });
}

/** Publishes a key of the provider for one purpose, with its proof of possession. */
export async function publishKey(
  provider: PublishedProvider,
  purpose: "disclosure" | "response",
  prev?: StatementHash,
) {
  const { operator, id } = provider;
  const key = freshIdentity();
  const claim = {
    log: operator.index.origin,
    provider: id,
    thumbprint: key.thumbprint,
    purpose,
    ...(prev && { prev }),
  };
  const proof = base64UrlEncode(signEd25519(key.seed, keyProofBytes(claim)));
  const recorded = await publish(operator, {
    kind: "key.add",
    subject: id,
    body: { purpose, newKey: key.did, proof },
    prev,
  });
  return { key, recorded };
}
