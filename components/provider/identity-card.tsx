import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Details } from "#components/ui/details.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Staleness } from "#lib/disclosure/staleness.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { type IdentityField, identityChanges, identityFields } from "./identity-fields.ts";

export type IdentityVersion = {
  /** Index of its entry. */
  index: number;
  loggedAt: number;
  expiresAt: number;
  /** Thumbprint of the key that signed it. */
  key: string;
  /** Whose key that is, in words. */
  keyWords: string;
  body: JsonObject;
  statement: string;
};

/** The newest identity in readable form: every field, its life, who signed, and what changed since the version before. */
export function IdentityCard({
  versions,
  count,
  staleness,
  now,
  chip,
  actions,
}: {
  /** Newest first, at least one. */
  versions: readonly IdentityVersion[];
  /** Effective versions in all. */
  count: number;
  staleness: Staleness;
  now: number;
  chip: ReactNode;
  actions: ReactNode;
}) {
  const [newest, before] = versions;
  if (newest === undefined) return null;
  return (
    <div className="flex flex-col gap-4">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <LifeBadge staleness={staleness} />
        <span className="text-muted">
          {newest.expiresAt > now ? "to be renewed " : "ended "}
          <TimeText at={newest.expiresAt} now={now} /> (<TimeText at={newest.expiresAt} precision="day" />)
        </span>
        {chip}
      </p>
      <KeyValueList
        items={[
          ...identityFields(newest.body).map((field) => ({ key: field.label, value: <FieldValue field={field} /> })),
          {
            key: "Published",
            value: (
              <span>
                <TimeText at={newest.loggedAt} now={now} show="both" />, version {count}, in{" "}
                <Link href={`/log/entries/${newest.index}`}>entry {newest.index.toLocaleString("en")}</Link>
              </span>
            ),
          },
          {
            key: "Signed with",
            value: (
              <span>
                {newest.keyWords} <HashText value={newest.key} what="key thumbprint" className="text-muted" />
              </span>
            ),
          },
        ]}
      />
      {before === undefined ? null : <Difference before={before} after={newest} version={count} />}
      <div className="flex flex-wrap gap-2">{actions}</div>
    </div>
  );
}

function LifeBadge({ staleness }: { staleness: Staleness }) {
  switch (staleness) {
    case "ok":
    case "never":
      return <Badge>published</Badge>;
    case "due":
      return <Badge tone="attention">renewal due</Badge>;
    case "stale":
      return <Badge tone="attention">stale</Badge>;
    case "long-stale":
      return <Badge tone="failed">long stale</Badge>;
  }
}

/** A field's value as readers see it: on the provider's page and in the composer's preview. */
export function FieldValue({ field }: { field: IdentityField }) {
  switch (field.kind) {
    case "link":
      return <Link href={field.href}>{field.href}</Link>;
    case "time":
      return <TimeText at={Date.parse(field.text)} precision="minute" />;
    case "paragraph":
      return <p className="max-w-prose whitespace-pre-line">{field.text}</p>;
    case "providers":
      return (
        <ul className="flex flex-wrap gap-x-3">
          {field.ids.map((id) => (
            <li key={id}>
              <HashText value={id} what="provider id" href={`/providers/${id}`} />
            </li>
          ))}
        </ul>
      );
    case "text":
      return <bdi>{field.text}</bdi>;
  }
}

function Difference({ before, after, version }: { before: IdentityVersion; after: IdentityVersion; version: number }) {
  const changes = identityChanges(before.body, after.body);
  const words = changes.length === 1 ? "1 field" : `${changes.length} fields`;
  return (
    <Details
      summary={`Difference to version ${version - 1}: ${changes.length === 0 ? "renewed, no fact changed" : words}`}
    >
      {changes.length === 0 ? (
        <p className="text-muted">Only the times of the disclosure are new.</p>
      ) : (
        <Table caption={`Differences between version ${version - 1} and ${version}`} dense>
          <THead>
            <Th>Field</Th>
            <Th>Before</Th>
            <Th>Now</Th>
          </THead>
          <TBody>
            {changes.map((change) => (
              <Tr key={change.name}>
                <Td head>{change.label}</Td>
                <Td label="Before" className="text-muted">
                  <bdi>{change.before}</bdi>
                </Td>
                <Td label="Now">
                  <bdi>{change.after}</bdi>
                </Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      )}
      <p className="mt-2 text-sm">
        <Link href={`/log/entries/${before.index}`}>
          Version {version - 1}, entry {before.index.toLocaleString("en")}
        </Link>
      </p>
    </Details>
  );
}
