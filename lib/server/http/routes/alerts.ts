import { listAlerts } from "../../services/alert/list-alerts.ts";
import { atomFeed, jsonFeed } from "../../services/alert/make-feed.ts";
import { readDirectoryFeed, readFeed, readProviderFeed } from "../../services/alert/read-feed.ts";
import { readCaseFeed } from "../../services/case/read-case-feed.ts";
import { jsonReply, nextLink, type Reply } from "../respond.ts";
import type { Bind } from "../router.ts";

export function bindAlerts(bind: Bind): void {
  bind("listAlerts", async ({ ctx, query, request }) => {
    const page = await listAlerts(ctx, query);
    return jsonReply(200, page, nextLink(request.url, page.page.next_cursor));
  });
  bind("getAtomFeed", async ({ ctx, query }) => atom(atomFeed(await readFeed(ctx, "/feed.atom", query.provider))));
  bind("getJsonFeed", async ({ ctx, query }) => json(jsonFeed(await readFeed(ctx, "/feed.json", query.provider))));
  bind("getDirectoryAtomFeed", async ({ ctx, query, request }) =>
    atom(atomFeed(await readDirectoryFeed(ctx, "/directory/feed.atom", query, searchOf(request)))),
  );
  bind("getDirectoryJsonFeed", async ({ ctx, query, request }) =>
    json(jsonFeed(await readDirectoryFeed(ctx, "/directory/feed.json", query, searchOf(request)))),
  );
  bind("getProviderAtomFeed", async ({ ctx, params: { id } }) =>
    atom(atomFeed(await readProviderFeed(ctx, `/providers/${id}/feed.atom`, id))),
  );
  bind("getProviderJsonFeed", async ({ ctx, params: { id } }) =>
    json(jsonFeed(await readProviderFeed(ctx, `/providers/${id}/feed.json`, id))),
  );
  bind("getCaseAtomFeed", async ({ ctx, params: { id } }) =>
    atom(atomFeed(await readCaseFeed(ctx, `/cases/${id}/feed.atom`, id))),
  );
  bind("getCaseJsonFeed", async ({ ctx, params: { id } }) =>
    json(jsonFeed(await readCaseFeed(ctx, `/cases/${id}/feed.json`, id))),
  );
}

/** In one order, so that one question has one feed. */
function searchOf({ url }: Request): string {
  const { searchParams } = new URL(url);
  searchParams.sort();
  return searchParams.size === 0 ? "" : `?${searchParams}`;
}

const atom = (body: string): Reply => ({ status: 200, type: "application/atom+xml; charset=utf-8", body });
const json = (body: string): Reply => ({ status: 200, type: "application/feed+json; charset=utf-8", body });
