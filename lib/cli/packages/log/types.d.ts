/** touchstone-log: verifies what a witnessed log hands out, offline: receipts, checkpoints, proofs, signed answers, archives. */

/** `fail` is a finding, never an exception. */
export type Check = {
  readonly name: string;
  readonly outcome: "pass" | "fail" | "cannot-check" | "not-run";
  readonly reason?: string;
  readonly detail?: string;
};

export type FileFinding = {
  readonly verdict: string;
  /** 0 verified, 1 tampered, 2 incomplete, 3 equivocation, 4 policy not met. */
  readonly exitCode: number;
  /** For people. */
  readonly sentence: string;
  /** Name of the log that the file is about. */
  readonly origin: string | undefined;
  readonly checks: readonly Check[];
  /** What a pass does not prove. */
  readonly notProven: readonly string[];
};

/**
 * Recognises the file by its content and makes every check in order. `logVkey`: the log's key from your own records; without
 * it only who claims to have signed can be said. `answerKey`: did:key of the index, for signed answers. Never throws.
 */
export declare function verifyFile(
  bytes: Uint8Array,
  trust?: { readonly logVkey?: string | undefined; readonly answerKey?: string | undefined },
): FileFinding;

/** A checkpoint that this key signed; undefined for any other text. */
export declare function openCheckpoint(
  note: string,
  logVkey: string,
): { readonly origin: string; readonly size: number; readonly root: Uint8Array } | undefined;

/** SHA-256(0x00 ‖ entry) and SHA-256(0x01 ‖ left ‖ right), RFC 6962. */
export declare function leafHash(entry: Uint8Array): Uint8Array;
export declare function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array;

/** Hashes of 32 bytes; RangeError for others. */
export declare function verifyInclusion(
  proof: readonly Uint8Array[],
  index: number,
  size: number,
  leaf: Uint8Array,
  root: Uint8Array,
): boolean;
export declare function verifyConsistency(
  proof: readonly Uint8Array[],
  from: number,
  to: number,
  fromRoot: Uint8Array,
  toRoot: Uint8Array,
): boolean;
