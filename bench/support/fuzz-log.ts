/**
 * Throws spoiled documents at every parser of the log core. What a parser accepts must be exactly what its formatter
 * writes; anything else is one typed refusal; nothing throws. The same seed gives the same documents.
 *
 * `node bench/fuzz-log.ts [rounds]` runs 100,000 rounds for each parser.
 */
import { base64Encode } from "#lib/kernel/base.ts";
import { concatBytes, equalBytes, utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { parseStatementHash } from "#lib/kernel/ids.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import type { Result } from "#lib/kernel/result.ts";
import { formatCheckpoint, parseCheckpoint } from "#lib/log/checkpoint.ts";
import { cosigner } from "#lib/log/cosignature.ts";
import { ed25519NoteSigner, formatNote, parseNote, signNote } from "#lib/log/note.ts";
import { type Peer, parsePeerList } from "#lib/log/peer-list.ts";
import { formatPromise, parsePromise, promiseOf } from "#lib/log/promise.ts";
import { formatProofFile, parseProofFile } from "#lib/log/proof-file.ts";
import { buildReceipt, parseReceipt } from "#lib/log/receipt.ts";
import {
  decodeEntryBundle,
  encodeEntryBundle,
  entriesTilePath,
  parseEntriesTilePath,
  parseTilePath,
  tilePath,
} from "#lib/log/tile.ts";
import { formatVkey, parseVkey } from "#lib/log/vkey.ts";
import { formatWitnessPolicy, parseWitnessPolicy } from "#lib/log/witness-policy.ts";

/**
 * `accepted` counts documents that were read; `failures` describes at most ten broken promises. `slowestMs`: the longest
 * that one document took, where a clock was given.
 */
export type FuzzResult = { parser: string; rounds: number; accepted: number; failures: string[]; slowestMs?: number };

/** `reformat` answers the bytes that the formatter writes for what was read, or undefined for a typed refusal. */
export type Target = { parser: string; samples: Uint8Array[]; reformat: (bytes: Uint8Array) => Uint8Array | undefined };

/** Fuzzes every parser `rounds` times. */
export function fuzzLogParsers({ rounds, seed }: { rounds: number; seed: number }): FuzzResult[] {
  return fuzzTargets(targets(), { rounds, seed });
}

export function fuzzTargets(
  list: Target[],
  { rounds, seed, now }: { rounds: number; seed: number; now?: () => number },
): FuzzResult[] {
  return list.map((target, i) => fuzz(target, rounds, numbers(seed + i), now));
}

function fuzz(
  { parser, samples, reformat }: Target,
  rounds: number,
  next: () => number,
  now?: () => number,
): FuzzResult {
  let accepted = 0;
  let slowestMs = 0;
  const failures: string[] = [];
  // A fifth of all documents are samples without an edit, the dearest to read: each is read once, and counted each time.
  const accepts = new Map<Uint8Array, boolean>();
  for (let round = 0; round < rounds && failures.length < 10; round += 1) {
    const bytes = spoil(samples, next);
    const known = accepts.get(bytes);
    if (known !== undefined) {
      accepted += Number(known);
      continue;
    }
    const isSample = samples.includes(bytes);
    if (isSample) accepts.set(bytes, false);
    const started = now?.() ?? 0;
    try {
      const again = reformat(bytes);
      if (again === undefined) continue;
      accepted += 1;
      if (isSample) accepts.set(bytes, true);
      if (!equalBytes(again, bytes)) failures.push(`accepts but rewrites ${base64Encode(bytes)}`);
    } catch (error) {
      failures.push(`${String(error)} for ${base64Encode(bytes)}`);
    } finally {
      if (now !== undefined) slowestMs = Math.max(slowestMs, now() - started);
    }
  }
  return { parser, rounds, accepted, failures, ...(now === undefined ? {} : { slowestMs }) };
}

/** Letters that mean something to one of the parsers. */
const TELLING = utf8Encode('\n +/=.—09xp"\\{}[],:\0\t\r-#');

/** A sample with up to four edits: a bit, a byte, a cut, a doubled or removed piece, a piece of another sample. */
function spoil(samples: readonly Uint8Array[], next: () => number): Uint8Array {
  const pick = () => samples[next() % samples.length] ?? new Uint8Array();
  let bytes = pick();
  for (let edits = next() % 5; edits > 0; edits -= 1) {
    const at = next() % (bytes.length + 1);
    const to = Math.min(bytes.length, at + (next() % 40));
    const [before, piece, after] = [bytes.slice(0, at), bytes.slice(at, to), bytes.slice(to)];
    switch (next() % 7) {
      case 0:
        bytes = concatBytes(
          before,
          piece.map((byte, i) => (i === 0 ? byte ^ (1 << (next() % 8)) : byte)),
          after,
        );
        break;
      case 1:
        bytes = concatBytes(before, Uint8Array.of(next() % 256), piece.slice(1), after);
        break;
      case 2:
        bytes = concatBytes(before, Uint8Array.of(TELLING[next() % TELLING.length] ?? 0), piece, after);
        break;
      case 3:
        bytes = before;
        break;
      case 4:
        bytes = concatBytes(before, after);
        break;
      case 5:
        bytes = concatBytes(before, piece, piece, after);
        break;
      default:
        bytes = concatBytes(before, pick().slice(at, to), after);
    }
  }
  return bytes;
}

/** Deterministic 32-bit numbers (xorshift32). */
function numbers(seed: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b1) | 1) >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}

