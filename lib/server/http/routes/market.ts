import { checkAddress } from "../../services/market/check-address.ts";
import { getChoice } from "../../services/market/get-choice.ts";
import { getMarket } from "../../services/market/get-market.ts";
import { getMethod } from "../../services/market/get-method.ts";
import { getModelFile } from "../../services/market/get-model-file.ts";
import { getModels } from "../../services/market/get-models.ts";
import { getRecommendation } from "../../services/market/get-recommendation.ts";
import { getStrip } from "../../services/market/get-strip.ts";
import { getFailure, listFailures } from "../../services/market/list-failures.ts";
import { listOffers } from "../../services/market/list-offers.ts";
import { payCheck } from "../../services/market/pay-check.ts";
import { checkpointedReply } from "../checkpointed.ts";
import { nextLink } from "../respond.ts";
import type { Bind } from "../router.ts";

const KEEP = { keep: "head" } as const;

export function bindMarket(bind: Bind): void {
  bind("getModels", async ({ ctx, query }) => checkpointedReply(ctx, await getModels(ctx, query.as_of)), KEEP);
  bind("getMethod", async ({ ctx }) => checkpointedReply(ctx, await getMethod(ctx)), KEEP);
  bind("getModelFile", async ({ ctx, params }) => ({
    status: 200,
    type: "application/vnd.touchstone.model.v1+json",
    body: await getModelFile(ctx, params.hash),
    headers: { "Cache-Control": "public, max-age=31536000, immutable" },
  }));
  bind("getMarket", async ({ ctx, query }) => checkpointedReply(ctx, await getMarket(ctx, query)), KEEP);
  bind("getChoice", async ({ ctx, query }) => checkpointedReply(ctx, await getChoice(ctx, query)), KEEP);
  bind(
    "getRecommendation",
    async ({ ctx, query }) => checkpointedReply(ctx, await getRecommendation(ctx, query)),
    KEEP,
  );
  bind("getMarketStrip", async ({ ctx, query }) => checkpointedReply(ctx, await getStrip(ctx, query.as_of)), KEEP);
  // Alerts come some seconds after their entries, so that nothing is kept.
  bind("listFailures", async ({ ctx, query, request }) => {
    const page = await listFailures(ctx, query);
    return checkpointedReply(ctx, page, nextLink(request.url, page.page.next_cursor));
  });
  bind("getFailure", async ({ ctx, params }) => checkpointedReply(ctx, await getFailure(ctx, params.id)));
  bind(
    "listOffers",
    async ({ ctx, query, request }) => {
      const page = await listOffers(ctx, query);
      return checkpointedReply(ctx, page, nextLink(request.url, page.page.next_cursor));
    },
    KEEP,
  );
  bind("payCheck", async ({ ctx, query }) => checkpointedReply(ctx, await payCheck(ctx, query)), KEEP);
  bind("checkAddress", async ({ ctx, query }) => checkpointedReply(ctx, await checkAddress(ctx, query)), KEEP);
}
