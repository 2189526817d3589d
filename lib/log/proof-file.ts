/**
 * `.tlog-proof` files (C2SP tlog-proof): header, perhaps `extra <base64>`, `index <n>`, the inclusion proof one hash a
 * line from the leaf's sibling up, an empty line, and the checkpoint verbatim. The entry itself is not in the file.
 */
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";
import { asHash, type Hash } from "#lib/kernel/hash.ts";
import { parseEntryIndex } from "#lib/kernel/ids.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import { parseNote } from "./note.ts";

/** `checkpointNote` is the signed note as text. `extra` is unauthenticated and means what the application says. */
export type ProofFile = {
  readonly index: number;
  readonly proof: readonly Hash[];
  readonly checkpointNote: string;
  readonly extra?: Uint8Array;
};

/** Longest inclusion proof of a tree whose size is a safe integer. */
export const MAX_PROOF_HASHES = 53;

/** First line of such a file. */
export const PROOF_FILE_TYPE = "c2sp.org/tlog-proof@v1";

/** Text of a `.tlog-proof` file. */
export function formatProofFile({ index, proof, checkpointNote, extra }: ProofFile): string {
  const lines = [PROOF_FILE_TYPE];
  if (extra !== undefined) lines.push(`extra ${base64Encode(extra)}`);
  lines.push(`index ${index}`, ...proof.map((hash) => base64Encode(hash)));
  return `${lines.join("\n")}\n\n${checkpointNote}`;
}

/** Reads a `.tlog-proof` file; then {@link formatProofFile} gives it back exactly. Verifies nothing. */
export function parseProofFile(text: string): Result<ProofFile, Refusal> {
  const refuse = (detail: string) => err(refusal("malformed", "", detail));
  const split = text.indexOf("\n\n");
  if (split < 0) return refuse("The empty line before the checkpoint is missing.");
  const checkpointNote = text.slice(split + 2);
  const note = parseNote(checkpointNote);
  if (note === undefined || !parseCheckpoint(note.text).ok) return refuse("What follows is not a signed checkpoint.");

  const [header, ...lines] = text.slice(0, split).split("\n");
  if (header !== PROOF_FILE_TYPE) return refuse(`The first line is not ${PROOF_FILE_TYPE}.`);
  const extra = lines[0]?.startsWith("extra ") ? base64Decode(lines.shift()?.slice(6) ?? "") : null;
  if (extra === undefined) return refuse("The extra line is not base64.");
  const index = parseEntryIndex(/^index (.*)$/.exec(lines.shift() ?? "")?.[1] ?? "");
  if (index === undefined) return refuse("The index line is missing or not a number below 2^53.");
  const proof = parseHashes(lines);
  if (proof === undefined) return refuse("A proof line is not the base64 of a 32-byte hash, or there are too many.");
  return ok({ index, proof, checkpointNote, ...(extra !== null && { extra }) });
}

/** Base64 texts of 32-byte hashes, at most `most` of them (preset 53); undefined otherwise. */
export function parseHashes(texts: readonly string[], most: number = MAX_PROOF_HASHES): Hash[] | undefined {
  if (texts.length > most) return undefined;
  const hashes: Hash[] = [];
  for (const text of texts) {
    const bytes = base64Decode(text);
    if (bytes?.length !== 32) return undefined;
    hashes.push(asHash(bytes));
  }
  return hashes;
}
