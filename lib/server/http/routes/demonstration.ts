import { advanceClockRequest, stepClockRequest } from "#lib/contract/endpoints/demonstration.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import { advanceClock, stepClock } from "../../services/clock/advance-clock.ts";
import { getClock } from "../../services/clock/demo-clock.ts";
import { getDemoRecord } from "../../services/service/read-demo-agent.ts";
import { ServiceError } from "../../services/service-error.ts";
import { MAX_JSON_BYTES } from "../edge-rules.ts";
import { readJson } from "../read-body.ts";
import { jsonReply, textReply } from "../respond.ts";
import type { Bind } from "../router.ts";

const FRESH = { "Cache-Control": "no-store" };

export function bindDemonstration(bind: Bind): void {
  bind("advanceClock", async ({ ctx, source, address }) => {
    const { seconds } = await readJson(source, MAX_JSON_BYTES, advanceClockRequest);
    const { clock, isPlayed } = await advanceClock(ctx, seconds, address);
    return jsonReply(isPlayed ? 202 : 200, clock, FRESH);
  });
  bind("getClock", async ({ ctx }) => jsonReply(200, await getClock(ctx), FRESH));
  bind("stepClock", async ({ ctx, source }) => {
    const { to } = await readJson(source, MAX_JSON_BYTES, stepClockRequest);
    const at = parseInstant(to);
    if (at === undefined) throw new ServiceError("schema", "to: not a time.");
    return jsonReply(200, await stepClock(ctx, at), FRESH);
  });
  bind("getDemonstration", ({ ctx }) => {
    if (ctx.world === undefined) throw new ServiceError("not-found", "This index has no invented world.");
    return jsonReply(200, { data: ctx.world });
  });
  bind("getDemoRecord", async ({ ctx }) => textReply(await getDemoRecord(ctx)));
}
