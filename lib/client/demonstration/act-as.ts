/** A visitor acts as somebody of the invented market: the public key comes into this browser, and signs in. */

import type { DemoPersona } from "#lib/contract/demonstration.ts";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { signInWith } from "../account/sign-in.ts";
import { browserKeystore } from "../keystore/browser-keystore.ts";
import { signerOfRecord } from "../signer.ts";
import { browserTexts } from "../text-store.ts";
import { ACTED_FLAG } from "./acted-flag.ts";

/** What kept it from signing in; undefined: it acts as that person now. */
export async function actAs({ name, seed }: DemoPersona): Promise<string | undefined> {
  const keystore = await browserKeystore();
  const label = `${name} (demonstration, public key)`;
  const bytes = base64UrlDecode(seed) ?? new Uint8Array();
  browserTexts().set(ACTED_FLAG, "on");
  const record = await keystore.importSeed(bytes, { label, purpose: "control", extractable: true });
  const outcome = await signInWith(record.account, signerOfRecord(keystore, record));
  return outcome.ok ? undefined : outcome.reason;
}
