import { getChecks, requestChecks } from "../../services/observation/checks.ts";
import { getObservations } from "../../services/observation/get-observations.ts";
import { getLookAlikes } from "../../services/observation/look-alikes.ts";
import { jsonReply } from "../respond.ts";
import type { Bind } from "../router.ts";

export function bindObservations(bind: Bind): void {
  bind("getObservations", async ({ ctx, params, query }) =>
    jsonReply(200, await getObservations(ctx, params.id, query.as_of)),
  );
  bind("getLookAlikes", async ({ ctx, query }) => jsonReply(200, await getLookAlikes(ctx, query)));
  bind("getChecks", async ({ ctx, session, params }) =>
    jsonReply(200, await getChecks(ctx, await session(), params.id)),
  );
  bind("requestChecks", async ({ ctx, session, params }) =>
    jsonReply(202, await requestChecks(ctx, await session(), params.id)),
  );
}
