import { getAdmins } from "../../services/governance/get-admins.ts";
import { jsonReply } from "../respond.ts";
import type { Bind } from "../router.ts";

const KEEP = { keep: "head" } as const;

export function bindGovernance(bind: Bind): void {
  bind("getAdmins", async ({ ctx, query }) => jsonReply(200, await getAdmins(ctx, query.as_of)), KEEP);
}