function targets(): Target[] {
  const origin = "example.com/log";
  const log = ed25519NoteSigner(origin, new Uint8Array(32).fill(1));
  const witness = cosigner("witness.example/w1", new Uint8Array(32).fill(2), 1_679_315_147);
  const statementHash = parseStatementHash("5f".repeat(32));
  if (statementHash === undefined) throw new Error("The sample statement hash is malformed.");
  const proof = [sha256(Uint8Array.of(1)), sha256(Uint8Array.of(2))];
  const plain = formatCheckpoint({ origin, size: 4, root: sha256() });
  const extended = formatCheckpoint({ origin, size: 0, root: sha256(), extension: ["an extension — line"] });
  const notes = [signNote(plain, [log]), signNote(extended, [log, witness]), signNote("a\n\nb\n", [witness])];
  const [checkpointNote = ""] = notes;
  const entryBytes = utf8Encode("entry");
  const policy = `log ${log.vkey} https://${origin}\nwitness W ${witness.vkey}\ngroup G 1 W\nquorum G\n`;
  return [
    textTarget("vkey", [log.vkey, witness.vkey], parseVkey, formatVkey),
    byteTarget("note", notes.map(utf8Encode), parseNote, (note) => utf8Encode(formatNote(note))),
    refusingTarget("checkpoint", [plain, extended], parseCheckpoint, formatCheckpoint),
    refusingTarget("promise", [formatPromise(promiseOf(origin, statementHash, 9))], parsePromise, formatPromise),
    refusingTarget(
      "proof file",
      [
        formatProofFile({ index: 2, proof, checkpointNote }),
        formatProofFile({ index: 0, proof: [], checkpointNote, extra: entryBytes }),
      ],
      parseProofFile,
      formatProofFile,
    ),
    byteTarget(
      "receipt",
      [buildReceipt({ index: 2, entryBytes, proof, checkpointNote })],
      (bytes) => acceptedOf(parseReceipt(bytes)),
      buildReceipt,
    ),
    policyTarget([policy, `# none yet\nlog ${log.vkey}\nquorum none\n`]),
    peersTarget([policy, `# one\nlog ${log.vkey} http://127.0.0.1:8080\n`, `log ${log.vkey}\thttps://${origin}/a/\n`]),
    textTarget("tile path", ["tile/0/x001/x234/067", "tile/12/000.p/1"], parseTilePath, tilePath),
    textTarget("bundle path", ["tile/entries/x001/067.p/255"], parseEntriesTilePath, entriesTilePath),
    byteTarget(
      "entry bundle",
      [encodeEntryBundle([entryBytes, new Uint8Array()])],
      decodeEntryBundle,
      encodeEntryBundle,
    ),
  ];
}

