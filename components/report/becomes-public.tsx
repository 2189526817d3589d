"use client";
import { useMemo, useState } from "react";
import { ExactBytes } from "#components/publish/exact-bytes.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { formatUtc } from "#components/ui/format-time.ts";
import { HashText } from "#components/ui/hash-text.tsx";
import { type KeyValueItem, KeyValueList } from "#components/ui/key-value.tsx";
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { CLAIM_KINDS } from "#lib/evidence/bundle/claim-kinds.ts";
import { type Exchange, isDsseExchange } from "#lib/evidence/exchange.ts";
import { readAnswer } from "#lib/evidence/signing/read-answer.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";

/** Everything that would be public, readable first and to the byte below it. */
export function BecomesPublic({
  bundle,
  bytes,
  unsigned,
  isCaseKey,
}: {
  bundle: Bundle;
  bytes: Uint8Array;
  unsigned: UnsignedStatement;
  isCaseKey: boolean;
}) {
  const text = useMemo(() => utf8Decode(bytes) ?? "", [bytes]);
  const { claim, subject, exchanges, keys, time } = bundle;
  const history = keys.find(({ proofs }) => proofs.length > 0);
  const items: KeyValueItem[] = [
    { key: "You say", value: CLAIM_KINDS[claim.kind].says },
    { key: "Against", value: <HashText value={subject.provider} what="provider" /> },
    ...(claim.text === undefined
      ? []
      : [{ key: "In your words", value: <bdi className="whitespace-pre-wrap">{claim.text}</bdi> }]),
    ...exchanges.flatMap((exchange, at) => exchangeItems(exchange, exchanges.length > 1 ? `${at + 1}` : "")),
    ...(time.length === 0 ? [] : [{ key: "Date of the answer", value: "a receipt of the log that held its hash" }]),
    ...(bundle.notSecret === undefined
      ? []
      : [{ key: "You say of it", value: "that what looks like a secret in the answer is none of yours" }]),
    ...(history === undefined && claim.params.standing === undefined
      ? []
      : [{ key: "From the log", value: fromTheLog(history?.events.length, claim.params.standing !== undefined) }]),
    {
      key: "Signed by",
      value: isCaseKey ? "a key made for this case only" : "your account, by name",
    },
    {
      key: "Dated",
      value: isCaseKey
        ? `${formatUtc(Date.parse(unsigned.issuedAt), "minute")}: the full hour, so that it tells nobody when you were here`
        : formatUtc(Date.parse(unsigned.issuedAt), "minute"),
    },
    { key: "Logged", value: "The log dates the entry when it arrives; no address of yours is in it." },
  ];
  return (
    <div className="flex flex-col gap-4">
      {exchanges.length > 0 ? (
        <Alert tone="attention" title="Your own request may identify you">
          The provider knows to whom it gave this answer: by the request’s number, by the token that paid, by what you
          asked. It can find out that it was you who reported. Others see the request as it stands here.
        </Alert>
      ) : null}
      <KeyValueList items={items} />
      <Details summary={`Every byte of the evidence (${bytes.length.toLocaleString("en-US")})`}>
        <LongText text={text} />
      </Details>
      <ExactBytes unsigned={unsigned} />
    </div>
  );
}

/** `events`: entries of the key's history; undefined where none comes along. */
function fromTheLog(events: number | undefined, hasStanding: boolean): string {
  const entries = events === 1 ? "1 entry" : `${events} entries`;
  return [
    ...(events === undefined ? [] : [`the history of the provider’s key (${entries}) and the proof that it is whole`]),
    ...(hasStanding ? ["the proof of which of its disclosures take effect"] : []),
  ].join("; ");
}

const SHOWN_AT_FIRST = 20_000;

/** A browser draws a megabyte of text slowly: it is drawn when it is asked for. */
function LongText({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(text.length <= SHOWN_AT_FIRST);
  return (
    <div className="flex flex-col gap-2">
      <CodeBlock
        json={isWhole && text.length <= SHOWN_AT_FIRST}
        tall
        text={isWhole ? text : text.slice(0, SHOWN_AT_FIRST)}
        label={isWhole ? "The evidence, as it is filed" : `The first ${SHOWN_AT_FIRST.toLocaleString("en-US")} letters`}
      />
      {isWhole ? null : (
        <div>
          <button type="button" className="min-h-6 rounded-sm text-link hover:underline" onClick={() => setWhole(true)}>
            Show all {text.length.toLocaleString("en-US")}
          </button>
        </div>
      )}
    </div>
  );
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
    ...(isDsseExchange(exchange) || request === undefined
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
  const more = bytes.length > BODY_SHOWN ? ` (${bytes.length.toLocaleString("en-US")} bytes in all, below)` : "";
  return <Value text={`${shownLines(text.slice(0, BODY_SHOWN))}${more}`} />;
}

function shownLines(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`,
  );
}
