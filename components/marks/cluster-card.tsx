import { Equal, Layers } from "lucide-react";
import { TierMark } from "#components/tier/tier-badge.tsx";
import { countryWords } from "#components/ui/country-text.ts";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { ClusterView, InCommonView, ProviderMarksView } from "#lib/contract/marks.ts";
import { naturalFrequency } from "#lib/reputation/frequency.ts";
import { tierWords } from "./marks-words.ts";

const RELATIONS: Readonly<Record<string, string>> = {
  "same-owner": "the same owner",
  "same-host": "the same host",
  "same-custody": "money in the same place",
};

/** What falls together with this provider: who shares its owner, host, money, courts or build, and what is bought at an instance. */
export function ClusterCard({
  id,
  cluster,
  inCommon,
  stack,
}: {
  /** Of the provider whose page it is. */
  id: string;
  cluster: ClusterView | null;
  inCommon: readonly InCommonView[];
  stack: ProviderMarksView["stack"];
}) {
  const shared = sharedOf(inCommon);
  if (cluster === null && stack.length === 0 && shared.length === 0)
    return (
      <p className="max-w-prose text-muted">
        Nothing shows that it shares an owner, a host, custody, courts or a build with another provider. That nobody
        said so proves nothing.
      </p>
    );
  return (
    <div className="flex flex-col gap-5">
      {cluster === null ? null : <SharedFate id={id} cluster={cluster} />}
      {shared.length === 0 ? null : <InCommon shared={shared} />}
      {stack.length === 0 ? null : <StackTable id={id} stack={stack} />}
    </div>
  );
}

function SharedFate({ id, cluster: { members, relations, most_percent: most } }: { id: string; cluster: ClusterView }) {
  const nameOf = (member: string) => members.find((one) => one.id === member)?.name ?? member;
  return (
    <div className="rounded-lg border border-divider p-4">
      <p className="flex items-start gap-2 font-medium">
        <Layers aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        If one of these {members.length} falls, the {members.length === 2 ? "other" : "others"} may fall with it: keep
        at most {most} % of what you could lose with all of them together.
      </p>
      <ul className="mt-3 flex flex-col gap-1.5">
        {members.map((member) => (
          <li key={member.id} className="flex flex-wrap items-baseline gap-x-3">
            {member.id === id ? (
              <bdi className="font-medium">{member.name}</bdi>
            ) : (
              <Link look="name" href={`/providers/${member.id}`}>
                <bdi>{member.name}</bdi>
              </Link>
            )}
            {member.tier === null ? (
              <span className="text-muted">not rated here</span>
            ) : (
              <span className="inline-flex items-center gap-1.5">
                <TierMark tier={member.tier} />
                {tierWords(member.tier)}
              </span>
            )}
          </li>
        ))}
      </ul>
      <ul className="mt-3 text-muted text-sm">
        {relations.map(({ one, other, relation }) => (
          <li key={`${one} ${other} ${relation}`}>
            <bdi>{nameOf(one)}</bdi> and <bdi>{nameOf(other)}</bdi>: {RELATIONS[relation] ?? relation}.
          </li>
        ))}
      </ul>
    </div>
  );
}

const sharedOf = (inCommon: readonly InCommonView[]) => inCommon.filter(({ others }) => others > 0);
const othersText = (others: number) => `${others} ${others === 1 ? "other" : "others"}`;

/** What the section holds, in a word beside its title. */
export function fateCount({ cluster, in_common }: Pick<ProviderMarksView, "cluster" | "in_common">): string {
  if (cluster !== null) return `${cluster.members.length} together`;
  const [most] = sharedOf(in_common).toSorted((a, b) => b.others - a.others);
  return most === undefined ? "nothing known" : `${othersText(most.others)} alike`;
}

/** By their own disclosures: a reason to keep some elsewhere, and no lower limit here. */
function InCommon({ shared }: { shared: readonly InCommonView[] }) {
  return (
    <ul className="flex max-w-prose flex-col gap-2">
      {shared.map(({ kind, value, others }) => (
        <li key={kind} className="flex items-start gap-2">
          <Equal aria-hidden className="mt-1 size-4 shrink-0 text-muted" />
          <span>
            {kind === "jurisdiction" ? (
              <>
                It stands under the courts of{" "}
                <Link href={`/providers?jurisdiction=${value}`}>{countryWords(value)}</Link>, as {othersText(others)}{" "}
                here
              </>
            ) : (
              <>It says that it runs the same build as {othersText(others)} here</>
            )}
            : keep at most half of what you could lose with all of them together.
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Whoever buys a service at an instance carries both risks. */
function StackTable({ id, stack }: { id: string; stack: ProviderMarksView["stack"] }) {
  const isService = stack[0]?.service.id === id;
  return (
    <div>
      <p className="mb-2">
        {isService
          ? "Whoever buys its tokens at one of these instances carries both risks:"
          : "Whoever buys one of these services here carries both risks:"}
      </p>
      <Table caption="Both risks together">
        <THead>
          <Th>{isService ? "Bought at" : "Service"}</Th>
          <Th>Together</Th>
          <Th>At worst within a year</Th>
        </THead>
        <TBody>
          {stack.map(({ service, instance, stacked }) => {
            const other = isService ? instance : service;
            return (
              <Tr key={`${service.id} ${instance.id}`}>
                <Td head>
                  <Link look="name" href={`/providers/${other.id}`}>
                    <bdi>{other.name}</bdi>
                  </Link>
                </Td>
                <Td label="Together">
                  <span className="inline-flex items-center gap-1.5">
                    <TierMark tier={stacked.tier} />
                    {tierWords(stacked.tier)}
                    {stacked.is_shut ? <span className="font-medium text-failed">· shut</span> : null}
                  </span>
                </Td>
                <Td label="At worst within a year">{naturalFrequency(stacked.high)}</Td>
              </Tr>
            );
          })}
        </TBody>
      </Table>
    </div>
  );
}
