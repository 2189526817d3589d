/**
 * Throws spoiled files at the readers of what a witness and a log keep about cosignatures, and of what other servers answer. The
 * promises are those of fuzz-log.ts; in a journal, moreover, no spoiled line takes another with it.
 *
 * `node bench/fuzz-stores.ts [rounds]` runs 100,000 rounds for each reader.
 */
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { cosignatureVerifier, cosigner } from "#lib/log/cosignature.ts";
import { ed25519NoteSigner, formatSignatureLine, parseNote, signNote } from "#lib/log/note.ts";
import { readWitnessAnswer, SIZE_MEDIA_TYPE } from "#lib/log/witness-protocol.ts";
import {
  readKeyDirectory,
  readNameFile,
  readPaymentMethods,
  readSecurityTxt,
} from "#lib/server/observer/read-answers.ts";
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
    ...answerTargets(heads[1]?.note ?? "", witness),
  ];
}

/** What a stranger's server answers to a look, and a watcher to a head: free forms, of which the reader takes what it knows. */
function answerTargets(note: string, witness: ReturnType<typeof cosigner>): Target[] {
  const key = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
  const total = (parser: string, samples: readonly string[], read: (bytes: Uint8Array) => unknown): Target => ({
    parser,
    samples: samples.map(utf8Encode),
    reformat: (bytes) => {
      const found = read(bytes);
      return found === undefined || (Array.isArray(found) && found.length === 0) ? undefined : bytes;
    },
  });
  const verifier = cosignatureVerifier(witness.vkey);
  if (verifier === undefined) throw new Error("The sample witness has no key.");
  const line = parseNote(note)?.signatures.slice(1).map(formatSignatureLine).join("") ?? "";
  return [
    total(
      "file of a name",
      [
        `[{"touchstone":"prv_${"a".repeat(26)}","log":"a.example/log"}]`,
        `{"touchstone":"prv_${"a".repeat(26)}","log":"b/l"}`,
      ],
      readNameFile,
    ),
    total(
      "payment methods",
      ['{"payment_methods":[{"coin":"ETH","environment":"mainnet","address":"0xaa"}]}'],
      readPaymentMethods,
    ),
    total("security.txt", ["Contact: mailto:a@b.example\nExpires: 2027-01-01T00:00:00Z\n"], readSecurityTxt),
    total("key directory", [`{"keys":[{"kty":"OKP","crv":"Ed25519","x":"${key}"}]}`], readKeyDirectory),
    total("watcher's answer", [line, "7\n"], (body) => {
      const kinds = [200, 409].map((status) =>
        readWitnessAnswer({ status, mediaType: SIZE_MEDIA_TYPE, body }, note, verifier),
      );
      return kinds.find(({ outcome }) => outcome === "cosigned" || outcome === "retry-from");
    }),
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
