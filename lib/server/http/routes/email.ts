import { emailInputSchema, emailLinkSchema } from "#lib/contract/email.ts";
import { deleteEmail, followEmailLink, getEmail, putEmail } from "../../services/account/email.ts";
import { MAX_JSON_BYTES } from "../edge-rules.ts";
import { readJson } from "../read-body.ts";
import { jsonReply } from "../respond.ts";
import type { Bind } from "../router.ts";

export function bindEmail(bind: Bind): void {
  bind("getEmail", async ({ ctx, session }) => jsonReply(200, { data: await getEmail(ctx, await session()) }));
  bind("putEmail", async ({ ctx, session, source }) => {
    const owner = await session();
    const input = await readJson(source, MAX_JSON_BYTES, emailInputSchema);
    return jsonReply(202, { data: await putEmail(ctx, owner, input) });
  });
  bind("deleteEmail", async ({ ctx, session }) => jsonReply(200, { data: await deleteEmail(ctx, await session()) }));
  bind("followEmailLink", async ({ ctx, source, address }) => {
    const link = await readJson(source, MAX_JSON_BYTES, emailLinkSchema);
    return jsonReply(200, { done: await followEmailLink(ctx, link, address) });
  });
}
