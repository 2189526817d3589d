import { getAdmins } from "../../services/governance/get-admins.ts";
import { getMaintainer } from "../../services/governance/get-maintainer.ts";
import { getPolicy } from "../../services/governance/get-policy.ts";
import { listMaintainers } from "../../services/governance/list-maintainers.ts";
import { jsonReply, nextLink } from "../respond.ts";
import type { Bind } from "../router.ts";

const KEEP = { keep: "head" } as const;

export function bindGovernance(bind: Bind): void {
  bind(
    "getAdmins",
    async ({ ctx, query }) =>
      jsonReply(200, await getAdmins(ctx, query.proof === undefined ? query.as_of : "state-root")),
    KEEP,
  );
  // Which of them can be drawn changes by the clock: these answers are not kept.
  bind("listMaintainers", async ({ ctx, query, request }) => {
    const page = await listMaintainers(ctx, query);
    return jsonReply(200, page, nextLink(request.url, page.page.next_cursor));
  });
  bind("getMaintainer", async ({ ctx, params, query }) =>
    jsonReply(200, await getMaintainer(ctx, params.did, query.proof === undefined ? query.as_of : "state-root")),
  );
  bind("getPolicy", async ({ ctx, query }) => jsonReply(200, await getPolicy(ctx, query.as_of)), KEEP);
}
