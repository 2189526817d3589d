import type { AsOf } from "#lib/contract/common.ts";
import type { WitnessesAnswer } from "#lib/contract/log.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "./as-of.ts";
import { readWitnesses } from "./read-witnesses.ts";

/** {@link readWitnesses} as the API says it. */
export async function describeWitnesses(ctx: Ctx): Promise<{ data: WitnessesAnswer; as_of: AsOf }> {
  const { witnesses, latest, hasQuorum } = await readWitnesses(ctx);
  const data: WitnessesAnswer = {
    policy: ctx.witnessPolicy.text,
    witnesses: witnesses.map(({ name, keyName, vkey, url, isDemonstration, last, trouble, alarm }) => ({
      name,
      key_name: keyName,
      vkey,
      url: url ?? null,
      is_demonstration: isDemonstration,
      last: last === undefined ? null : { size: last.size, time: formatInstant(last.timeMs) },
      trouble: trouble ?? null,
      alarm: alarm === undefined ? null : { detail: alarm.detail, at: formatInstant(alarm.atMs) },
    })),
    latest:
      latest === undefined
        ? null
        : {
            size: latest.size,
            signed_at: formatInstant(latest.signedAtMs),
            cosigned: [...latest.cosigned],
            has_quorum: hasQuorum,
            is_quorum_met: latest.isQuorumMet,
            independent: latest.independent,
            independent_total: latest.independentTotal,
          },
  };
  return { data, as_of: await resolveAsOf(ctx, undefined) };
}
