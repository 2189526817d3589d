/**
 * Throws spoiled files at the readers of what a witness and a log keep about cosignatures. The promises are those of
 * fuzz-log.ts; in a journal, moreover, no spoiled line takes another with it.
 *
 * `node bench/fuzz-stores.ts [rounds]` runs 100,000 rounds for each reader.
 */
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { cosigner } from "#lib/log/cosignature.ts";
import { ed25519NoteSigner, formatSignatureLine, parseNote, signNote } from "#lib/log/note.ts";
import {
  formatKeptCosignature,
  type KeptCosignature,
  parseKeptCosignatures,
} from "#lib/server/sequencer/witnesses/cosignature-journal.ts";
import { formatHead, parseHead } from "#lib/server/witness/file-store.ts";
import { byteTarget, type FuzzResult, fuzzTargets, printFuzz, type Target } from "./fuzz-log.ts";

/** Fuzzes every reader `rounds` times. */
export function fuzzStoreParsers(options: { rounds: number; seed: number }): FuzzResult[] {
  return fuzzTargets(targets(), options);
}

function targets(): Target[] {
  const origin = "example.com/log";
  const log = ed25519NoteSigner(origin, new Uint8Array(32).fill(1));
  const witness = cosigner("witness.example/w1", new Uint8Array(32).fill(2), 1_679_315_147);
  const heads = [0, 4].map((size) => {
    const root = sha256(...(size === 0 ? [] : [Uint8Array.of(size)]));
    return { size, root, note: signNote(formatCheckpoint({ origin, size, root }), [log, witness]) };
  });
  return [
    byteTarget(
      "witness's head on disk",
      heads.map((head) => utf8Encode(formatHead(origin, head))),
      (bytes) => parseHead(bytes, origin),
      (head) => utf8Encode(formatHead(origin, head)),
    ),
    journalTarget(
      heads.map(({ size, note }) => ({
        size,
        witness: witness.name,
        vkey: witness.vkey,
        timeSeconds: 1_679_315_147,
        line: parseNote(note)?.signatures.slice(1).map(formatSignatureLine).join("") ?? "",
        receivedAtMs: 1_679_315_147_000,
      })),
    ),
  ];
}

/** A torn piece may hold any bytes; the lines before and after it are read all the same. */
function journalTarget(kept: readonly KeptCosignature[]): Target {
  const [whole = new Uint8Array(), ...others] = kept.map(formatKeptCosignature);
  const alone = (bytes: Uint8Array) => parseKeptCosignatures(bytes).map((each) => JSON.stringify(each));
  const reformat = (bytes: Uint8Array) => {
    const read = alone(bytes);
    const between = alone(concatBytes(whole, bytes, whole));
    const [first = ""] = alone(whole);
    if (between.at(0) !== first || between.at(-1) !== first) throw new Error("A spoiled line took another with it");
    const again = alone(concatBytes(...parseKeptCosignatures(bytes).map(formatKeptCosignature)));
    if (again.join() !== read.join()) throw new Error("What was read is written otherwise");
    return read.length === 0 ? undefined : bytes;
  };
  return { parser: "journal of cosignatures", samples: [whole, ...others], reformat };
}

if (import.meta.main) printFuzz(fuzzStoreParsers({ rounds: Number(process.argv[2] ?? 100_000), seed: 1 }));
