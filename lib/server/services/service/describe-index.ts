import { readFileSync } from "node:fs";
import type { SelfDescription } from "#lib/contract/log.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { Ctx } from "../context.ts";

/** `/.well-known/touchstone.json`: a hint for clients, decided by genesis. */
export async function describeIndex(ctx: Ctx): Promise<SelfDescription> {
  const { publicKeys, webOrigin } = ctx;
  return {
    type: "touchstone-index/v1",
    origin: publicKeys.origin,
    name: publicKeys.name,
    log_url: `${webOrigin}/log`,
    api_url: `${webOrigin}/api/v1`,
    witness_url: null,
    vkeys: publicKeys.vkeys,
    answer_key: publicKeys.answerKey,
    statement_key: publicKeys.statementKey,
    genesis_hash: publicKeys.genesisHash,
    verifier_sha256: publicKeys.verifierSha256,
    fold_version: publicKeys.foldVersion,
    clock: publicKeys.clock,
    now: formatInstant(await ctx.follower.logTime()),
    software: SOFTWARE,
  };
}

/** Version of this copy; the commit is set by whoever builds it, "unknown" in a plain checkout. */
const SOFTWARE = { version: packageVersion(), commit: process.env.TOUCHSTONE_COMMIT ?? "unknown" };

function packageVersion(): string {
  const text = readFileSync(`${process.cwd()}/package.json`, "utf8");
  const parsed: { version?: string } = JSON.parse(text);
  return parsed.version ?? "0.0.0";
}
