import { ProviderName } from "#components/provider/provider-name.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import { shorten } from "#components/ui/shorten.ts";
import type { EntrySummary } from "#lib/contract/entries.ts";
import type { Names } from "#lib/contract/names.ts";
import { isProposal, isVoid, type Party, sentenceOf, voidReason } from "./entry-words.ts";

export function PartyName({ party, linked = true }: { party: Party; linked?: boolean }) {
  if (party.kind === "index") return <span className="font-medium">This index</span>;
  if (party.kind === "unlisted") return <span>a provider</span>;
  if (party.kind === "provider") return <ProviderName provider={party.provider} linked={linked} />;
  const name =
    party.name === undefined ? (
      <code className="font-mono text-sm">{shorten(party.did)}</code>
    ) : (
      <bdi>{party.name}</bdi>
    );
  return linked ? (
    <Link look="name" href={`/log?issuer=${encodeURIComponent(party.did)}`} title={party.did}>
      {name}
    </Link>
  ) : (
    <span className="font-medium">{name}</span>
  );
}

/** One entry in words. A void one says so and why; the reason links to its page. */
export function EntrySentence({
  entry,
  names,
  linked = true,
}: {
  entry: EntrySummary;
  names: Names;
  linked?: boolean;
}) {
  const { who, verb, about } = sentenceOf(entry, names);
  return (
    <span className={isVoid(entry) ? "text-muted" : ""}>
      <PartyName party={who} linked={linked} /> {verb}
      {about === undefined ? null : (
        <>
          {" "}
          <PartyName party={about} linked={linked} />
        </>
      )}
      {entry.kind === "provider.register" && about?.kind === "provider" && !isVoid(entry)
        ? ` as ${about.provider.kind === "instance" ? "an instance" : "a service"}`
        : null}
    </span>
  );
}

/** "effective", or "void" with the reason. */
export function EffectText({ entry, names }: { entry: Pick<EntrySummary, "effect">; names: Names }) {
  const reason = voidReason(entry, names);
  if (reason === undefined)
    return isProposal(entry) ? <Badge tone="attention">proposed</Badge> : <span>effective</span>;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      <Badge tone="attention">void</Badge>
      <Link href={`/docs/problems/${entry.effect.code}`} className="text-sm">
        {reason}
      </Link>
    </span>
  );
}
