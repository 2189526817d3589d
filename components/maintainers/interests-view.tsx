import { ProviderName } from "#components/provider/provider-name.tsx";
import { capital } from "#components/ui/capital.ts";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { shorten } from "#components/ui/shorten.ts";
import type { MaintainerView } from "#lib/contract/governance.ts";
import type { ProviderLabel } from "#lib/contract/names.ts";
import type { InterestRelation } from "#lib/statement/dispute-words.ts";
import { RELATION_WORDS } from "./maintainer-words.ts";

export type Stated = Pick<NonNullable<MaintainerView["interests"]>, "organisation" | "related" | "categories">;

/** Names of those whom interests name, by id or did; who is not listed has none. */
export type PartyNames = {
  readonly providers: Readonly<Record<string, ProviderLabel>>;
  readonly participants: Readonly<Record<string, string>>;
};

/** What binds a maintainer to others, by how: for each of these it is skipped when a panel is drawn. */
export function InterestsView({ stated, names }: { stated: Stated; names: PartyNames }) {
  const { organisation, related, categories } = stated;
  const relations = Object.entries(RELATION_WORDS) as [InterestRelation, string][];
  const bound = relations.flatMap(([how, words]) => {
    const parties = [...new Set(related.filter((one) => one.how === how).map(({ party }) => party))];
    return parties.length === 0 ? [] : [{ how, words, parties }];
  });
  return (
    <KeyValueList
      items={[
        {
          key: "Organisation",
          value: organisation === null ? "None" : <bdi>{organisation}</bdi>,
        },
        ...bound.map(({ how, words, parties }) => ({
          key: how,
          label: capital(words),
          value: (
            <ul className="flex flex-col gap-1">
              {parties.map((party) => (
                <li key={party}>
                  <PartyOf party={party} names={names} />
                </li>
              ))}
            </ul>
          ),
        })),
        ...(bound.length === 0 ? [{ key: "Bound to", value: "Nobody, by its own word" }] : []),
        {
          key: "Offers itself",
          value: categories.length === 0 ? "No services" : <bdi>{categories.join(", ")}</bdi>,
        },
      ]}
    />
  );
}

function PartyOf({ party, names }: { party: string; names: PartyNames }) {
  const provider = names.providers[party];
  if (provider !== undefined) return <ProviderName provider={provider} />;
  const name = names.participants[party];
  if (name !== undefined)
    return (
      <Link look="name" href={`/log?issuer=${encodeURIComponent(party)}`} title={party}>
        <bdi>{name}</bdi>
      </Link>
    );
  return (
    <code title={party} className="font-mono text-sm">
      {shorten(party)}
    </code>
  );
}
