/** What becomes public of a piece of evidence, member by member, in words. */
import { ProviderName } from "#components/provider/provider-name.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import type { KeyValueItem } from "#components/ui/key-value.tsx";
import type { ProviderLabel } from "#lib/contract/names.ts";
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { CLAIM_KINDS } from "#lib/evidence/bundle/claim-kinds.ts";
import type { NotSecret } from "#lib/evidence/bundle/not-secret.ts";
import type { Exchange } from "#lib/evidence/exchange.ts";
import { readAnswer } from "#lib/evidence/signing/read-answer.ts";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";

/** In the order in which they are shown. A member that a bundle can hold and that has no row here is no type. */
const ITEMS: { readonly [member in keyof Bundle]-?: (bundle: Bundle, accused?: ProviderLabel) => KeyValueItem[] } = {
  claim: ({ claim }) => [
    { key: "You say", value: CLAIM_KINDS[claim.kind].says },
    ...(claim.text === undefined
      ? []
      : [{ key: "In your words", value: <bdi className="whitespace-pre-wrap">{claim.text}</bdi> }]),
    ...paramItems(claim.params),
  ],
  subject: ({ subject: { provider, service, instance } }, accused) => [
    {
      key: "Against",
      value: (
        <>
          {accused === undefined ? null : <ProviderName provider={accused} fingerprint="never" />}{" "}
          <HashText value={provider} what="provider" />
        </>
      ),
    },
    ...(service === undefined ? [] : [{ key: "Its service", value: <HashText value={service} what="service" /> }]),
    ...(instance === undefined ? [] : [{ key: "Its instance", value: <HashText value={instance} what="instance" /> }]),
  ],
  exchanges: ({ exchanges }) =>
    exchanges.flatMap((exchange, at) => exchangeItems(exchange, exchanges.length > 1 ? `${at + 1}` : "")),
  token: ({ token }) =>
    token === undefined
      ? []
      : [
          {
            key: "The token that paid",
            value: (
              <>
                who issued it, for whom and its number; not what would let others spend it{" "}
                <Body bytes={base64UrlDecode(token.claims) ?? NO_BYTES} />
              </>
            ),
          },
        ],
  time: ({ time }) =>
    time.length === 0
      ? []
      : [
          {
            key: "Date of the answer",
            value: time.some(({ batch }) => batch !== undefined)
              ? "a receipt of the log that held its hash together with others: whoever reports another of them shows the same receipt"
              : "a receipt of the log that held its hash",
          },
        ],
  notSecret: ({ notSecret = [] }) => {
    const said = notSecretWords(notSecret);
    return said === "" ? [] : [{ key: "You say of it", value: said }];
  },
  keys: ({ keys, claim }) => {
    const history = keys.find(({ proofs }) => proofs.length > 0);
    const said = fromTheLog(history?.events.length, claim.params.standing !== undefined);
    return said === "" ? [] : [{ key: "From the log", value: said }];
  },
  receipts: ({ receipts }) =>
    receipts.length === 0
      ? []
      : [
          {
            key: "Statements",
            value: `${receipts.length === 1 ? "1 statement" : `${receipts.length} statements`} of the log that it is about`,
          },
        ],
  definition: ({ definition }) => documentItem("Promise, as written here", definition),
  reexecution: ({ reexecution }) => documentItem("Result of your own run", reexecution),
  // The form lets a bundle name nobody: who signs the report stands below.
  reporter: () => [],
  schema: ({ schema }) => [{ key: "Form", value: <Value text={schema} /> }],
  rules: ({ rules }) => [{ key: "Judged by", value: <Value text={Object.values(rules).join(", ")} /> }],
};

/**
 * A row for whatever the bundle holds; all of it to the byte stands elsewhere. `accused`: what this index calls the
 * provider, which the bundle names by its id or key alone.
 */
export function publicItems(bundle: Bundle, accused?: ProviderLabel): KeyValueItem[] {
  return Object.values(ITEMS).flatMap((itemsOf) => itemsOf(bundle, accused));
}

