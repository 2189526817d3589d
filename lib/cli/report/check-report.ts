/** A report as it would be filed: bytes, claim, and what becomes public, or why it cannot be filed at all. */
import { type Bundle, encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { answerTo, type Secret, sayEnded, secretsOf, showSecret } from "#lib/evidence/bundle/secrets.ts";
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import { type Exchange, isDsseExchange } from "#lib/evidence/exchange.ts";
import { readAnswer } from "#lib/evidence/signing/read-answer.ts";
import { resultPieces, resultText } from "#lib/evidence/words/result.ts";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { asInstant, formatInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { PART_MAX_BYTES } from "#lib/statement/submission.ts";
import type { Checker } from "../evidence/check-here.ts";
import { checkHere } from "../evidence/check-here.ts";
import { printable } from "../print-finding.ts";

export type CheckedReport = {
  readonly bundle: Bundle;
  readonly bytes: Uint8Array;
  readonly finding: BundleFinding;
  /** What the checks say, in a sentence. */
  readonly sentence: string;
};

/** Why nothing may be filed: a fault of the report itself. Undefined: it may. */
export type Objection = { readonly code: "secrets" | "too-large" | "refuted"; readonly detail: string };

/** The bundle says besides which tokens in it have ended since the log had its hash. */
export async function checkReport(given: Bundle, checker: Checker): Promise<CheckedReport> {
  const found = await checkHere(encodeBundle(given), checker);
  const bundle = sayEnded(given, Math.floor(found.t / SECOND_MS), Math.floor(Date.now() / SECOND_MS));
  const bytes = encodeBundle(bundle);
  const finding = bundle === given ? found : await checkHere(bytes, checker);
  return { bundle, bytes, finding, sentence: resultText(resultPieces(finding)) };
}

/** `nowMs`: tokens that have ended by then are evidence and no secret. */
export function objectionTo({ bundle, bytes, finding, sentence }: CheckedReport, nowMs: number): Objection | undefined {
  const secrets = secretsOf(bundle, Math.floor(nowMs / SECOND_MS));
  if (secrets.length > 0) return { code: "secrets", detail: secretsWords(bundle, secrets) };
  if (bytes.length > PART_MAX_BYTES) {
    const detail = `The evidence has ${bytes.length} bytes, a report takes ${PART_MAX_BYTES}. As a file its checks hold wherever it is checked.`;
    return { code: "too-large", detail };
  }
  const { verdict } = finding;
  return verdict.verdict === "refuted" ? { code: "refuted", detail: `${sentence} (${verdict.reason})` } : undefined;
}

const SHOWN_PLACES = 5;

/** What stops it, with what can be said to let it pass. What the reporter could take out is named and not repeated. */
function secretsWords(bundle: Bundle, secrets: readonly Secret[]): string {
  const own = secrets.filter((secret) => answerTo(secret) === undefined);
  const placeOf = ({ kind, pointer }: Secret) => `${pointer} (${kind})`;
  if (own.length > 0)
    return `A report is public for ever, and this one holds what looks like a secret of yours at ${own.map(placeOf).join(", ")}.`;
  const token = secrets.find(({ repeatsOwn }) => repeatsOwn);
  if (token !== undefined) {
    const until = token.endsAt === null ? "for ever" : `until ${formatInstant(asInstant(token.endsAt * SECOND_MS))}`;
    return `The answer repeats the token that paid for it, at ${placeOf(token)}. Whoever reads the report could spend it ${until}. Wait, or give it up with --give-up-token, which the report then says.`;
  }
  const places = secrets.map((secret) => {
    const { texts, more } = showSecret(bundle, secret, SHOWN_PLACES);
    return [
      `  ${placeOf(secret)}${more > 0 ? `, ${more} more` : ""}`,
      ...texts.map((text) => `    ${printable(text)}`),
    ].join("\n");
  });
  return `The answer holds what looks like a secret. Look at each place; if none is a secret of yours, say --not-mine, which the report then says.\n${places.join("\n")}`;
}

/** In the order in which they are said. A member that a bundle can hold and that has no line here is no type. */
const LINES: { readonly [member in keyof Bundle]-?: (bundle: Bundle) => string[] } = {
  subject: ({ subject: { provider, service, instance } }) => [
    `against    ${provider}`,
    ...(service === undefined ? [] : [`service    ${service}`]),
    ...(instance === undefined ? [] : [`instance   ${instance}`]),
  ],
  claim: ({ claim: { kind, text, params } }) => {
    const { tokens, split, standing, ...rest } = params;
    return [
      `claim      ${kind}${text === undefined ? "" : `: ${text}`}`,
      ...Object.entries(rest).map(([name, value]) => `           ${name} ${value}`),
      ...(Array.isArray(tokens) ? [`tokens     ${tokens.length} in full, which have ended`] : []),
      ...(split === undefined ? [] : ["proof      of two disclosures that contradict each other"]),
      ...(standing === undefined ? [] : ["standing   the proof of which disclosures of the provider take effect"]),
    ];
  },
  exchanges: ({ exchanges }) => exchanges.flatMap(exchangeLines),
  token: ({ token }) =>
    token === undefined
      ? []
      : [
          `token      its header and claims, without what would let others spend it: ${bodyWords(base64UrlDecode(token.claims) ?? new Uint8Array())}`,
        ],
  time: ({ time }) =>
    time.map(({ batch }) => `dated by   a receipt of the log${batch === undefined ? "" : ` (one of a batch)`}`),
  keys: ({ keys }) =>
    keys
      .filter(({ proofs }) => proofs.length > 0)
      .map(
        ({ events }) =>
          `history    of the key: ${events.length} ${events.length === 1 ? "entry" : "entries"} of the log, and the proof that none is left out`,
      ),
  receipts: ({ receipts }) =>
    receipts.length === 0 ? [] : [`statements ${receipts.length} of the log, with receipts`],
  definition: ({ definition }) => documentLine("promise", definition),
  reexecution: ({ reexecution }) => documentLine("own run", reexecution),
  notSecret: ({ notSecret = [] }) =>
    notSecret.map(({ pointer, kind, because }) =>
      because === "not-mine"
        ? `says       that ${pointer}, which looks like a secret (${kind}), is none of the reporter's`
        : `says       that the token at ${pointer} is given up`,
    ),
  // Names nobody, and the rest is the same in every bundle.
  reporter: () => [],
  schema: () => [],
  rules: () => [],
};

/** Lines that say exactly what everybody will be able to read. Texts from outside are not made printable here. */
export function publicLines({ bundle, bytes }: CheckedReport): string[] {
  return [
    ...Object.values(LINES).flatMap((linesOf) => linesOf(bundle)),
    `in all     ${bytes.length} bytes, the receipts of the log included. Your own request may identify you.`,
  ];
}

function exchangeLines(exchange: Exchange): string[] {
  const { heads, requestBody, responseBody } = readAnswer(exchange);
  if (heads === undefined) return ["answer     that cannot be read"];
  const { method, authority, path, query, tokenId } = heads.request;
  return [
    `request    ${method} ${authority}${path}${query === "?" ? "" : query}${isDsseExchange(exchange) ? " (signed envelope)" : ""}`,
    ...(requestBody === undefined ? [] : [`           ${bodyWords(requestBody)}`]),
    ...(tokenId === undefined ? [] : [`paid by    token ${tokenId.slice(0, 12)}… (its id; not the token)`]),
    `answer     ${heads.response.status} ${heads.response.contentType}`,
    `           ${bodyWords(responseBody)}`,
  ];
}

function documentLine(name: string, document: Readonly<Record<string, unknown>> | undefined): string[] {
  return document === undefined ? [] : [`${name.padEnd(11)}${cut(JSON.stringify(document))}`];
}

const SHOWN_CHARACTERS = 300;

function bodyWords(body: Uint8Array): string {
  const text = utf8Decode(body);
  if (text === undefined) return `${body.length} bytes that are no text`;
  return cut(text);
}

function cut(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}… (${text.length} letters)` : text;
}
