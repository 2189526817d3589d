"use client";
import { useMemo, useState } from "react";
import { ExactBytes } from "#components/publish/exact-bytes.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { formatUtc } from "#components/ui/format-time.ts";
import { type KeyValueItem, KeyValueList } from "#components/ui/key-value.tsx";
import type { ProviderLabel } from "#lib/contract/names.ts";
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { publicItems } from "./public-items.tsx";

/** Everything that would be public, readable first and to the byte below it. */
export function BecomesPublic({
  bundle,
  accused,
  bytes,
  unsigned,
  isCaseKey,
}: {
  bundle: Bundle;
  /** What this index calls the provider. */
  accused?: ProviderLabel | undefined;
  bytes: Uint8Array;
  unsigned: UnsignedStatement;
  isCaseKey: boolean;
}) {
  const text = useMemo(() => utf8Decode(bytes) ?? "", [bytes]);
  const { exchanges } = bundle;
  const items: KeyValueItem[] = [
    ...publicItems(bundle, accused),
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
