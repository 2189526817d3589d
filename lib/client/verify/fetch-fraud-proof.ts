/** A proof of fraud from the index that shows it, judged by the trust that this browser can bring. */
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { LogKey } from "#lib/log/log-key.ts";
import { parseWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";
import type { FileTrust } from "#lib/state/files/file-trust.ts";
import { verifyFile } from "#lib/state/files/verify-file.ts";
import type { RememberedLogs } from "../memory/remembered-logs.ts";
import { rememberedKey } from "./meet-log-key.ts";
import { runAgainHere } from "./run-fraud-again.ts";

/**
 * The finding by the key that this browser knows of the accused log, and by the watchers that this index names: a reader
 * who trusts others judges the file elsewhere. Throws when the file is not served, or is not the one of that hash.
 */
export async function fetchFraudProof(
  hash: string,
  accused: string,
  site: { readonly origin: string; readonly vkey: string },
  store: RememberedLogs,
): Promise<FileFinding> {
  const response = await fetch(`/api/v1/fraud-proofs/${hash}`);
  if (!response.ok) throw new Error(`The index answered ${response.status}.`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (hexEncode(sha256(bytes)) !== hash) throw new Error("The file is another one.");
  const known = rememberedKey(store, accused);
  const logKey: LogKey =
    known.from === "nowhere" && accused === site.origin ? { from: "site", vkey: site.vkey } : known;
  const policy = await fetchPolicy();
  const trust: FileTrust = { known: () => ({ key: logKey }), ...(policy === undefined ? {} : { policy }) };
  return await runAgainHere(verifyFile(bytes, trust), trust);
}

/** The witness policy of the index that serves this page; undefined when it cannot be read. */
export async function fetchPolicy(): Promise<WitnessPolicy | undefined> {
  const response = await fetch("/log/policy").catch(() => undefined);
  if (response?.ok !== true) return undefined;
  const policy = parseWitnessPolicy(await response.text());
  return policy.ok ? policy.value : undefined;
}
