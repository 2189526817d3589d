/** `touchstone verify <file>`: what a receipt, a proof of one aggregate or a proof of fraud shows, without the network. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Finding } from "#lib/kernel/checks.ts";
import { parseDid } from "#lib/kernel/ids.ts";
import { canonicalBytes, isJsonObject, parseJson } from "#lib/kernel/json.ts";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { AGGREGATE_PROOF_TYPE, verifyAggregateProof } from "#lib/state/aggregate-proof.ts";
import { FRAUD_TYPE, MAX_FRAUD_PROOF_BYTES } from "#lib/state/fraud/fraud-proof.ts";
import type { FraudFinding } from "#lib/state/fraud/judgement.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import { verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { findKnownLog } from "../home.ts";
import { printFinding } from "../print-finding.ts";

export const verify: Command = {
  summary: "check a receipt, a proof of one aggregate or a proof of fraud without the network",
  usage: "touchstone verify <file | -> [--key <log vkey>] [--issuer <the index's did>] [--log <archive>]",
  async run(args, io) {
    const options = { key: { type: "string" }, issuer: { type: "string" }, log: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError("Name one file, or - for standard input.");
    if (values.key !== undefined && parseVkey(values.key) === undefined)
      throw new UsageError("--key is not a verifier key (name+id+base64).");
    if (values.issuer !== undefined && parseDid(values.issuer) === undefined)
      throw new UsageError("--issuer is not a did:key.");
    const bytes = trimmed(file === "-" ? await io.readStdin() : await read(file));
    const given = typedJson(bytes);
    if (given?.type === FRAUD_TYPE) return judgeFraud(bytes, values, io);
    if (given?.type === AGGREGATE_PROOF_TYPE) return judgeAggregate(given.bytes, values, io);
    return judgeReceipt(bytes, values.key, io);
  },
};

/** The document's own type; of an answer of the API that carries a proof, the proof's. */
function typedJson(bytes: Uint8Array): { type: unknown; bytes: Uint8Array } | undefined {
  const parsed = parseJson(bytes, { maxBytes: MAX_FRAUD_PROOF_BYTES, maxDepth: 64, maxKeys: 100_000 });
  if (!parsed.ok || !isJsonObject(parsed.value)) return undefined;
  const { type, proof } = parsed.value;
  return isJsonObject(proof) && typeof proof.type === "string"
    ? { type: proof.type, bytes: canonicalBytes(proof) }
    : { type, bytes };
}

function judgeReceipt(bytes: Uint8Array, key: string | undefined, io: Io): number {
  // The first reading tells whose log it is; the second uses the key that is known for it.
  const unknown = verifyStatementReceipt(bytes, { logVkey: undefined, raw: rawVerify });
  const origin = unknown.checkpoint?.origin;
  const logVkey = key ?? (origin === undefined ? undefined : findKnownLog(io.env, origin)?.vkey);
  const found = logVkey === undefined ? unknown : verifyStatementReceipt(bytes, { logVkey, raw: rawVerify });
  return conclude(io, found, origin, found.index);
}

function judgeAggregate(bytes: Uint8Array, given: { key?: string; issuer?: string }, io: Io): number {
  const unknown = verifyAggregateProof(bytes, { logVkey: undefined, raw: rawVerify });
  const origin = unknown.proof === undefined ? undefined : originOf(unknown.proof.receipt.checkpointNote);
  const known = origin === undefined ? undefined : findKnownLog(io.env, origin);
  const issuer = parseDid(given.issuer ?? known?.issuer ?? "");
  const finding = verifyAggregateProof(bytes, {
    logVkey: given.key ?? known?.vkey,
    raw: rawVerify,
    ...(issuer === undefined ? {} : { issuer }),
  });
  const lacking = finding.checks.filter(({ outcome }) => outcome === "cannot-check");
  const facts = { origin: origin ?? null, key: finding.proof?.key ?? null, size: finding.size ?? null };
  printFinding(io, finding, aggregateWords(finding, lacking.length > 0, origin), facts);
  if (!finding.ok) return EXIT.tampered;
  return lacking.length > 0 ? EXIT.incomplete : EXIT.ok;
}

function aggregateWords(
  finding: ReturnType<typeof verifyAggregateProof>,
  isLacking: boolean,
  origin: string | undefined,
): string {
  const { proof, size } = finding;
  if (!finding.ok || proof === undefined) return "This proof does not hold.";
  const where = `in the state that ${origin} signed after its first ${size} entries`;
  const said = "presence" in proof ? `${proof.key} stood so ${where}.` : `There was no ${proof.key} ${where}.`;
  if (isLacking)
    return `It fits together, but not all could be checked here: give the log's key with --key and who speaks for the index with --issuer, or audit it once. ${said}`;
  return `${said} Whether that state is true, an audit tells: touchstone audit <url>.`;
}

async function judgeFraud(bytes: Uint8Array, given: { key?: string; log?: string }, io: Io): Promise<number> {
  const unknown = verifyFraudProof(bytes, { logVkey: undefined });
  const origin = unknown.proof?.origin;
  const logVkey = given.key ?? (origin === undefined ? undefined : findKnownLog(io.env, origin)?.vkey);
  const log = given.log === undefined ? undefined : [await read(given.log)];
  const finding = verifyFraudProof(bytes, { logVkey, raw: rawVerify, ...(log === undefined ? {} : { log }) });
  printFinding(io, finding, fraudWords(finding), {
    origin: origin ?? null,
    verdict: finding.verdict,
    kind: finding.proof?.kind ?? null,
  });
  return finding.exitCode;
}

function fraudWords({ verdict, proof, checks }: FraudFinding): string {
  const whose = proof?.origin ?? "the log";
  switch (verdict) {
    case "tampered":
      return `Proven: the log ${whose} lied (${proof?.kind}).`;
    case "equivocation":
      return `Proven: the log ${whose} showed two histories (${proof?.kind}).`;
    case "policy-not-met":
      return "It fits together, but the witnesses that you trust did not sign it.";
    case "incomplete":
      return `This cannot be decided here: ${checks.find(({ outcome }) => outcome === "cannot-check")?.detail ?? "something is missing."}`;
    case "unproven":
      return `It proves nothing against ${whose}.`;
  }
}

function conclude(io: Io, finding: Finding, origin: string | undefined, index: number | undefined): number {
  const unsigned = finding.checks.some((check) => check.name === "log-signature" && check.outcome === "cannot-check");
  printFinding(io, finding, conclusionOf(finding, unsigned, origin, index), {
    origin: origin ?? null,
    index: index ?? null,
  });
  if (!finding.ok) return EXIT.tampered;
  return unsigned ? EXIT.incomplete : EXIT.ok;
}

function conclusionOf(
  finding: Finding,
  unsigned: boolean,
  origin: string | undefined,
  index: number | undefined,
): string {
  if (!finding.ok) return "This receipt does not hold.";
  if (unsigned)
    return `All of it fits together, but nothing yet shows that ${origin} signed it: give the log's key with --key.`;
  return `Entry ${index} stands in the log ${origin}. Whether it is effective, an audit tells: touchstone audit <url>.`;
}

function originOf(note: string): string | undefined {
  const parsed = parseCheckpoint(parseNote(note)?.text ?? "");
  return parsed.ok ? parsed.value.origin : undefined;
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new IncompleteError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** An editor's final line feed is not the file's fault. */
function trimmed(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === 0x0a ? bytes.slice(0, -1) : bytes;
}
