/** `touchstone verify <file>`: what a receipt, a proof, a whole log or evidence against a provider shows, without the network. */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { type Did, type EntryIndex, parseDid } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { vkeyOf } from "#lib/log/log-key.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { parseWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import type { FileContent, FileFinding } from "#lib/state/files/file-content.ts";
import type { FileTrust, KnownLog } from "#lib/state/files/file-trust.ts";
import { judgeAgain } from "#lib/state/files/judge-again.ts";
import { runFraudAgain } from "#lib/state/files/judge-fraud-proof.ts";
import { lacksKeys, learnedFrom, withLearned } from "#lib/state/files/learn-keys.ts";
import { judgeEvidence } from "#lib/state/files/verify-evidence.ts";
import { archiveOrigin, FileVerifier, verifyFile } from "#lib/state/files/verify-file.ts";
import { encodeFraudProof, parseFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { withOwnLines } from "#lib/state/fraud/own-lines.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { type Command, IncompleteError, type Io, UsageError } from "../command.ts";
import { readSource } from "../definition/read-source.ts";
import { printFinding } from "../print-finding.ts";
import { keptLog, pushFile } from "../transfer/verify-on-disk.ts";

type Given = {
  key?: string;
  "promise-key"?: string[];
  issuer?: string;
  "answer-key"?: string;
  "witness-policy"?: string;
  log?: string;
  entry?: string;
  definition?: string;
  "own-lines"?: string;
};

export const verify: Command = {
  summary:
    "check a receipt, a proof, an archived log, a case, evidence, a signed answer or directory, a token or a definition offline",
  usage:
    "touchstone verify <file | -> [--key <log vkey>] [--witness-policy <file>] [--issuer <the index's did>]\n" +
    "                  [--promise-key <vkey>]… [--answer-key <did>] [--entry <entry bytes of a .tlog-proof>]\n" +
    "                  [--log <archive: verdicts are judged again by it, and it names the other keys of its log>]\n" +
    "                  [--definition <source of the definition, with its code: evidence is run again by it>]\n" +
    "                  [--own-lines <file to write: a proof of fraud without lines of watchers whom your policy does not know>]",
  async run(args, io) {
    const text = { type: "string" } as const;
    const options = {
      key: text,
      "promise-key": { ...text, multiple: true } as const,
      issuer: text,
      "answer-key": text,
      "witness-policy": text,
      log: text,
      entry: text,
      definition: text,
      "own-lines": text,
    };
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError("Name one file, or - for standard input.");
    const trust = await trustOf(values, io);
    const found = await verifyLearning(await givenFile(file, values["own-lines"], trust, io), trust, io);
    const finding =
      found.content.kind === "evidence"
        ? await judgeHere(found.content.bytes, values)
        : await withReplayHosts(async (hosts) => judgeAgain(await runFraudAgain(found, trust, hosts), trust, hosts));
    const { sentence, content, origin, verdict, exitCode, notProven } = finding;
    const facts = { type: content.kind, verdict, origin: origin ?? null, ...factsOf(content), notProven };
    printFinding(io, finding, `${sentence}${adviceOf(finding)}`, facts);
    return exitCode;
  },
};

/** Its bytes where they are at hand, else where it is: a whole log is read piece by piece. */
async function givenFile(file: string, ownLines: string | undefined, trust: FileTrust, io: Io) {
  if (ownLines !== undefined) return await keepOwnLines(file, ownLines, trust, io);
  return file === "-" ? await io.readStdin() : file;
}

/** With the keys that the log beside the file names, where it lacks some. `file`: its bytes, or where it is. */
async function verifyLearning(file: Uint8Array | string, trust: FileTrust, io: Io): Promise<FileFinding> {
  const found = await verifyBy(file, trust, io);
  const [log] = trust.log?.(found.origin ?? "") ?? [];
  if (log === undefined || !lacksKeys(found) || archiveOrigin(log) !== found.origin) return found;
  const learned = learnedFrom(verifyFile(log, trust));
  if (learned === undefined) return found;
  const known = (origin: string) => withLearned(trust.known(origin), origin === found.origin ? learned : undefined);
  return await verifyBy(file, { ...trust, known }, io);
}

async function verifyBy(file: Uint8Array | string, trust: FileTrust, io: Io): Promise<FileFinding> {
  const verifier = new FileVerifier(trust);
  if (typeof file === "string") await pushFile(file, verifier, io);
  else verifier.push(file);
  return verifier.finish();
}

/** Writes the proof as it counts for this reader, and answers it. */
async function keepOwnLines(file: string, out: string, trust: FileTrust, io: Io): Promise<Uint8Array> {
  const parsed = parseFraudProof(file === "-" ? await io.readStdin() : await read(file));
  const key = parsed.ok ? trust.known(parsed.value.origin)?.key : undefined;
  const vkey = key === undefined ? undefined : vkeyOf(key);
  if (trust.policy === undefined || vkey === undefined)
    throw new UsageError("--own-lines needs a proof of fraud, --key and --witness-policy.");
  const own = parsed.ok ? withOwnLines(parsed.value, vkey, trust.policy) : undefined;
  if (own === undefined) throw new UsageError("No watcher's time counts in this proof: it stands as it is.");
  const bytes = encodeFraudProof(own);
  await writeFile(out, bytes);
  return bytes;
}

/** A bundle by its fourteen checks, as far as it can be judged without an index. */
async function judgeHere(bytes: Uint8Array, { key, definition: file }: Given): Promise<FileFinding> {
  const source = file === undefined ? undefined : await readSource(file);
  const hash = source && hexEncode(definitionHash(source.body.definition));
  return await withReplayHosts((hosts) =>
    judgeEvidence(bytes, {
      // Not filed: behind everything that any log holds, and now.
      filed: { index: Number.MAX_SAFE_INTEGER as EntryIndex, at: asInstant(Date.now()) },
      trust: { logVkey: key, raw: rawVerify },
      historyOf: () => undefined,
      definitionOf: (asked) =>
        source && asked === hash
          ? { definition: source.body.definition, material: source.material, listed: undefined }
          : undefined,
      hosts,
    }),
  );
}

async function trustOf(given: Given, io: Io): Promise<FileTrust> {
  if (given.key !== undefined && parseVkey(given.key)?.type !== "ed25519")
    throw new UsageError("--key is not a verifier key (name+id+base64).");
  if (given["promise-key"]?.some((vkey) => parseVkey(vkey)?.type !== "ed25519"))
    throw new UsageError("--promise-key is not a verifier key (name+id+base64).");
  const [issuer, answerKey] = [didOf(given, "issuer"), didOf(given, "answer-key")];
  const policy = given["witness-policy"] === undefined ? undefined : policyOf(await read(given["witness-policy"]));
  const log = given.log === undefined ? undefined : [await read(given.log)];
  const entryBytes = given.entry === undefined ? undefined : await read(given.entry);
  return {
    known: (origin) => knownLog(origin, given, { ...(issuer && { issuer }), ...(answerKey && { answerKey }) }, io),
    ...(policy && { policy }),
    ...(log && { log: () => log }),
    ...(entryBytes && { entryBytes }),
    raw: rawVerify,
  };
}

/** What the command line says of a log goes before what an earlier audit kept of it. */
function knownLog(origin: string, given: Given, dids: Pick<KnownLog, "issuer" | "answerKey">, io: Io): KnownLog {
  const { key, "promise-key": promiseVkeys } = given;
  return {
    ...keptLog(origin, key, io),
    ...(promiseVkeys && { promiseVkeys }),
    ...dids,
  };
}

function didOf(given: Given, name: "issuer" | "answer-key"): Did | undefined {
  const text = given[name];
  const did = text === undefined ? undefined : parseDid(text);
  if (text !== undefined && did === undefined) throw new UsageError(`--${name} is not a did:key.`);
  return did;
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
    case "answer":
    case "directory": {
      const { request, asOf } = content.found.answer ?? {};
      return { request: request ?? null, size: asOf?.size ?? null, time: asOf?.time ?? null };
    }
    case "ledger-split":
      return { provider: content.found.provider ?? null, block: content.found.proof?.block ?? null };
    case "fraud-proof":
      return { kind: content.found.proof?.kind ?? null };
    case "case":
      return { case: content.found.file?.case ?? null };
    case "checkpoint":
    case "archive":
      return { size: content.found.checkpoint?.size ?? null };
    case "promise":
      return { statementHash: content.found.promise?.statementHash ?? null };
    case "evidence":
      return { machine: content.found?.verdict ?? null, fault: content.found?.fault ?? null };
    case "exchange":
      return { keyid: content.found.answer.parameters.keyid ?? null };
    case "token":
      return { id: content.found.id ?? null };
    case "definition":
      return { hash: content.found.hash };
    case "unusable":
      return { place: content.found.place };
  }
}

