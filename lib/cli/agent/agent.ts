/**
 * An agent that trusts and verifies: it pays, checks the signature of every answer, runs some of them again by the
 * provider's own definition, and keeps a bundle of each that is wrong.
 */
import { randomBytes } from "node:crypto";
import { encodeBundle, newBundle } from "#lib/evidence/bundle/bundle.ts";
import type { ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";
import { type BundleFinding, checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import { answeredRequest } from "#lib/evidence/checks/claim.ts";
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import type { Host } from "#lib/evidence/definition/admission.ts";
import { judgeWithoutCode } from "#lib/evidence/definition/judge.ts";
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { captureExchange } from "#lib/evidence/signing/capture-exchange.ts";
import {
  checkOwnAnswer,
  keyAmong,
  type ResponseFinding,
  verifyResponse,
} from "#lib/evidence/signing/verify-response.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import type { Did, EntryIndex } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, parseJson } from "#lib/kernel/json.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { hasCode } from "#lib/statement/definition.ts";
import { IncompleteError } from "../command.ts";
import type { Source } from "../definition/read-source.ts";
import { tokenIdIn } from "../provider/tokens.ts";
import { type Call, callProvider } from "./call.ts";
import type { Work } from "./work.ts";

export type Plan = {
  readonly provider: URL;
  /** The key that must sign, as did:key. */
  readonly responder: Did;
  readonly source: Source;
  /** Hash of the definition, which every answer must name; hex. */
  readonly definition: string;
  readonly work: Work;
  readonly calls: number;
  /** Part of the good answers that are run again, 0 to 1. */
  readonly auditRate: number;
  readonly dice: () => number;
  readonly hosts: { readonly local: Host; readonly second: Host };
  readonly signal: AbortSignal;
};

/** What became of one call. `unsigned`: no answer that counts as signed, with the code. */
export type Outcome =
  | { readonly kind: "trusted" | "verified" | "unanswered" }
  | { readonly kind: "unsigned" | "inconclusive"; readonly reason: string }
  | { readonly kind: "wrong"; readonly bundle: Uint8Array; readonly finding: BundleFinding };

const NONCE_BYTES = 16;
/** Calls that are bought at a time. */
const BOUGHT = 1000;

/** Makes the calls, one after another, and tells the outcome of each as it is known. */
export async function* runAgent(plan: Plan): AsyncGenerator<Outcome> {
  const wallet = new Wallet(plan);
  for (let at = 0; at < plan.calls; at++) {
    plan.signal.throwIfAborted();
    const { before, call } = plan.work(at);
    if (before !== undefined) await wallet.pay(before);
    yield await judged(plan, await wallet.pay(call));
  }
}

type Paid = Awaited<ReturnType<typeof callProvider>> & { readonly nonce: string };

class Wallet {
  readonly #plan: Plan;
  #token = "";
  #tokenId = "";
  #left = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  async pay(call: Call): Promise<Paid> {
    if (this.#left === 0) await this.#buy();
    this.#left--;
    const nonce = base64UrlEncode(randomBytes(NONCE_BYTES));
    const fields: [string, string][] = [
      ["Prex-Request-Nonce", nonce],
      ["Authorization", `Bearer ${this.#token}`],
      ["Prex-Token-Id", this.#tokenId],
    ];
    const { provider, signal } = this.#plan;
    return { ...(await callProvider(provider, call, { fields, signal })), nonce };
  }

  async #buy(): Promise<void> {
    const body = utf8Encode(JSON.stringify({ quantity: `${BOUGHT}` }));
    const { provider, signal } = this.#plan;
    const { response } = await callProvider(
      provider,
      { method: "POST", target: "/tokens", body },
      { fields: [], signal },
    );
    const sold = parseJson(response.body);
    const token = sold.ok && isJsonObject(sold.value) ? sold.value.token : undefined;
    const id = typeof token === "string" ? tokenIdIn(`Bearer ${token}`) : undefined;
    if (typeof token !== "string" || id === undefined) throw new IncompleteError("The provider sells no token.");
    [this.#token, this.#tokenId, this.#left] = [token, id, BOUGHT];
  }
}

async function judged(plan: Plan, { request, response, nonce }: Paid): Promise<Outcome> {
  if (response.status >= 500) return { kind: "unanswered" };
  const captured = captureExchange({ request, response });
  if (!captured.ok) return { kind: "unsigned", reason: captured.error.code };
  const exchange = captured.value;
  const found = verifyResponse(exchange, keyAmong([]), rawVerify);
  const own = checkOwnAnswer(found, { now: asInstant(Date.now()), nonce });
  const broken = [...found.checks, ...own].find(({ outcome }) => outcome !== "pass");
  if (broken !== undefined) return { kind: "unsigned", reason: broken.reason ?? broken.name };
  // Anybody's signature is valid for his own key: only the key that the provider named binds the provider.
  if (found.publicKey === undefined || didKeyOf(found.publicKey) !== plan.responder)
    return { kind: "unsigned", reason: "other-key" };
  if (exchange.response.definition !== plan.definition) return { kind: "inconclusive", reason: "other-definition" };
  if (plan.dice() >= plan.auditRate) return { kind: "trusted" };
  const result = await quickResult(plan, found);
  if (result === "match") return { kind: "verified" };
  if (result !== "mismatch") return { kind: "inconclusive", reason: result.slice("inconclusive:".length) };
  return accuse(plan, exchange);
}

/** One run here: enough to believe, not to accuse. */
async function quickResult({ source, hosts }: Plan, { answer }: ResponseFinding): Promise<string> {
  const { definition } = source.body;
  const asked = answeredRequest(answer);
  if (asked === undefined) return "inconclusive:bad-input";
  const decided = judgeWithoutCode(definition, asked);
  if (decided !== undefined || !hasCode(definition)) return decided ?? "inconclusive:bad-input";
  return (await hosts.local.run({ definition, material: source.material, answer: asked })).result;
}

const CLAIMS: Readonly<Record<string, ClaimKind>> = {
  "content-address": "content-address",
  function: "wrong-result",
  predicate: "predicate-violated",
};

async function accuse({ responder, source, hosts }: Plan, exchange: HttpExchange): Promise<Outcome> {
  const { definition } = source.body;
  const kind = CLAIMS[definition.kind] ?? "wrong-result";
  const bundle = encodeBundle(
    newBundle({ subject: { provider: responder }, claim: { kind, params: {} }, exchanges: [exchange] }),
  );
  const facts: CheckFacts = {
    filed: { index: Number.MAX_SAFE_INTEGER as EntryIndex, at: asInstant(Date.now()) },
    trust: { logVkey: undefined, raw: rawVerify },
    historyOf: () => undefined,
    definitionOf: () => ({ definition, material: source.material, listed: true }),
    hosts,
  };
  return { kind: "wrong", bundle, finding: await checkBundle(bundle, facts) };
}
