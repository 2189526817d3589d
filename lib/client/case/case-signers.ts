/** The keys that act in cases: an account's here, a case file's, or one made for a single statement. */

import { thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { browserKeystore } from "../keystore/browser-keystore.ts";
import type { KeyRecord } from "../keystore/key-record.ts";
import { browserRandom } from "../platform.ts";
import type { CaseFile } from "../report/case-file.ts";
import { makeCaseKey } from "../report/case-key.ts";
import { signerOfRecord, signerOfSeed } from "../signer.ts";
import type { CaseSigner } from "./use-case-act.ts";

export function accountSigner(did: Did, key: KeyRecord): CaseSigner {
  return {
    issuer: did,
    key: key.thumbprint,
    isCaseKey: false,
    open: async () => signerOfRecord(await browserKeystore(), key),
  };
}

/** Undefined where an account signed the report: its own key must act then. */
export function fileSigner({ did, seed }: Pick<CaseFile, "did" | "seed">): CaseSigner | undefined {
  if (seed === undefined) return undefined;
  return seedSigner(did as Did, seed);
}

/** A key that nothing else is tied to, for somebody who is no party. Kept nowhere. */
export function freshSigner(): CaseSigner {
  const { did, seed } = makeCaseKey(browserRandom);
  return seedSigner(did, seed);
}

function seedSigner(issuer: Did, seed: Uint8Array): CaseSigner {
  return {
    issuer,
    key: thumbprintOf(publicKeyOfSeed(seed)),
    isCaseKey: true,
    // A copy: what signs overwrites its bytes.
    open: () => signerOfSeed(seed.slice(), crypto.subtle),
  };
}