/** What to do next, where the command line can do it. */
function adviceOf({ content, verdict, logKey, checks }: FileFinding): string {
  if (content.kind === "evidence" && verdict === "incomplete")
    return " What is missing an index has: touchstone evidence check <file> --url <index>.";
  if (content.kind === "exchange" || content.kind === "token" || content.kind === "definition") return "";
  if (verdict === "incomplete" && logKey.from === "nowhere" && content.kind !== "unusable")
    return " Give the log's key with --key, or audit the log once.";
  if (verdict === "incomplete" && content.kind === "promise")
    return " Give the log's promise keys with --promise-key, or an archive of it with --log.";
  if (verdict === "incomplete" && content.kind === "aggregate-proof")
    return " Give who speaks for the index with --issuer, or audit it once.";
  if (verdict === "incomplete" && (content.kind === "answer" || content.kind === "directory"))
    return " Give the index's answer key with --answer-key: its genesis names it.";
  if (verdict === "policy-not-met" && content.kind === "fraud-proof")
    return " If it bears lines of watchers whom you do not know, --own-lines <file> writes it without them.";
  if (verdict !== "verified") return "";
  const judged = checks.find(({ name }) => name === "verdict")?.outcome;
  if (content.kind === "receipt" && judged === "pass") return " Judged again here, its evidence gives that verdict.";
  if (content.kind === "receipt" && content.found.parsed?.statement.kind === "verdict" && judged === undefined)
    return " Whether its evidence gives that verdict, the log tells: give an archive with --log.";
  if (content.kind === "receipt") return " Whether it is effective, an audit tells: touchstone audit <url>.";
  if (content.kind === "aggregate-proof") return " Whether that state is true, an audit tells: touchstone audit <url>.";
  if (content.kind === "case" && judged === "pass")
    return " Judged again here, its evidence gives what the index said; what people decided, read for yourself: touchstone case import <file>.";
  if (content.kind === "case")
    return " Whether it was decided rightly, read for yourself: touchstone case import <file>.";
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
