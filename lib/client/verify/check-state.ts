/** What a browser makes of a proof of one aggregate and of a proof of fraud: the core's checks, and whose key it trusts. */
import { type Check, findingOf } from "#lib/kernel/checks.ts";
import type { Did } from "#lib/kernel/ids.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { type AggregateFinding, verifyAggregateProof } from "#lib/state/aggregate-proof.ts";
import type { FraudFinding } from "#lib/state/fraud/judgement.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import { inWords, type LogKey, trustOf } from "./check-receipt.ts";

/** Checks those of the core, `log-key` before `log-signature`. `issuer`: who speaks for the index, where that is known. */
export function checkAggregate(bytes: Uint8Array, logKey: LogKey, issuer: Did | undefined): AggregateFinding {
  const logVkey = logKey.from === "nowhere" ? undefined : logKey.vkey;
  const found = verifyAggregateProof(bytes, { logVkey, ...(issuer === undefined ? {} : { issuer }) });
  const checks = found.checks.flatMap((check) =>
    check.name === "log-signature" ? [trustOf(logKey, check), inWords(check, logKey)] : [check],
  );
  return { ...found, ...findingOf(checks) };
}

/**
 * An accusation: `ok` when the log is convicted. A key that the accused site itself gave is as good as none. `policy`: the
 * witnesses whose clocks count.
 */
export function checkFraud(bytes: Uint8Array, logKey: LogKey, policy?: WitnessPolicy): FraudFinding {
  const logVkey = logKey.from === "nowhere" ? undefined : logKey.vkey;
  const found = verifyFraudProof(bytes, { logVkey, ...(policy === undefined ? {} : { policy }) });
  const [form, ...rest] = found.checks;
  const signature: Check = { name: "log-signature", outcome: "pass" };
  return form === undefined ? found : { ...found, checks: [form, trustOf(logKey, signature), ...rest] };
}
