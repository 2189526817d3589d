import type { ReactNode } from "react";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { EntryView } from "#lib/contract/entries.ts";
import type { Names } from "#lib/contract/names.ts";
import { publicKeyOfDid, thumbprintOf } from "#lib/kernel/did-key.ts";
import { PartyName } from "./entry-sentence.tsx";

/** When, by whom, with which key, about what, and what it did. */
export function EntryFacts({
  entry,
  names,
  now,
  effect,
}: {
  entry: EntryView;
  names: Names;
  now: number;
  effect: ReactNode;
}) {
  const { issuer, subject, key } = entry;
  const issuedAt = typeof entry.statement.issuedAt === "string" ? Date.parse(entry.statement.issuedAt) : undefined;
  const name = names.participants[issuer];
  return (
    <KeyValueList
      items={[
        { key: "Logged", value: <TimeText at={Date.parse(entry.logged_at)} now={now} show="both" /> },
        ...(issuedAt === undefined
          ? []
          : [{ key: "Signed, by the author's clock", value: <TimeText at={issuedAt} /> }]),
        { key: `Effect at ${entry.effect.size.toLocaleString("en")} entries`, value: effect },
        {
          key: "Author",
          value: (
            <span className="inline-flex flex-wrap items-baseline gap-x-2">
              <PartyName party={{ kind: "participant", did: issuer, name }} />
              {name === undefined ? null : <HashText value={issuer} what="DID" className="text-muted" />}
            </span>
          ),
        },
        ...(typeof entry.statement.onBehalfOf === "string"
          ? [{ key: "On behalf of", value: <OnBehalfOf did={entry.statement.onBehalfOf} names={names} /> }]
          : []),
        {
          key: "Signed with",
          value: (
            <span>
              <HashText value={key} what="key thumbprint" />{" "}
              <span className="text-muted text-sm">
                {isOwnKey(issuer, key) ? "the author's own key" : "a key published in the log"}
              </span>
            </span>
          ),
        },
        { key: "About", value: <Subject subject={subject} names={names} /> },
        {
          key: "Changed",
          value: entry.touched.length === 0 ? "nothing" : <Touched keys={entry.touched} />,
        },
        { key: "Statement hash", value: <HashText value={entry.statement_hash} what="statement hash" /> },
        { key: "Leaf hash", value: <HashText value={entry.leaf_hash} what="leaf hash" /> },
      ]}
    />
  );
}

/** The participant that granted the author its rights. */
function OnBehalfOf({ did, names }: { did: string; names: Names }) {
  return <PartyName party={{ kind: "participant", did, name: names.participants[did] }} />;
}

function isOwnKey(did: string, thumbprint: string): boolean {
  const publicKey = publicKeyOfDid(did);
  return publicKey !== undefined && thumbprintOf(publicKey) === thumbprint;
}

function Subject({ subject, names }: { subject: string; names: Names }) {
  const provider = names.providers[subject];
  if (provider !== undefined) return <PartyName party={{ kind: "provider", provider }} />;
  if (subject.startsWith("did:")) {
    return <PartyName party={{ kind: "participant", did: subject, name: names.participants[subject] }} />;
  }
  return <span>{{ new: "a new provider", index: "this index", none: "nothing" }[subject] ?? subject}</span>;
}

function Touched({ keys }: { keys: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {keys.map((key) => {
        const [kind = "", id = ""] = splitOnce(key);
        if (kind === "provider") {
          return (
            <span key={key}>
              provider{" "}
              <Link href={`/providers/${id}`}>
                <HashText value={id} copy={false} />
              </Link>
            </span>
          );
        }
        return (
          <span key={key}>
            {kind} {id === "" ? null : <HashText value={id} copy={false} className="text-muted" />}
          </span>
        );
      })}
    </span>
  );
}

function splitOnce(key: string): [string, string] {
  const at = key.indexOf(":");
  return at < 0 ? [key, ""] : [key.slice(0, at), key.slice(at + 1)];
}
