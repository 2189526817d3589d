/**
 * The signature lines of a note in a fraud proof. Lines stand outside the text that is signed: were others allowed, one
 * fraud would make as many files as somebody likes, each of another hash and of any length.
 */
import { compareBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { ed25519NoteVerifier, formatSignatureLine, isSameKey, type NoteVerifier, parseNote } from "#lib/log/note.ts";
import { witnessesOf } from "#lib/log/quorum.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";

/** The same text with one line of each of these keys that has one, in their order. */
export function withLines(note: string, keys: readonly NoteVerifier[]): string {
  const parsed = parseNote(note);
  const lines = keys.flatMap((key) => parsed?.signatures.filter((line) => isSameKey(line, key)).slice(0, 1) ?? []);
  return `${parsed?.text ?? ""}\n${lines.map(formatSignatureLine).join("")}`;
}

/** The order of lines in a proof: the log's, then the witnesses' by key name. */
export function inLineOrder(log: NoteVerifier, witnesses: readonly NoteVerifier[]): NoteVerifier[] {
  return [log, ...witnesses.toSorted((a, b) => compareBytes(utf8Encode(a.name), utf8Encode(b.name)))];
}

/**
 * What is wrong with the lines of a note that the log signed, if anything. `policy`: whose cosignatures it may bear, each
 * once; null: nobody's. `foreign-lines`: another reader, who trusts other witnesses, might take it.
 */
export function faultOfLines(
  note: string,
  logVkey: string,
  policy: WitnessPolicy | null,
): "needless-lines" | "foreign-lines" | undefined {
  const log = ed25519NoteVerifier(logVkey);
  if (log === undefined) return "needless-lines";
  const witnesses = policy === null ? [] : witnessesOf(policy).map(({ verifier }) => verifier);
  if (note === withLines(note, inLineOrder(log, witnesses))) return undefined;
  const isForeign = parseNote(note)?.signatures.some(
    (line) => ![log, ...witnesses].some((key) => isSameKey(line, key)),
  );
  return policy !== null && isForeign === true ? "foreign-lines" : "needless-lines";
}
