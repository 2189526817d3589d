import type { SelfDescription } from "#lib/contract/log.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { indexOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { keysInForce } from "./keys-in-force.ts";
import { SOFTWARE } from "./software.ts";

/** `/.well-known/touchstone.json`: a hint for clients, decided by the log. */
export async function describeIndex(ctx: Ctx): Promise<SelfDescription> {
  const { publicKeys, webOrigin } = ctx;
  const { vkeys, answerKey, statementKey } = await keysInForce(ctx);
  return {
    type: "touchstone-index/v1",
    origin: publicKeys.origin,
    name: publicKeys.name,
    log_url: `${webOrigin}/log`,
    api_url: `${webOrigin}/api/v1`,
    witness_url: `${webOrigin}/witness`,
    vkeys,
    answer_key: answerKey,
    statement_key: statementKey,
    genesis_hash: publicKeys.genesisHash,
    verifier_sha256: (await ctx.forms.ask((view) => indexOf(view)?.verifierSha256)) ?? null,
    fold_version: publicKeys.foldVersion,
    clock: publicKeys.clock,
    now: formatInstant(await ctx.follower.logTime()),
    software: SOFTWARE,
  };
}
