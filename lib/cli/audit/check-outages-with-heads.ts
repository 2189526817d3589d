/**
 * Claimed outages against what the index itself lists: a checkpoint that trusted witnesses cosigned within the span was
 * shown to them then, so the log was not away. Within five minutes of its ends the clocks may differ.
 */
import type { Check } from "#lib/kernel/checks.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { isQuorumMetAt, openWitnessedCheckpoint } from "#lib/log/quorum.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { OutageClaim, Replay } from "#lib/state/audit.ts";
import { checkOutages, spanText } from "#lib/state/check-outages.ts";
import { LOG_TIME_SLACK_MS } from "#lib/state/log-time.ts";
import type { ListedHead } from "./check-log-times.ts";

export function checkOutagesWithHeads(
  replay: Pick<Replay, "outages">,
  heads: readonly (ListedHead | undefined)[],
  { vkey, policy }: { readonly vkey: string; readonly policy: WitnessPolicy | undefined },
): Check {
  const check = checkOutages(replay);
  if (check.outcome !== "pass" || policy === undefined) return check;
  for (const claim of replay.outages) {
    const head = heads.find((one) => one !== undefined && wasCosignedIn(one, claim, vkey, policy));
    if (head === undefined) continue;
    const detail = `Entry ${claim.index} claims an outage from ${spanText(claim)}, but witnesses cosigned the checkpoint of size ${head.size} within it.`;
    return { name: check.name, outcome: "fail", reason: "false-outage", detail };
  }
  return check;
}

function wasCosignedIn(head: ListedHead, { from, to }: OutageClaim, vkey: string, policy: WitnessPolicy): boolean {
  const isWithin = (seconds: number) =>
    seconds * SECOND_MS > from + LOG_TIME_SLACK_MS && seconds * SECOND_MS < to - LOG_TIME_SLACK_MS;
  return [head.earliest, head.latest].some((note) => {
    const opened = openWitnessedCheckpoint(note, vkey, policy, rawVerify);
    return opened.ok && isQuorumMetAt(policy, opened.value.cosigned, isWithin);
  });
}
