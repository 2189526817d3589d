/**
 * Promises: a note by the log's promise key `<origin>/promise` that a statement in the committed inbox will be in the
 * log. Lines: `touchstone-promise/v1`, origin, base64 statement hash, and three times in POSIX seconds: received,
 * include-by (+60) and hard-by (+86,400). With a checkpoint cosigned after hard-by that lacks the statement, it proves
 * censorship.
 */
import { base64Decode, base64Encode, hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { type Check, type Finding, findingOf } from "#lib/kernel/checks.ts";
import { parseStatementHash, type StatementHash } from "#lib/kernel/ids.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { ed25519NoteVerifier, openNote, parseNote } from "./note.ts";

/** Times are POSIX seconds. */
export type InclusionPromise = {
  readonly origin: string;
  readonly statementHash: StatementHash;
  readonly receivedSeconds: number;
  readonly includeBySeconds: number;
  readonly hardBySeconds: number;
};

/** Later than this after receipt, an inclusion is late. */
export const INCLUDE_WITHIN_SECONDS = 60;
/** Later than this after receipt, a missing inclusion is censorship. */
export const HARD_WITHIN_SECONDS = 86_400;

/** First line of a promise. */
export const PROMISE_TYPE = "touchstone-promise/v1";

/** The promise that this log gives for a statement received at that second. */
export function promiseOf(origin: string, statementHash: StatementHash, receivedSeconds: number): InclusionPromise {
  return {
    origin,
    statementHash,
    receivedSeconds,
    includeBySeconds: receivedSeconds + INCLUDE_WITHIN_SECONDS,
    hardBySeconds: receivedSeconds + HARD_WITHIN_SECONDS,
  };
}

/** `waiting` up to include-by, `late` up to hard-by, `overdue` after it, when absence from the log is censorship. */
export type PromiseState = "waiting" | "late" | "overdue";

/** How a promise stands at that moment (POSIX seconds) while the statement is in no log. */
export function promiseStateAt({ includeBySeconds, hardBySeconds }: InclusionPromise, seconds: number): PromiseState {
  if (seconds > hardBySeconds) return "overdue";
  return seconds > includeBySeconds ? "late" : "waiting";
}

/** Note text of a promise. */
export function formatPromise(promise: InclusionPromise): string {
  const hash = base64Encode(hexDecode(promise.statementHash) ?? new Uint8Array());
  const { origin, receivedSeconds, includeBySeconds, hardBySeconds } = promise;
  return `${[PROMISE_TYPE, origin, hash, receivedSeconds, includeBySeconds, hardBySeconds].join("\n")}\n`;
}

/** Reads a promise's note text; then {@link formatPromise} gives it back exactly. */
export function parsePromise(text: string): Result<InclusionPromise, Refusal> {
  const refuse = (detail: string) => err(refusal("malformed", "", detail));
  const [header, origin = "", hashText = "", received, includeBy, hardBy, end, ...more] = text.split("\n");
  if (header !== PROMISE_TYPE || end !== "" || more.length > 0) return refuse(`Not the six lines of ${PROMISE_TYPE}.`);
  if (origin === "") return refuse("The origin line is empty.");
  const statementHash = parseStatementHash(hexEncode(base64Decode(hashText) ?? new Uint8Array()));
  if (statementHash === undefined) return refuse("The third line is not the base64 of a statement hash.");
  const receivedSeconds = parseSeconds(received ?? "");
  const includeBySeconds = parseSeconds(includeBy ?? "");
  const hardBySeconds = parseSeconds(hardBy ?? "");
  if (receivedSeconds === undefined || includeBySeconds === undefined || hardBySeconds === undefined) {
    return refuse("A time is not a number of seconds.");
  }
  if (receivedSeconds > includeBySeconds || includeBySeconds > hardBySeconds) return refuse("The times are unordered.");
  return ok({ origin, statementHash, receivedSeconds, includeBySeconds, hardBySeconds });
}

/** `promise` is there when the note has the form of one, signed or not. */
export type PromiseFinding = Finding & { readonly promise?: InclusionPromise };

/**
 * Checks a promise note with the promise key of genesis (a vkey named `<origin>/promise`). Checks, in order: `form`,
 * `signature`, `origin` (the key is the promise key of the log that the promise names).
 */
export function verifyPromise(note: Uint8Array | string, promiseVkey: string): PromiseFinding {
  const parsedNote = parseNote(note);
  const parsed =
    parsedNote === undefined ? err(refusal("malformed", "", "Not a signed note.")) : parsePromise(parsedNote.text);
  if (!parsed.ok) {
    return findingOf([
      { name: "form", outcome: "fail", reason: parsed.error.code, detail: parsed.error.detail },
      { name: "signature", outcome: "not-run" },
      { name: "origin", outcome: "not-run" },
    ]);
  }
  const verifier = ed25519NoteVerifier(promiseVkey);
  const opened = verifier === undefined ? err("unverified" as const) : openNote(note, [verifier]);
  const signature: Check = opened.ok
    ? { name: "signature", outcome: "pass" }
    : { name: "signature", outcome: "fail", reason: opened.error };
  const origin: Check =
    verifier?.name === `${parsed.value.origin}/promise`
      ? { name: "origin", outcome: "pass" }
      : { name: "origin", outcome: "fail", reason: "wrong-origin" };
  return { ...findingOf([{ name: "form", outcome: "pass" }, signature, origin]), promise: parsed.value };
}

/** POSIX seconds in decimal, without sign and leading zeros, up to 12 digits. */
function parseSeconds(text: string): number | undefined {
  return /^(?:0|[1-9]\d{0,11})$/.test(text) ? Number(text) : undefined;
}