const NO_BYTES = new Uint8Array();

/** What a claim says besides its kind: short values as they are, proofs by what they prove. */
function paramItems({ tokens, split, standing: _, ...rest }: Readonly<Record<string, unknown>>): KeyValueItem[] {
  return [
    ...(Array.isArray(tokens)
      ? [{ key: "Tokens in full", value: `${tokens.length}: they have ended, and everybody can read who bought what` }]
      : []),
    ...(split === undefined ? [] : [{ key: "Proof", value: "of two disclosures that contradict each other" }]),
    ...(Object.keys(rest).length === 0
      ? []
      : [
          {
            key: "Of the claim",
            value: (
              <Value
                text={Object.entries(rest)
                  .map(([name, value]) => `${name} ${value}`)
                  .join(", ")}
              />
            ),
          },
        ]),
  ];
}

/** Both words can stand in one bundle: the one is about others' texts, the other about the reporter's own token. */
function notSecretWords(said: readonly NotSecret[]): string {
  const isSaid = (because: NotSecret["because"]) => said.some((each) => each.because === because);
  return [
    ...(isSaid("not-mine") ? ["that what looks like a secret in the answer is none of yours"] : []),
    ...(isSaid("given-up")
      ? [
          "that your own token, which the answer repeats, has ended or is given up: whoever reads this could spend what is left of it",
        ]
      : []),
  ].join("; ");
}

/** `events`: entries of the key's history; undefined where none comes along. */
function fromTheLog(events: number | undefined, hasStanding: boolean): string {
  const entries = events === 1 ? "1 entry" : `${events} entries`;
  return [
    ...(events === undefined ? [] : [`the history of the provider’s key (${entries}) and the proof that it is whole`]),
    ...(hasStanding ? ["the proof of which of its disclosures take effect"] : []),
  ].join("; ");
}

/** A document of any form, which no check reads. */
function documentItem(key: string, document: Readonly<Record<string, unknown>> | undefined): KeyValueItem[] {
  if (document === undefined) return [];
  return [{ key, value: <Value text={cut(JSON.stringify(document))} /> }];
}

function exchangeItems(exchange: Exchange, number: string): KeyValueItem[] {
  const { heads, requestBody, responseBody } = readAnswer(exchange);
  const name = (what: string) => (number === "" ? what : `${what}, ${number}`);
  const request = heads?.request;
  const asked =
    request === undefined
      ? "in a form that cannot be read"
      : `${request.method} ${request.authority}${request.path}${request.query === "?" ? "" : request.query}`;
  return [
    { key: name("You asked"), value: <Value text={asked} /> },
    ...(requestBody === undefined ? [] : [{ key: name("With the content"), value: <Body bytes={requestBody} /> }]),
    { key: name("It answered"), value: <Body bytes={responseBody} /> },
    ...(request === undefined
      ? []
      : [
          {
            key: name("Numbers"),
            value: (
              <Value
                text={`request ${request.nonce}${request.tokenId === undefined ? "" : `, token ${request.tokenId.slice(0, 12)}… (its name, not the token)`}`}
              />
            ),
          },
        ]),
  ];
}

function Value({ text }: { text: string }) {
  return <bdi className="break-all font-mono text-sm">{text}</bdi>;
}

const BODY_SHOWN = 400;

/** The beginning of a body; control and bidi characters by their numbers, bytes that are no text as such. */
function Body({ bytes }: { bytes: Uint8Array }) {
  const text = utf8Decode(bytes);
  if (bytes.length === 0) return <>nothing</>;
  if (text === undefined) return <>{bytes.length.toLocaleString("en-US")} bytes that are no text</>;
  return <Value text={cut(text)} />;
}

function cut(text: string): string {
  const more = text.length > BODY_SHOWN ? ` (${text.length.toLocaleString("en-US")} letters in all, below)` : "";
  return `${shownLines(text.slice(0, BODY_SHOWN))}${more}`;
}

function shownLines(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`,
  );
}
