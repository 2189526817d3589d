/** Runs inside a page of the index, bundled by `signed-up.ts`: what the set-up leaves in the browser, by its own code. */
import { signInWith } from "#lib/client/account/sign-in.ts";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import { browserClock } from "#lib/client/platform.ts";
import { signerOfRecord } from "#lib/client/signer.ts";
import type { Thumbprint } from "#lib/kernel/ids.ts";

export type Adopted = {
  /** 32 bytes of the account key. */
  readonly seed: readonly number[];
  readonly nextKeyDigest: string;
  readonly spareThumbprint: Thumbprint;
};

/** Keeps the key so that it cannot be copied out, notes the spare one as saved, and signs in. Throws what the index said. */
export async function adoptAccount({ seed, nextKeyDigest, spareThumbprint }: Adopted): Promise<void> {
  const keystore = await browserKeystore();
  const choice = { label: "Account key", purpose: "control", extractable: false } as const;
  const record = await keystore.importSeed(Uint8Array.from(seed), choice);
  await keystore.writeNote(record.did, { nextKeyDigest, spareThumbprint, spareSavedAt: browserClock() });
  const outcome = await signInWith(record.did, signerOfRecord(keystore, record));
  if (!outcome.ok) throw new Error(outcome.reason);
}
