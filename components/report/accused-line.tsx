"use client";
import { ProviderName } from "#components/provider/provider-name.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import type { KnownRule, NoParty, Party } from "#lib/client/report/party.ts";

/** Who signed, and by which public rule, as the index knows the key and the rule. */
export function AccusedLine({
  party,
  rule,
  against,
}: {
  party: Party | NoParty | undefined;
  /** Null: the signed bytes name none. Undefined: none is asked for. */
  rule: KnownRule | "unlisted" | null | undefined;
  /** The provider whose page the person came from. */
  against: string;
}) {
  if (party === undefined) return null;
  if (typeof party === "string") {
    return (
      <Alert tone="attention" title="Nobody can say whose answer this is">
        {party === "unknown-key"
          ? "The answer names its key by a fingerprint that this index does not know. Its evidence needs the key itself: an agent keeps it."
          : "The answer’s signature names no key."}
      </Alert>
    );
  }
  const isOther = against !== "" && against !== party.provider && against !== party.id;
  return (
    <div className="flex flex-col gap-3">
      <KeyValueList
        items={[
          {
            key: "Signed by",
            value:
              party.label === undefined ? (
                <>
                  a provider that nobody listed here; its key is its name{" "}
                  <HashText value={party.signer ?? party.id} what="key" />
                </>
              ) : (
                <ProviderName provider={party.label} fingerprint="always" />
              ),
          },
          ...(rule === undefined ? [] : [{ key: "Its public rule", value: <RuleWords rule={rule} /> }]),
        ]}
      />
      {isOther ? (
        <Alert tone="attention" title="This is not signed by the provider that you came from">
          The report goes against whoever signed. An answer that somebody else signed says nothing of the other.
        </Alert>
      ) : null}
    </div>
  );
}

function RuleWords({ rule }: { rule: KnownRule | "unlisted" | null }) {
  if (rule === null) return <>The answer names none: nobody can say what a right answer is.</>;
  if (rule === "unlisted") return <>It names one that this index does not list.</>;
  return (
    <>
      <bdi>{rule.name}</bdi> <HashText value={rule.hash} what="rule's hash" />
    </>
  );
}
