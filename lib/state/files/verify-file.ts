/**
 * One entry for everything that a log hands out as a file: recognises it, verifies it by the reader's own trust, and
 * answers with one shape: every check in order, one verdict, one sentence, and what it does not prove. Command line,
 * `/verify` and the offline file all use this. Evidence is only recognised: `judgeEvidence` makes its checks, which may run
 * code. Never throws.
 */
import { concatBytes } from "#lib/kernel/bytes.ts";
import { ArchiveReader } from "#lib/log/archive.ts";
import { checkLogKey, vkeyOf } from "#lib/log/log-key.ts";
import { checkCosignatures } from "../check-head.ts";
import { MAX_FRAUD_PROOF_BYTES } from "../fraud/fraud-proof.ts";
import { conclude } from "./conclude-file.ts";
import type { FileFinding } from "./file-content.ts";
import { type FileTrust, type KnownLog, keyOf } from "./file-trust.ts";
import { judgeDocument } from "./judge-document.ts";
import { remembered } from "./known-head.ts";
import { recogniseFile, startsAsArchive } from "./recognise-file.ts";
import { ArchiveAudit } from "./verify-archive.ts";

/** An archive's header frame ends within so many bytes. */
const HEADER_BYTES = 4224;

/** The origin that an archive's header names; undefined where the bytes do not begin with a whole header. */
export function archiveOrigin(start: Uint8Array): string | undefined {
  const frames = new ArchiveReader().push(start.subarray(0, HEADER_BYTES));
  const header = frames.ok ? frames.value.find((frame) => frame.type === "header") : undefined;
  return header?.type === "header" ? header.header.origin : undefined;
}

/** Verifies a file that is at hand as a whole. */
export function verifyFile(bytes: Uint8Array, trust: FileTrust): FileFinding {
  const verifier = new FileVerifier(trust);
  verifier.push(bytes);
  return verifier.finish();
}

/**
 * Verifies a file as it arrives, in pieces of any size. An archive is never held; of everything else at most
 * {@link MAX_FRAUD_PROOF_BYTES} are.
 */
export class FileVerifier {
  readonly #trust: FileTrust;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  /** Whether its start was looked at: then it is no archive. */
  #isRead = false;
  #archive: { audit: ArchiveAudit; origin: string | undefined; known: KnownLog | undefined } | undefined;

  constructor(trust: FileTrust) {
    this.#trust = trust;
  }

  /** Entries verified so far and in all, of an archive. */
  get progress(): { readonly entries: number; readonly of: number } | undefined {
    const audit = this.#archive?.audit;
    return audit?.header === undefined ? undefined : { entries: audit.replay.size, of: audit.header.size };
  }

  /** Whether the rest need not be read: it is larger than anything that it could be. */
  get isTooLarge(): boolean {
    return this.#heldBytes > MAX_FRAUD_PROOF_BYTES;
  }

  push(piece: Uint8Array): void {
    for (const _ of this.steps(piece));
  }

  /** The same in small steps, for a page that has to stay alive meanwhile. To be run to its end. */
  *steps(piece: Uint8Array): Generator<void> {
    if (this.#archive !== undefined) yield* this.#archive.audit.steps(piece);
    else if (this.#hold(piece)) yield* this.#startArchive(this.#whole());
  }

  finish(): FileFinding {
    if (this.#archive === undefined) {
      const whole = this.#whole();
      const file = recogniseFile(whole);
      if (file.kind !== "archive") return judgeDocument(file, this.#trust);
      for (const _ of this.#startArchive(whole));
    }
    return this.#concludeArchive();
  }

  /** Answers whether what is held is the beginning of an archive. */
  #hold(piece: Uint8Array): boolean {
    this.#heldBytes += piece.length;
    this.#held.push(piece);
    if (this.#heldBytes < HEADER_BYTES) return false;
    if (!this.#isRead && startsAsArchive(this.#whole())) return true;
    this.#isRead = true;
    // One byte more than is ever read tells a file that is too large from one that fits.
    const excess = this.#heldBytes - MAX_FRAUD_PROOF_BYTES - 1;
    if (excess <= 0) return false;
    this.#held.pop();
    this.#held.push(piece.subarray(0, Math.max(0, piece.length - excess)));
    this.#heldBytes -= excess;
    return false;
  }

  #whole(): Uint8Array {
    if (this.#held.length !== 1) this.#held = [concatBytes(...this.#held)];
    return this.#held[0] ?? new Uint8Array();
  }

  /** The header tells whose log it is, and so which key verifies the rest. */
  *#startArchive(start: Uint8Array): Generator<void> {
    const origin = archiveOrigin(start);
    const { known, logKey } = keyOf(origin, this.#trust);
    const { policy, raw } = this.#trust;
    const audit = new ArchiveAudit({
      logVkey: vkeyOf(logKey),
      ...(policy === undefined ? {} : { policy }),
      ...(raw === undefined ? {} : { raw }),
      ...remembered(known),
    });
    this.#archive = { audit, origin, known };
    this.#held = [];
    yield* audit.steps(start);
  }

  #concludeArchive(): FileFinding {
    const { audit, origin } = this.#archive ?? { audit: new ArchiveAudit({ logVkey: undefined }), origin: undefined };
    const { logKey } = keyOf(origin, this.#trust);
    const found = audit.finish();
    const ownKey = logKey.from === "nowhere" ? undefined : logKey;
    const checks = [
      ...found.checks.map((check) =>
        check.name === "log-key" && ownKey !== undefined ? checkLogKey(ownKey, check.outcome) : check,
      ),
      ...checkCosignatures(found.note, found.vkey, this.#trust.policy),
    ];
    return conclude({ kind: "archive", found }, checks, origin, logKey);
  }
}
