/** Signed answers of invented services, right and wrong, and the evidence that people make of them. */

import { commitOfShare } from "#lib/dispute/draw-share.ts";
import { encodeBundle, newBundle } from "#lib/evidence/bundle/bundle.ts";
import type { ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type CaseId, caseIdOf } from "#lib/kernel/ids.ts";
import { addMs, type Instant, MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { ATTACH_TEMPLATE, EVIDENCE_MEDIA_TYPE, REPORT_TEMPLATE } from "#lib/statement/evidence-bodies.ts";
import type { Promised, Question } from "./definitions.ts";
import type { Person, Provider, Script } from "./script.ts";

/** What is asked of a service, and when it answers. `key`: another than its own. */
export type Call = {
  readonly service: Provider;
  readonly promised: Promised;
  readonly question: Question;
  readonly answer: string;
  readonly at: Instant;
  readonly key?: Identity;
};

export function answerTo(
  script: Script,
  { service, promised, question, answer, at, key = service.responseKey }: Call,
): Promise<HttpExchange> {
  const nonce = (of: string) =>
    base64UrlEncode(sha256(utf8Encode(`${script.seed} ${of} ${service.id} ${at} ${answer}`)).slice(0, 15));
  return signResponse(
    {
      request: {
        method: question.method,
        authority: service.domain,
        path: question.path,
        query: "?",
        nonce: nonce("asked"),
        ...(question.asked === "" ? {} : { body: utf8Encode(question.asked) }),
      },
      response: {
        status: 200,
        contentType: question.contentType,
        definition: hexEncode(definitionHash(promised.definition)),
        body: utf8Encode(answer),
      },
    },
    { created: Math.floor(at / SECOND_MS), keyid: key.thumbprint, nonce: nonce("answered") },
    (message) => script.sign(key.seed, message),
  );
}

/** Of a promise that a machine decides. */
export function claimOf({ definition: { kind } }: Promised): ClaimKind {
  return kind === "content-address" ? "content-address" : "wrong-result";
}

/** Somebody shows a right answer of two minutes ago, to be run again. */
export async function attachRight(
  script: Script,
  by: Identity,
  service: Provider,
  promised: Promised,
  question: Question,
  at: Instant,
): Promise<void> {
  const exchange = await answerTo(script, {
    service,
    promised,
    question,
    answer: question.right,
    at: addMs(at, -2 * MINUTE_MS),
  });
  const bundle = newBundle({
    subject: { provider: service.id },
    claim: { kind: claimOf(promised), params: {} },
    exchanges: [exchange],
    keys: [keyOf(service.responseKey)],
  });
  const part = { bytes: encodeBundle(bundle), mediaType: EVIDENCE_MEDIA_TYPE };
  script.say(at, by, "evidence.attach", service.id, { template: ATTACH_TEMPLATE }, [part]);
}

/** 32 bytes behind a side's shares of draws, which follow from who it is and against whom or in what. */
export function shareSecret(seed: string, by: Identity, about: string): Uint8Array {
  return sha256(utf8Encode(`${seed}\nshare\n${by.did}\n${about}`));
}

/** Of a bundle: the index knows the key's history. */
function keyOf({ did }: Identity) {
  return { publicKey: did, events: [], proofs: [] };
}

export type Claimed = {
  readonly against: Provider;
  readonly claim: ClaimKind;
  readonly text: string;
  readonly params?: Record<string, unknown>;
  readonly exchanges?: readonly HttpExchange[];
  /** Who signed them. */
  readonly key?: Identity;
};

/** Reports it; the id of the case. */
export function report(
  script: Script,
  by: Person,
  { against, claim, text, params = {}, exchanges = [], key }: Claimed,
  at: Instant,
): CaseId {
  const bundle = newBundle({
    subject: { provider: against.id },
    claim: { kind: claim, params, text },
    exchanges: [...exchanges],
    ...(key === undefined ? {} : { keys: [keyOf(key)] }),
  });
  const part = { bytes: encodeBundle(bundle), mediaType: EVIDENCE_MEDIA_TYPE };
  const drawShare = commitOfShare(shareSecret(script.seed, by.identity, against.id));
  const body = { template: REPORT_TEMPLATE, claim, drawShare };
  return caseIdOf(script.hashOf(script.say(at, by.identity, "report.file", against.id, body, [part])));
}

/** A wrong answer of three minutes ago is reported. */
export async function reportLie(
  script: Script,
  by: Person,
  call: Omit<Call, "answer" | "at">,
  at: Instant,
  text: string,
): Promise<CaseId> {
  const { service, promised, question } = call;
  const exchange = await answerTo(script, { ...call, answer: question.wrong, at: addMs(at, -3 * MINUTE_MS) });
  return report(
    script,
    by,
    { against: service, claim: claimOf(promised), text, exchanges: [exchange], key: call.key ?? service.responseKey },
    at,
  );
}
