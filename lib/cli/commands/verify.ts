/** `touchstone verify <file>`: what a receipt, a checkpoint, a promise, a proof or a whole log shows, without the network. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { parseDid } from "#lib/kernel/ids.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { parseWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { FileContent, FileFinding } from "#lib/state/file-content.ts";
import { type FileTrust, FileVerifier, type KnownLog } from "#lib/state/verify-file.ts";
import { type Command, IncompleteError, type Io, UsageError } from "../command.ts";
import { printFinding } from "../print-finding.ts";
import { keptLog, pushFile } from "../transfer/verify-on-disk.ts";

type Given = {
  key?: string;
  "promise-key"?: string;
  issuer?: string;
  "witness-policy"?: string;
  log?: string;
  entry?: string;
};

export const verify: Command = {
  summary: "check a receipt, a checkpoint, a promise, a proof or an archived log without the network",
  usage:
    "touchstone verify <file | -> [--key <log vkey>] [--witness-policy <file>] [--issuer <the index's did>]\n" +
    "                  [--promise-key <vkey>] [--log <archive>] [--entry <entry bytes of a .tlog-proof>]",
  async run(args, io) {
    const text = { type: "string" } as const;
    const options = { key: text, "promise-key": text, issuer: text, "witness-policy": text, log: text, entry: text };
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError("Name one file, or - for standard input.");
    const verifier = new FileVerifier(await trustOf(values, io));
    if (file === "-") verifier.push(await io.readStdin());
    else await pushFile(file, verifier, io);
    const finding = verifier.finish();
    const { sentence, content, origin, verdict, exitCode, notProven } = finding;
    const facts = { type: content.kind, verdict, origin: origin ?? null, ...factsOf(content), notProven };
    printFinding(io, finding, `${sentence}${adviceOf(finding)}`, facts);
    return exitCode;
  },
};

async function trustOf(given: Given, io: Io): Promise<FileTrust> {
  if (given.key !== undefined && parseVkey(given.key)?.type !== "ed25519")
    throw new UsageError("--key is not a verifier key (name+id+base64).");
  if (given["promise-key"] !== undefined && parseVkey(given["promise-key"])?.type !== "ed25519")
    throw new UsageError("--promise-key is not a verifier key (name+id+base64).");
  const issuer = given.issuer === undefined ? undefined : parseDid(given.issuer);
  if (given.issuer !== undefined && issuer === undefined) throw new UsageError("--issuer is not a did:key.");
  const policy = given["witness-policy"] === undefined ? undefined : policyOf(await read(given["witness-policy"]));
  const log = given.log === undefined ? undefined : [await read(given.log)];
  const entryBytes = given.entry === undefined ? undefined : await read(given.entry);
  return {
    known: (origin) => knownLog(origin, given, issuer, io),
    ...(policy && { policy }),
    ...(log && { log: () => log }),
    ...(entryBytes && { entryBytes }),
    raw: rawVerify,
  };
}

/** What the command line says of a log goes before what an earlier audit kept of it. */
function knownLog(origin: string, given: Given, issuer: KnownLog["issuer"], io: Io): KnownLog {
  const { key, "promise-key": promiseVkey } = given;
  return {
    ...keptLog(origin, key, io),
    ...(promiseVkey === undefined ? {} : { promiseVkey }),
    ...(issuer === undefined ? {} : { issuer }),
  };
}

function policyOf(bytes: Uint8Array): WitnessPolicy {
  const parsed = parseWitnessPolicy(utf8Decode(bytes) ?? "\0");
  if (parsed.ok) return parsed.value;
  throw new UsageError(`--witness-policy, line ${parsed.error.pointer.slice(1) || "1"}: ${parsed.error.detail}`);
}

function factsOf(content: FileContent): Record<string, unknown> {
  switch (content.kind) {
    case "receipt":
    case "tlog-proof":
      return { index: content.found.index ?? null };
    case "aggregate-proof":
      return { key: content.found.proof?.key ?? null, size: content.found.size ?? null };
    case "ledger-split":
      return { provider: content.found.provider ?? null, block: content.found.proof?.block ?? null };
    case "fraud-proof":
      return { kind: content.found.proof?.kind ?? null };
    case "checkpoint":
    case "archive":
      return { size: content.found.checkpoint?.size ?? null };
    case "promise":
      return { statementHash: content.found.promise?.statementHash ?? null };
    case "unusable":
      return { place: content.found.place };
  }
}

/** What to do next, where the command line can do it. */
function adviceOf({ content, verdict, logKey }: FileFinding): string {
  if (verdict === "incomplete" && logKey.from === "nowhere" && content.kind !== "unusable")
    return " Give the log's key with --key, or audit the log once.";
  if (verdict === "incomplete" && content.kind === "aggregate-proof")
    return " Give who speaks for the index with --issuer, or audit it once.";
  if (verdict !== "verified") return "";
  if (content.kind === "receipt") return " Whether it is effective, an audit tells: touchstone audit <url>.";
  if (content.kind === "aggregate-proof") return " Whether that state is true, an audit tells: touchstone audit <url>.";
  if (content.kind === "archive" && logKey.from === "nowhere")
    return " Its key is trusted on first use: compare it with one from another source.";
  return "";
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new IncompleteError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
