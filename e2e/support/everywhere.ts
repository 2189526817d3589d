/** What everybody who may be handed a proof of fraud makes of it: `/verify`, the offline file, another index. */
import { verifySource } from "#lib/client/verify/verify-source.ts";
import { formatWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import type { FileTrust } from "#lib/state/files/file-trust.ts";
import { runFraudAgain } from "#lib/state/files/judge-fraud-proof.ts";
import { saidOffline } from "./offline-file.ts";
import type { OtherIndex } from "./other-index.ts";

/** `log`: an archive of the accused log, for proofs that go beside it. */
export type Reader = { readonly vkey: string; readonly policy?: WitnessPolicy; readonly log?: Uint8Array };

export type Everywhere = { readonly page: string; readonly offline: string; readonly index?: string };

export const CONVICTED = { offline: "Convicts the log.", index: "201" } as const;

export async function everywhere(proof: Uint8Array, reader: Reader, other?: OtherIndex): Promise<Everywhere> {
  const { vkey, policy, log } = reader;
  const trust = { vkey, ...(policy && { policy: formatWitnessPolicy(policy) }) };
  const offline = await saidOffline(log === undefined ? [proof] : [proof, log], trust);
  const index = other === undefined ? {} : { index: await other.judge(proof) };
  return { page: await onPage(proof, reader), offline: offline.at(-1) ?? "", ...index };
}

/** As `/verify` does: read in pieces, and run again what asks for it, by what runs code and checks signatures here. */
export async function onPage(proof: Uint8Array, { vkey, policy, log }: Reader): Promise<string> {
  const trust: FileTrust = {
    known: () => ({ key: { from: "given", vkey } }),
    raw: rawVerify,
    ...(policy && { policy }),
    ...(log && { log: () => [log] }),
  };
  const found = await verifySource(new Blob([Buffer.from(proof)]), trust, new AbortController().signal);
  return (await withReplayHosts((hosts) => runFraudAgain(found, trust, hosts))).verdict;
}

/** The proof with one letter or digit changed, `part` of its length from its beginning. */
export function spoiled(proof: Uint8Array, part: number): Uint8Array {
  const text = Buffer.from(proof).toString("utf8");
  for (let at = Math.floor(text.length * part); at < text.length; at += 1)
    if (/[A-Za-z0-9]/.test(text[at] ?? ""))
      return Buffer.from(text.slice(0, at) + other(text[at]) + text.slice(at + 1));
  throw new Error("There is nothing to change.");
}

const other = (letter = ""): string => (letter === "A" ? "B" : "A");
