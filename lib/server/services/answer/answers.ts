/** Questions whose answers are signed, by their rows of the contract: what web serves plain, computed by the same verbs. */
import type { z } from "zod";
import type { AsOf } from "#lib/contract/common.ts";
import { ENDPOINTS } from "#lib/contract/endpoints.ts";
import { jsonPointer } from "#lib/kernel/refusal.ts";
import { getDisputes } from "../case/get-dispute-behaviour.ts";
import type { ReadCtx } from "../context.ts";
import { readDirectory } from "../directory/read-directory.ts";
import { getDirectoryDigest } from "../directory/whole-directory.ts";
import { getRecommendation } from "../market/get-recommendation.ts";
import { listOffers } from "../market/list-offers.ts";
import { payCheck } from "../market/pay-check.ts";
import { getHistory } from "../marks/get-history.ts";
import { getMarks } from "../marks/get-marks.ts";
import { getWays } from "../marks/get-ways.ts";
import { getRatedProvider, listRatedProviders } from "../marks/rated-providers.ts";
import { refuse } from "../service-error.ts";
import type { Asked, SignedId } from "./signed-question.ts";

type Answered = { readonly as_of: AsOf };

const ANSWERS = {
  listProviders: (ctx, { query }) => listRatedProviders(ctx, read(ENDPOINTS.listProviders.query, query)),
  getProvider: (ctx, { params, query }) =>
    getRatedProvider(
      ctx,
      read(ENDPOINTS.getProvider.params, params).id,
      read(ENDPOINTS.getProvider.query, query).as_of,
    ),
  getMarks: (ctx, { params, query }) =>
    getMarks(ctx, read(ENDPOINTS.getMarks.params, params).id, {
      as_of: read(ENDPOINTS.getMarks.query, query).as_of,
    }),
  getMarksHistory: (ctx, { params, query }) =>
    getHistory(ctx, read(ENDPOINTS.getMarksHistory.params, params).id, read(ENDPOINTS.getMarksHistory.query, query)),
  getWays: (ctx, { params }) => getWays(ctx, read(ENDPOINTS.getWays.params, params).id),
  getDisputes: (ctx, { params }) => getDisputes(ctx, read(ENDPOINTS.getDisputes.params, params).id),
  getDirectory: (ctx, { query }) => readDirectory(ctx, read(ENDPOINTS.getDirectory.query, query)),
  getDirectoryDigest: (ctx) => getDirectoryDigest(ctx),
  listOffers: (ctx, { query }) => listOffers(ctx, read(ENDPOINTS.listOffers.query, query)),
  getRecommendation: (ctx, { query }) => getRecommendation(ctx, read(ENDPOINTS.getRecommendation.query, query)),
  payCheck: (ctx, { query }) => payCheck(ctx, read(ENDPOINTS.payCheck.query, query)),
} satisfies Record<SignedId, (ctx: ReadCtx, asked: Asked) => Promise<Answered>>;

/** The answer as it is served without a signature. Errors: those of the plain question. */
export function answerOf(ctx: ReadCtx, id: SignedId, asked: Asked): Promise<Answered> {
  return ANSWERS[id](ctx, asked);
}

/** Whoever hands a question over has held it against the contract; it is not believed. Errors: `malformed`. */
function read<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const pointer = jsonPointer((issue?.path ?? []).map(String));
  throw refuse({ code: "malformed", pointer, detail: issue?.message ?? "This is not what can be asked." });
}