export function byteTarget<T>(
  parser: string,
  samples: Uint8Array[],
  parse: (bytes: Uint8Array) => T | undefined,
  format: (value: T) => Uint8Array,
): Target {
  const reformat = (bytes: Uint8Array) => {
    const value = parse(bytes);
    return value === undefined ? undefined : format(value);
  };
  return { parser, samples, reformat };
}

/** Text parsers are given every spoiled document that is still UTF-8. */
function textTarget<T>(
  parser: string,
  samples: string[],
  parse: (text: string) => T | undefined,
  format: (value: T) => string,
): Target {
  const parseBytes = (bytes: Uint8Array) => {
    const text = utf8Decode(bytes);
    return text === undefined ? undefined : parse(text);
  };
  return byteTarget(parser, samples.map(utf8Encode), parseBytes, (value) => utf8Encode(format(value)));
}

function refusingTarget<T>(
  parser: string,
  samples: string[],
  parse: (text: string) => Result<T, Refusal>,
  format: (value: T) => string,
): Target {
  return textTarget(parser, samples, (text) => acceptedOf(parse(text)), format);
}

/** A list of peers, too, is read and not kept: what is read must be a list that reads as itself. */
function peersTarget(samples: string[]): Target {
  const write = (peers: readonly Peer[]) => peers.map(({ vkey, url }) => `log ${vkey} ${url}\n`).join("");
  const reformat = (bytes: Uint8Array) => {
    const peers = acceptedOf(parsePeerList(utf8Decode(bytes) ?? "log"));
    if (peers === undefined) return undefined;
    const text = write(peers);
    if (write(acceptedOf(parsePeerList(text)) ?? []) !== text) throw new Error("The list reads as another");
    for (const { origin, vkey, url } of peers)
      if (parseVkey(vkey)?.name !== origin || !URL.canParse(`${url}/checkpoint`)) throw new Error(`No log: ${url}`);
    return bytes;
  };
  return { parser: "list of peers", samples: samples.map(utf8Encode), reformat };
}

/** Policies may hold comments and spaces, so that the promise is about what is read, not about the bytes. */
function policyTarget(samples: string[]): Target {
  const canonical = (text: string): string | undefined => {
    const policy = acceptedOf(parseWitnessPolicy(text));
    return policy === undefined ? undefined : formatWitnessPolicy(policy);
  };
  const reformat = (bytes: Uint8Array) => {
    const first = canonical(utf8Decode(bytes) ?? "");
    if (first === undefined) return undefined;
    if (canonical(first) !== first) throw new Error("The canonical policy reads as another");
    return bytes;
  };
  return { parser: "witness policy", samples: samples.map(utf8Encode), reformat };
}

export function acceptedOf<T>(result: Result<T, Refusal>): T | undefined {
  if (result.ok) return result.value;
  if (result.error.code === undefined || result.error.detail === "")
    throw new Error("A refusal without code or detail");
  return undefined;
}

/** Prints the results; the process ends with 1 when a promise was broken. */
export function printFuzz(results: readonly FuzzResult[]): void {
  for (const { parser, rounds, accepted, failures } of results) {
    console.log(`${parser}: ${rounds} documents, ${accepted} accepted, ${failures.length} failures`);
    for (const failure of failures) console.log(`  ${failure}`);
  }
  process.exitCode = results.some(({ failures }) => failures.length > 0) ? 1 : 0;
}

if (import.meta.main) printFuzz(fuzzLogParsers({ rounds: Number(process.argv[2] ?? 100_000), seed: 1 }));
