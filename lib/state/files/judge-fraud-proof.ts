/** A proof of fraud as a file. One of a wrong verdict is decided when the verdict was run again, which takes machines. */
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import { checkLogKey, type LogKey, vkeyOf } from "#lib/log/log-key.ts";
import type { FraudFinding, FraudTrust } from "../fraud/judgement.ts";
import { verifyByRunning, verifyFraudProof } from "../fraud/verify.ts";
import { conclude } from "./conclude-file.ts";
import type { FileFinding } from "./file-content.ts";
import type { FileTrust } from "./file-trust.ts";

export function judgeFraudProof(bytes: Uint8Array, origin: string, trust: FileTrust, logKey: LogKey): FileFinding {
  return concludeFraudProof(bytes, verifyFraudProof(bytes, fraudTrust(origin, trust, logKey)), origin, logKey);
}

function fraudTrust(origin: string, trust: FileTrust, logKey: LogKey): FraudTrust {
  const { policy, raw } = trust;
  const log = trust.log?.(origin);
  return { logVkey: vkeyOf(logKey), ...(policy && { policy }), ...(log && { log }), ...(raw && { raw }) };
}

/** A proof of a wrong verdict, once the verdict was run again; any other finding as it is. `hosts` as for verdicts. */
export async function runFraudAgain(
  finding: FileFinding,
  trust: FileTrust,
  hosts: CheckFacts["hosts"],
): Promise<FileFinding> {
  const { content, origin, logKey } = finding;
  if (content.kind !== "fraud-proof" || !awaitsRun(finding)) return finding;
  const found = await verifyByRunning(content.bytes, fraudTrust(origin ?? "", trust, logKey), hosts);
  return concludeFraudProof(content.bytes, found, origin, logKey);
}

/** Whether the verdict in question is still to be run again. */
export function awaitsRun({ content, checks }: Pick<FileFinding, "content" | "checks">): boolean {
  return content.kind === "fraud-proof" && checks.some(({ reason }) => reason === "not-run-again");
}

function concludeFraudProof(
  bytes: Uint8Array,
  found: FraudFinding,
  origin: string | undefined,
  logKey: LogKey,
): FileFinding {
  const [form, ...rest] = found.checks;
  const checks = form === undefined ? [] : [form, checkLogKey(logKey, "pass"), ...rest];
  return conclude({ kind: "fraud-proof", found: { ...found, checks }, bytes }, checks, origin, logKey);
}
