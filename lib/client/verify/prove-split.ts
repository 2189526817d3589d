/** From two heads that one log signed to the proof that it lied, if they prove it. */
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { buildConflictingCheckpoints, buildInconsistentSizes, nodesForInconsistency } from "#lib/state/fraud/build.ts";
import { encodeFraudProof, type FraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import type { LogReader } from "./log-reader.ts";

/**
 * Bytes of a `.fraud.json` that was verified here, under this key. Undefined when the heads agree, or when the log does
 * not serve what would prove it: a log that hides its tiles is suspicious, and convicted of nothing.
 */
export async function proveSplit(
  first: string,
  second: string,
  logVkey: string,
  log: LogReader,
): Promise<Uint8Array | undefined> {
  const proof = await build(first, second, logVkey, log);
  const bytes = proof === undefined ? undefined : encodeFraudProof(proof);
  return bytes !== undefined && verifyFraudProof(bytes, { logVkey }).ok ? bytes : undefined;
}

async function build(first: string, second: string, logVkey: string, log: LogReader): Promise<FraudProof | undefined> {
  const [a, b] = [openCheckpoint(first, logVkey), openCheckpoint(second, logVkey)];
  if (!a.ok || !b.ok) return undefined;
  const [sizeA, sizeB] = [a.value.checkpoint.size, b.value.checkpoint.size];
  if (sizeA === sizeB) return buildConflictingCheckpoints(first, second, logVkey);
  const [smaller, larger] = sizeA < sizeB ? [first, second] : [second, first];
  const [from, to] = [Math.min(sizeA, sizeB), Math.max(sizeA, sizeB)];
  if (from < 1) return undefined;
  const nodes = await log.nodes(nodesForInconsistency(from, to), to);
  return nodes === undefined ? undefined : buildInconsistentSizes(smaller, larger, logVkey, nodes);
}
