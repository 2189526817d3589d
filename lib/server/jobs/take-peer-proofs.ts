/**
 * Proofs of fraud that a peer has: taken over when they convict a log that is known here, this index included, by our own
 * verification. So a fork that one index saw is known to all that watch it. A peer that is no Touchstone index has no
 * such list, which is no trouble.
 */
import { type FraudProofView, fraudProofSchema } from "#lib/contract/fraud.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { parseJson } from "#lib/kernel/json.ts";
import type { Peer } from "#lib/log/peer-list.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import type { BoundedGet } from "#lib/server/fetch/bounded-fetch.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { keepFraudProof } from "#lib/server/services/fraud/keep-fraud-proof.ts";
import { verifyByRunning } from "#lib/state/fraud/verify.ts";

/** The newest of its list that are looked at: one conviction of a log is enough. */
const NEWEST = 8;
const MAX_LIST_BYTES = 65_536;

/** `vkeyOf`: the key by which a log is known here. `policy`: whose clocks count, for what depends on time. */
export type ProofSurroundings = {
  readonly get: BoundedGet;
  readonly policy: WitnessPolicy | undefined;
  readonly vkeyOf: (origin: string) => string | undefined;
  readonly at: Instant;
};

/** Keeps what convicts and is new; answers how many. Never rejects for what the peer answers. */
export async function takePeerProofs(
  sql: Sql,
  peer: Peer,
  { get, policy, vkeyOf, at }: ProofSurroundings,
): Promise<number> {
  if (!peer.url.endsWith("/log")) return 0;
  const list = `${peer.url.slice(0, -"/log".length)}/api/v1/fraud-proofs`;
  let taken = 0;
  for (const { accused, kind, sha256: hash } of await readList(get, `${list}?limit=${NEWEST}`)) {
    const logVkey = vkeyOf(accused);
    if (logVkey === undefined || (await isConvictedOf(sql, accused, kind))) continue;
    const file = await get(`${list}/${hash}`);
    if (!file.ok || file.value.status !== 200 || hexEncode(sha256(file.value.body)) !== hash) continue;
    const bytes = file.value.body;
    const trust = { logVkey, raw: rawVerify, ...(policy && { policy }) };
    const { ok, proof, verdict } = await withReplayHosts((hosts) => verifyByRunning(bytes, trust, hosts));
    if (!ok || proof === undefined || proof.origin !== accused || proof.kind !== kind) continue;
    await keepFraudProof(sql, { bytes, proof, verdict, receivedAt: at });
    taken += 1;
  }
  return taken;
}

type Listed = Pick<FraudProofView, "accused" | "kind" | "sha256">;

async function readList(get: BoundedGet, url: string): Promise<Listed[]> {
  const answer = await get(url);
  if (!answer.ok || answer.value.status !== 200) return [];
  const json = parseJson(answer.value.body, { maxBytes: MAX_LIST_BYTES });
  if (!json.ok || typeof json.value !== "object" || json.value === null || !("data" in json.value)) return [];
  const rows = fraudProofSchema.pick({ accused: true, kind: true, sha256: true }).array().safeParse(json.value.data);
  return rows.success ? rows.data.slice(0, NEWEST) : [];
}

async function isConvictedOf(sql: Sql, accused: string, kind: FraudProofView["kind"]): Promise<boolean> {
  const { rowCount } = await sql.query("SELECT 1 FROM fraud_proof WHERE accused = $1 AND kind = $2 LIMIT 1", [
    accused,
    kind,
  ]);
  return rowCount !== 0;
}
