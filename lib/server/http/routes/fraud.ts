import { getFraudProof, listFraudProofs } from "../../services/fraud/list-fraud-proofs.ts";
import { admitAccuser, submitFraudProof } from "../../services/fraud/submit-fraud-proof.ts";
import { MAX_FRAUD_SUBMISSION_BYTES } from "../edge-rules.ts";
import { formatSpent } from "../rate-headers.ts";
import { readBody, requireJsonType } from "../read-body.ts";
import { jsonReply, nextLink } from "../respond.ts";
import type { Bind } from "../router.ts";

export function bindFraud(bind: Bind): void {
  bind("submitFraudProof", async ({ ctx, request, source, address }) => {
    const spent = formatSpent(await admitAccuser(ctx, address));
    requireJsonType(request, ["application/json"]);
    const bytes = await readBody(source, MAX_FRAUD_SUBMISSION_BYTES);
    const { isNew, ...answer } = await submitFraudProof(ctx, bytes, address);
    return jsonReply(isNew ? 201 : 200, answer, spent);
  });
  bind("listFraudProofs", async ({ ctx, query, request }) => {
    const page = await listFraudProofs(ctx, query);
    return jsonReply(200, page, nextLink(request.url, page.page.next_cursor));
  });
  bind("getFraudProof", async ({ ctx, params }) => {
    const { data, bytes } = await getFraudProof(ctx, params.sha256);
    const name = `${data.kind}-${data.sha256.slice(0, 8)}.fraud.json`;
    return {
      status: 200,
      type: "application/json; charset=utf-8",
      body: bytes,
      headers: { "Content-Disposition": `attachment; filename="${name}"` },
    };
  });
}
