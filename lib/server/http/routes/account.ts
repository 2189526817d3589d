import { challengeRequestSchema, draftInputSchema, stepUpRequestSchema } from "#lib/contract/accounts.ts";
import { clearedCookie } from "../../auth/session-cookie.ts";
import { answerChallenge } from "../../services/account/answer-challenge.ts";
import { createChallenge } from "../../services/account/create-challenge.ts";
import {
  createDraft,
  deleteDraft,
  draftTag,
  getDraft,
  listDrafts,
  updateDraft,
} from "../../services/account/drafts.ts";
import { listSessions, revokeOtherSessions, revokeSession } from "../../services/account/sessions.ts";
import { whoAmI } from "../../services/account/who-am-i.ts";
import { refuse } from "../../services/service-error.ts";
import { MAX_JSON_BYTES } from "../edge-rules.ts";
import { readJson } from "../read-body.ts";
import { jsonReply } from "../respond.ts";
import type { Bind } from "../router.ts";

const MAX_IDEMPOTENCY_CHARS = 128;

export function bindAccount(bind: Bind): void {
  bind("createChallenge", async ({ ctx, source, address }) => {
    const request = await readJson(source, MAX_JSON_BYTES, challengeRequestSchema);
    return jsonReply(201, { challenge: await createChallenge(ctx, request, address) });
  });
  bind("stepUp", async ({ ctx, session, source }) => {
    const current = await session();
    const answer = await readJson(source, MAX_JSON_BYTES, stepUpRequestSchema);
    await answerChallenge(ctx, { ...answer, userAgent: current.user_agent }, current);
    return jsonReply(200, await whoAmI(ctx, await session()));
  });
  bind("getSession", async ({ ctx, maybeSession }) => jsonReply(200, await whoAmI(ctx, await maybeSession())));
  bind("endSession", async ({ ctx, session }) => {
    const current = await session();
    const revoked = await revokeSession(ctx, current, current.id);
    return jsonReply(200, { revoked }, { "Set-Cookie": clearedCookie(ctx.webOrigin) });
  });
  bind("listSessions", async ({ ctx, session }) => jsonReply(200, { data: await listSessions(ctx, await session()) }));
  bind("revokeOtherSessions", async ({ ctx, session }) =>
    jsonReply(200, { revoked: await revokeOtherSessions(ctx, await session()) }),
  );
  bind("revokeSession", async ({ ctx, session, params }) =>
    jsonReply(200, { revoked: await revokeSession(ctx, await session(), params.id) }),
  );
}

export function bindDrafts(bind: Bind): void {
  bind("listDrafts", async ({ ctx, session }) => jsonReply(200, { data: await listDrafts(ctx, await session()) }));
  bind("createDraft", async ({ ctx, session, source, request, address }) => {
    const owner = await session();
    const input = await readJson(source, MAX_JSON_BYTES, draftInputSchema);
    const draft = await createDraft(ctx, owner, input, { idempotencyKey: idempotencyKey(request), address });
    return jsonReply(201, { data: draft }, { ETag: draftTag(draft) });
  });
  bind("getDraft", async ({ ctx, session, params }) => {
    const draft = await getDraft(ctx, await session(), params.id);
    return jsonReply(200, { data: draft }, { ETag: draftTag(draft) });
  });
  bind("updateDraft", async ({ ctx, session, params, source, request }) => {
    const owner = await session();
    const input = await readJson(source, MAX_JSON_BYTES, draftInputSchema);
    const draft = await updateDraft(ctx, owner, params.id, input, request.headers.get("if-match") ?? undefined);
    return jsonReply(200, { data: draft }, { ETag: draftTag(draft) });
  });
  bind("deleteDraft", async ({ ctx, session, params, request }) => {
    const draft = await deleteDraft(ctx, await session(), params.id, request.headers.get("if-match") ?? undefined);
    return jsonReply(200, { data: draft });
  });
}

function idempotencyKey(request: Request): string | undefined {
  const key = request.headers.get("idempotency-key") ?? undefined;
  if (key === undefined || (key.length > 0 && key.length <= MAX_IDEMPOTENCY_CHARS)) return key;
  throw refuse({
    code: "malformed",
    pointer: "",
    detail: `Idempotency-Key has 1 to ${MAX_IDEMPOTENCY_CHARS} characters.`,
  });
}
