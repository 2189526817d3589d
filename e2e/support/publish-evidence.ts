/** Publishes a service's definition, lets a provider lie under it, and reports the lie: real signatures, through the API. */
import { randomBytes } from "node:crypto";
import { encodeBundle, newBundle } from "#lib/evidence/bundle/bundle.ts";
import { functionOf } from "#lib/evidence/definition/testing/definitions.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { caseIdOf, definitionIdOf } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Draft, Identity } from "#lib/statement/compose.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { EVIDENCE_MEDIA_TYPE, REPORT_TEMPLATE } from "#lib/statement/evidence-bodies.ts";
import { buildSubmission, commitOf } from "#lib/statement/submission.ts";
import { freshIdentity, type Index, type Operator, record, signed } from "./publish.ts";
import { until } from "./until.ts";

const CODE = `function price(request) { return { pair: request.body.pair, price: "7.24" }; }`;

export type PublishedDefinition = {
  readonly id: string;
  readonly definition: Definition;
  readonly hash: string;
  readonly code: string;
};

type Part = { readonly bytes: Uint8Array; readonly mediaType: string };

/** Records a statement with public parts. */
function publishParts(
  by: Identity & { index: Index },
  said: Pick<Draft, "kind" | "subject" | "body">,
  given: readonly Part[],
) {
  const parts = given.map(({ bytes }) => ({ bytes, nonce: new Uint8Array(randomBytes(32)) }));
  const commits = given.map(({ bytes, mediaType }, at) => ({
    commit: commitOf(parts[at] ?? { bytes, nonce: new Uint8Array(32) }),
    bytes: bytes.length,
    mediaType,
    visibility: "public" as const,
  }));
  const statement = signed(by, { ...said, parts: commits });
  return record(by.index, buildSubmission(statement.bytes, parts), statement.hash);
}

/** A function that knows one price; resolves once the index has tested and admitted it. */
export async function publishPrices(operator: Operator): Promise<PublishedDefinition> {
  const from = asInstant(Date.now() + SECOND_MS);
  const window = {
    validFrom: formatInstant(from),
    validUntil: formatInstant(addMs(from, 30 * DAY_MS)),
    graceSeconds: 0,
  };
  const exchange = (price: string) => ({
    request: {
      method: "POST",
      authority: "prices.example",
      path: "/price",
      query: "?",
      body: { text: '{"pair":"EURUSD"}' },
    },
    response: { status: 200, contentType: "application/json", body: { text: `{"pair":"EURUSD","price":"${price}"}` } },
  });
  const tests = [
    { name: "the price", exchanges: [exchange("7.24")], result: "match" as const },
    { name: "another price", exchanges: [exchange("7.42")], result: "mismatch" as const },
    { name: "no price", exchanges: [exchange("")], result: "mismatch" as const },
  ];
  const definition = functionOf({ code: CODE, entrypoint: "price", window, tests });
  const hash = hexEncode(definitionHash(definition));
  const body = { name: "Prices", definition } as unknown as JsonObject;
  const { hash: statement } = await publishParts(operator, { kind: "definition.publish", subject: "new", body }, [
    { bytes: utf8Encode(CODE), mediaType: "text/javascript" },
  ]);
  await until("the index admits the definition", async () => {
    const answer = await (await fetch(new URL(`/api/v1/definitions?hash=${hash}`, operator.index.baseUrl))).json();
    return answer.data[0]?.form.versions[0]?.admission?.outcome === "admitted";
  });
  return { id: definitionIdOf(statement), definition, hash, code: CODE };
}

/** A signed answer with the wrong price; preset: by a key that nobody has listed, and whom it names. */
export async function lieUnder(
  { definition, hash }: PublishedDefinition,
  by?: { readonly liar: Identity; readonly provider: string },
): Promise<{ bundle: Uint8Array; liar: Identity }> {
  const { liar } = by ?? { liar: freshIdentity() };
  const body = utf8Encode('{"pair":"EURUSD"}');
  const created = Math.max(
    Math.floor(Date.now() / SECOND_MS),
    Math.ceil(Date.parse(definition.window.validFrom) / SECOND_MS),
  );
  const exchange = await signResponse(
    {
      request: {
        method: "POST",
        authority: "prices.example",
        path: "/price",
        query: "?",
        nonce: "YWdlbnRzLW5vbmNl",
        body,
      },
      response: {
        status: 200,
        contentType: "application/json",
        definition: hash,
        body: utf8Encode('{"pair":"EURUSD","price":"7.42"}'),
      },
    },
    { created, keyid: liar.did, nonce: "c2lnbmVyLW5vbmNl" },
    (message) => signEd25519(liar.seed, message),
  );
  const claim = { kind: "wrong-result" as const, params: {} };
  return {
    bundle: encodeBundle(newBundle({ subject: { provider: by?.provider ?? liar.did }, claim, exchanges: [exchange] })),
    liar,
  };
}

/** Reports it with a key of its own; the id of the case. */
export async function report(index: Index, bundle: Uint8Array, against: string): Promise<string> {
  const body = { template: REPORT_TEMPLATE, claim: "wrong-result", drawShare: randomBytes(32).toString("hex") };
  const said = { kind: "report.file" as const, subject: against, body };
  const { hash } = await publishParts({ ...freshIdentity(), index }, said, [
    { bytes: bundle, mediaType: EVIDENCE_MEDIA_TYPE },
  ]);
  return caseIdOf(hash);
}

/** The index's own verdict on it is in the log and in the lists. */
export function untilJudged(base: string, id: string): Promise<boolean> {
  return until(`a verdict on ${id}`, async () => {
    const answer = await fetch(new URL(`/api/v1/cases/${id}`, base));
    const { data } = (await answer.json()) as { data: { verdict: string | null } };
    return data.verdict !== null;
  });
}
