import { reviewViewInputSchema, sealedBoxSchema, triageInputSchema } from "#lib/contract/review.ts";
import { listBallotBoxes, putBallotBox } from "../../services/review/ballot-boxes.ts";
import { getReviewCase } from "../../services/review/get-review-case.ts";
import { listPrecedents } from "../../services/review/list-precedents.ts";
import { listQueue } from "../../services/review/list-queue.ts";
import { putTriage } from "../../services/review/put-triage.ts";
import { readBallotEffect } from "../../services/review/read-ballot-effect.ts";
import { readSummary } from "../../services/review/read-summary.ts";
import { deleteView, listViews, putView } from "../../services/review/views.ts";
import { MAX_JSON_BYTES } from "../edge-rules.ts";
import { readJson } from "../read-body.ts";
import { jsonReply, nextLink } from "../respond.ts";
import type { Bind } from "../router.ts";

export function bindReview(bind: Bind): void {
  bind("listReviewQueue", async ({ ctx, query, maybeSession, request }) => {
    const page = await listQueue(ctx, query, await maybeSession());
    return jsonReply(200, page, nextLink(request.url, page.page.next_cursor));
  });
  bind("getReviewSummary", async ({ ctx, session }) => jsonReply(200, await readSummary(ctx, await session())));
  bind("getReviewCase", async ({ ctx, params, query, maybeSession }) =>
    jsonReply(200, await getReviewCase(ctx, params.id, query, await maybeSession())),
  );
  bind("getBallotEffect", async ({ ctx, params, query }) =>
    jsonReply(200, await readBallotEffect(ctx, params.id, query)),
  );
  bind("listPrecedents", async ({ ctx, query }) => jsonReply(200, { data: await listPrecedents(ctx, query) }));
  bind("putTriage", async ({ ctx, session, params, source }) => {
    const owner = await session();
    const input = await readJson(source, MAX_JSON_BYTES, triageInputSchema);
    return jsonReply(200, { data: await putTriage(ctx, owner, params.case, input) });
  });
  bind("listReviewViews", async ({ ctx, session }) => jsonReply(200, { data: await listViews(ctx, await session()) }));
  bind("putReviewView", async ({ ctx, session, params, source }) => {
    const owner = await session();
    const { query } = await readJson(source, MAX_JSON_BYTES, reviewViewInputSchema);
    return jsonReply(200, { data: await putView(ctx, owner, params.name, query) });
  });
  bind("deleteReviewView", async ({ ctx, session, params }) =>
    jsonReply(200, { data: await deleteView(ctx, await session(), params.name) }),
  );
  bind("listBallotBoxes", async ({ ctx, session }) =>
    jsonReply(200, { data: await listBallotBoxes(ctx, await session()) }),
  );
  bind("putBallotBox", async ({ ctx, session, params, source }) => {
    const owner = await session();
    const box = await readJson(source, MAX_JSON_BYTES, sealedBoxSchema);
    return jsonReply(200, { data: await putBallotBox(ctx, owner, params, box) });
  });
}
