import { setUpRequestSchema } from "#lib/contract/accounts.ts";
import { checkHealth } from "../../services/service/check-health.ts";
import { describeIndex } from "../../services/service/describe-index.ts";
import { getVerifier } from "../../services/service/get-verifier.ts";
import { getWorkerScript } from "../../services/service/get-worker-script.ts";
import { readStatus } from "../../services/service/read-status.ts";
import { MAX_JSON_BYTES } from "../edge-rules.ts";
import { readMetrics } from "../metrics.ts";
import { readJson } from "../read-body.ts";
import { jsonReply, textReply } from "../respond.ts";
import type { Bind } from "../router.ts";
import { EVIDENCE_WORKER_POLICY } from "../security-headers.ts";

/** Guesses of the set-up token from one address in a minute; the token has 128 bits and lives an hour. */
const SET_UP_PER_MINUTE = 10;
const SECURITY_DAYS = 180;
const DAY_MS = 86_400_000;

export function bindService(bind: Bind): void {
  bind("getSetUp", ({ ctx }) => jsonReply(200, { open: ctx.setUp.isOpen }, { "Cache-Control": "no-store" }));
  bind("setUp", async ({ ctx, source, address }) => {
    await ctx.limiter.spend("setup", address, SET_UP_PER_MINUTE);
    const { token, did } = await readJson(source, MAX_JSON_BYTES, setUpRequestSchema);
    return jsonReply(201, await ctx.setUp.use(token, did, address));
  });
  bind("getSelfDescription", async ({ ctx }) => jsonReply(200, await describeIndex(ctx)));
  bind("getVerifierFile", () => {
    const { html, policy } = getVerifier();
    // The page's own policy, so that opening it here is as closed as opening it from disk.
    const headers = { "Content-Security-Policy": `${policy}; frame-ancestors 'none'` };
    return { status: 200, type: "text/html; charset=utf-8", body: html, headers };
  });
  const scriptReply = (body: string) => {
    // Kept for a while, so that a page that was loaded can check evidence when the network is gone.
    const headers = { "Content-Security-Policy": EVIDENCE_WORKER_POLICY, "Cache-Control": "public, max-age=600" };
    return { status: 200, type: "text/javascript; charset=utf-8", body, headers };
  };
  bind("getEvidenceWorker", () => scriptReply(getWorkerScript("evidence-worker")));
  bind("getBacktestWorker", () => scriptReply(getWorkerScript("backtest-worker")));
  bind("getLabWorker", () => scriptReply(getWorkerScript("lab-worker")));
  bind("getReplayWorker", () => scriptReply(getWorkerScript("replay-worker")));
  bind("getSecurityText", ({ ctx }) => {
    // The day is enough: an answer that changes every millisecond has no use for its validator.
    const expires = new Date((Math.floor(ctx.clock() / DAY_MS) + SECURITY_DAYS) * DAY_MS).toISOString();
    const lines = [
      `Contact: ${ctx.webOrigin}/docs/security`,
      `Expires: ${expires}`,
      "Preferred-Languages: en",
      `Canonical: ${ctx.webOrigin}/.well-known/security.txt`,
    ];
    return textReply(`${lines.join("\n")}\n`);
  });
  bind("getStatus", async ({ ctx }) => jsonReply(200, await readStatus(ctx), { "Cache-Control": "no-store" }));
  bind("getLiveness", () => jsonReply(200, { status: "ok", log: null }, { "Cache-Control": "no-store" }));
  bind("getReadiness", async ({ ctx }) => {
    const health = await checkHealth(ctx);
    return jsonReply(health.status === "ok" ? 200 : 503, health, { "Cache-Control": "no-store" });
  });
  bind("getMetrics", async ({ ctx }) => {
    const { text, type } = await readMetrics(ctx);
    return { status: 200, type, body: text, headers: { "Cache-Control": "no-store" } };
  });
}
