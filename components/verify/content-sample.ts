/** Files of every kind as if they had been read and checked, for the gallery: nobody signed one, and no check was made. */
import { exchangeOf, SAMPLE_NOW, SIGNER } from "#components/evidence/evidence-sample.ts";
import { readAnswer } from "#lib/evidence/signing/read-answer.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import { type Check, findingOf } from "#lib/kernel/checks.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Did, Origin, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { NO_LOG_KEY } from "#lib/log/log-key.ts";
import type { InclusionPromise } from "#lib/log/promise.ts";
import { FILE_EXIT_CODES, type FileContent, type FileFinding } from "#lib/state/files/file-content.ts";
import { verdictOf } from "#lib/state/files/file-verdict.ts";
import { NOT_PROVEN, sentenceOf } from "#lib/state/files/file-words.ts";
import type { FraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { concludeFraud } from "#lib/state/fraud/judgement.ts";
import { DEFINITION_SCHEMA, type Definition } from "#lib/statement/definition.ts";
import { signingBytes, statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";

export const ORIGIN = "index.example/log" as Origin;
const ROOT = sha256(new Uint8Array());
const HEAD = { origin: ORIGIN, size: 48_214, root: ROOT };
const NOTE = `${ORIGIN}\n48214\n${base64Encode(ROOT)}\n`;
const PROVIDER = "prv_mfrggzdfmztwq2lknnwg23tpoa";
const CASE = `case_${"b".repeat(26)}`;
const HASH = "3f9c2a7be01d4c5f88a1e6b7c09d213f3f9c2a7be01d4c5f88a1e6b7c09d213f";
const OTHER_HASH = "88a1e6b7c09d213f3f9c2a7be01d4c5f88a1e6b7c09d213f3f9c2a7be01d4c5f";
const DAY = formatInstant(SAMPLE_NOW);
const SECONDS = SAMPLE_NOW / SECOND_MS;
const NONE = { ok: true, checks: [] };

function parsed(kind: string, subject: string, body: JsonObject) {
  const unsigned: UnsignedStatement = {
    ...{ v: 1, kind, log: ORIGIN, id: "Zm9vYmFyYmF6cXV4", issuedAt: DAY, issuer: SIGNER as Did },
    ...{ key: "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY" as Thumbprint, subject, body },
  };
  const statement = { ...unsigned, sig: "A".repeat(86) };
  const bytes = canonicalBytes(statement as unknown as JsonObject);
  return { statement, bytes, hash: statementHash(unsigned), signingBytes: signingBytes(unsigned) };
}

const IDENTITY = parsed("disclosure.identity", PROVIDER, { legalName: "Halden Exchange GmbH", jurisdiction: "DE" });
const SAID = [
  parsed("report.file", PROVIDER, { claim: "wrong-result" }),
  parsed("response.file", CASE, { statement: "The cache held yesterday’s price for one minute. We paid it back." }),
].map((one, at) => ({ index: 48_100 + at, loggedAt: addMs(SAMPLE_NOW, at * DAY_MS), parsed: one }));
const STOOD = {
  ...{ state: "ruled", provider: PROVIDER, accused: PROVIDER, claim: "wrong-result", reporter: SIGNER, filedAt: DAY },
  ...{ joinedTo: null, verdict: { verdict: "proven", reason: null, signer: SIGNER } },
};
const DEFINITION: Definition = {
  ...{ schema: DEFINITION_SCHEMA, kind: "content-address", unattestable: [], tests: [] },
  input: { from: ["@path;req"], body: "bytes" },
  window: { validFrom: DAY, validUntil: formatInstant(addMs(SAMPLE_NOW, 90 * DAY_MS)), graceSeconds: 86_400 },
};
const PAYCHECK = {
  ...{ origin: ORIGIN, request: { path: "/api/v1/paycheck", query: { amount: "10", provider: PROVIDER } } },
  ...{ asOf: { size: 48_000, time: DAY }, answer: { data: { verdict: "within", limit: "25" } }, checkpoint: NOTE },
};
export const PROMISE: InclusionPromise = {
  ...{ origin: ORIGIN, statementHash: HASH as StatementHash, receivedSeconds: SECONDS },
  ...{ includeBySeconds: SECONDS + 60, hardBySeconds: SECONDS + DAY_MS / SECOND_MS },
};
const FRAUD: FraudProof = { kind: "conflicting-checkpoints", origin: ORIGIN, first: NOTE, second: NOTE };
const HEADS: Check[] = ["first-head", "second-head"].map((name) => ({ name, outcome: "pass" }));
const SAME: Check = {
  name: "conflict",
  outcome: "fail",
  reason: "no-conflict",
  detail: "Both heads have the same root.",
};
const SPLIT = {
  ...{
    provider: PROVIDER,
    said: [HASH, OTHER_HASH].map((hash, at) => ({ hash, entry: 47_000 + at, observer: SIGNER })),
  },
  series: { ledger: "azure-sql", server: "halden-sql", database: "ledger", createdAt: "2026-01-01T00:00:00.0000000" },
};

/** What the readers of other members would take from a file: they are not drawn. */
const part = <Kind extends FileContent["kind"]>(kind: Kind, found: object) =>
  ({ kind, found: { ...NONE, ...found }, bytes: new Uint8Array() }) as unknown as Extract<FileContent, { kind: Kind }>;

export const CONTENTS = {
  checkpoint: { kind: "checkpoint", note: NOTE, found: { checkpoint: HEAD } },
  receipt: part("receipt", { parsed: IDENTITY, checkpoint: HEAD, index: 48_120, loggedAt: SAMPLE_NOW }),
  promise: part("promise", { promise: PROMISE }),
  presence: part("aggregate-proof", {
    ...{
      size: 48_000,
      proof: { key: `provider:${PROVIDER}`, presence: { form: { name: "Halden", kind: "instance" } } },
    },
  }),
  absence: part("aggregate-proof", { size: 48_000, proof: { key: `provider:${PROVIDER}`, absence: {} } }),
  answer: part("answer", { answer: PAYCHECK }),
  exchange: part("exchange", { answer: readAnswer(exchangeOf('{"price":"7.42"}')) }),
  token: part("token", {
    claims: {
      ...{
        iss: SIGNER as Did,
        aud: ["halden.example"],
        exp: SECONDS + HOUR_MS / SECOND_MS,
        nbf: SECONDS,
        iat: SECONDS,
      },
      ...{ jti: "7f1c", quantity: 100n, usage: 1 },
    },
  }),
  definition: part("definition", { definition: DEFINITION, hash: HASH }),
  case: part("case", {
    ...{ file: { case: CASE }, said: SAID, size: 48_214, filed: { bytes: new Uint8Array(), nonce: new Uint8Array() } },
    forms: new Map([[`case:${CASE}`, STOOD]]),
  }),
  lied: part("fraud-proof", concludeFraud([...HEADS, { name: "conflict", outcome: "pass" }], FRAUD)),
  unproven: part("fraud-proof", concludeFraud([...HEADS, SAME], FRAUD)),
  split: part("ledger-split", { ...SPLIT, proof: { block: 812 } }),
} as const satisfies Readonly<Record<string, FileContent>>;

/** A finding whose checks came out so; its conclusion is the verifier's own. */
export function fileFinding(content: FileContent, checks: readonly Check[]): FileFinding {
  const said = { content, checks: [...checks], verdict: verdictOf(content, checks), origin: ORIGIN };
  return {
    ...{ ...findingOf(said.checks), ...said, sentence: sentenceOf(said), exitCode: FILE_EXIT_CODES[said.verdict] },
    ...{ logKey: NO_LOG_KEY, notProven: NOT_PROVEN[content.kind] },
  };
}

export const passed = (...names: readonly string[]): Check[] => names.map((name) => ({ name, outcome: "pass" }));
