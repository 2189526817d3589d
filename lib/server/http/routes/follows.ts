import { searchInputSchema, webhookInputSchema } from "#lib/contract/follows.ts";
import { followProvider, listFollows, unfollowProvider } from "../../services/follow/follows.ts";
import { followSearch, listSearches, unfollowSearch } from "../../services/follow/searches.ts";
import { createWebhook, deleteWebhook, listWebhooks, redeliver, testWebhook } from "../../services/follow/webhooks.ts";
import { MAX_JSON_BYTES } from "../edge-rules.ts";
import { readJson } from "../read-body.ts";
import { jsonReply } from "../respond.ts";
import type { Bind } from "../router.ts";

export function bindFollows(bind: Bind): void {
  bind("listFollows", async ({ ctx, session }) => jsonReply(200, { data: await listFollows(ctx, await session()) }));
  bind("followProvider", async ({ ctx, session, params }) =>
    jsonReply(200, { data: await followProvider(ctx, await session(), params.provider) }),
  );
  bind("unfollowProvider", async ({ ctx, session, params }) =>
    jsonReply(200, { data: await unfollowProvider(ctx, await session(), params.provider) }),
  );
  bind("listSearches", async ({ ctx, session }) => jsonReply(200, { data: await listSearches(ctx, await session()) }));
  bind("followSearch", async ({ ctx, session, source }) => {
    const owner = await session();
    const input = await readJson(source, MAX_JSON_BYTES, searchInputSchema);
    return jsonReply(200, { data: await followSearch(ctx, owner, input) });
  });
  bind("unfollowSearch", async ({ ctx, session, params }) =>
    jsonReply(200, { data: await unfollowSearch(ctx, await session(), params.id) }),
  );
  bind("listWebhooks", async ({ ctx, session }) => jsonReply(200, await listWebhooks(ctx, await session())));
  bind("createWebhook", async ({ ctx, session, source }) => {
    const owner = await session();
    const input = await readJson(source, MAX_JSON_BYTES, webhookInputSchema);
    return jsonReply(201, { data: await createWebhook(ctx, owner, input) });
  });
  bind("deleteWebhook", async ({ ctx, session, params }) =>
    jsonReply(200, await deleteWebhook(ctx, await session(), params.id)),
  );
  bind("testWebhook", async ({ ctx, session, params }) =>
    jsonReply(202, { data: await testWebhook(ctx, await session(), params.id) }),
  );
  bind("redeliver", async ({ ctx, session, params }) =>
    jsonReply(202, { data: await redeliver(ctx, await session(), params.id, params.delivery) }),
  );
}
