/** A key for one case only, made here and kept nowhere but in the case file. */
import type { Random } from "#lib/kernel/clock.ts";
import { didKeyOf, thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import type { Did, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import type { CaseFile } from "./case-file.ts";

export type CaseKey = {
  readonly did: Did;
  readonly thumbprint: Thumbprint;
  /** 32 bytes. */
  readonly seed: Uint8Array;
};

export function makeCaseKey(random: Random): CaseKey {
  const seed = random(32);
  const publicKey = publicKeyOfSeed(seed);
  return { did: didKeyOf(publicKey), thumbprint: thumbprintOf(publicKey), seed };
}

/** What seals a case file again while the page is open: with the receipt, once there is one. */
export type OpenCase = { readonly file: CaseFile; readonly passphrase: string };

export function caseFileName(statement: StatementHash | string): string {
  return `touchstone-case-${statement.slice(0, 8)}.json`;
}
