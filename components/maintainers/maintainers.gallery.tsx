import { NotAnAdmin } from "#components/admin/admin-desk.tsx";
import { AdminList } from "#components/admin/admin-list.tsx";
import { PolicyChanges } from "#components/admin/policy-changes.tsx";
import { ProposalFacts } from "#components/admin/proposals-panel.tsx";
import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { WaitingProposal } from "#lib/client/admin/queries.ts";
import type { MaintainerView } from "#lib/contract/governance.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { withNumbers } from "#lib/state/governance/policy-numbers.ts";
import { PRESET_POLICY } from "#lib/statement/genesis.ts";
import { DrawTable } from "./draw-table.tsx";
import { InterestsView } from "./interests-view.tsx";
import { MaintainerFacts } from "./maintainer-facts.tsx";
import { MaintainerTable } from "./maintainer-table.tsx";
import { maintainersSentence } from "./maintainer-words.ts";

const NOW = asInstant(Date.UTC(2026, 10, 27, 12));
const daysAgo = (days: number) => formatInstant(addMs(NOW, -days * DAY_MS));
const didOf = (letter: string) => `did:key:z6Mk${letter.repeat(44)}`;
const act = (days: number) => ({ entry: 812 - days, at: daysAgo(days) });
const NO_SEATS = { asked: 0, accepted: 0, declined: 0, recused: 0, no_show: 0, voted: 0, dissented: 0 };

type Row = Parameters<typeof MaintainerTable>[0]["maintainers"][number];

const stated = (days: number, organisation: string | null): NonNullable<MaintainerView["interests"]> => ({
  ...{ organisation, related: [], categories: [], ...act(days) },
  stale_from: formatInstant(addMs(NOW, (180 - days) * DAY_MS)),
});
const row = (letter: string, name: string | null, changes: Partial<Row>): Row => ({
  ...{ did: didOf(letter), name, state: "ready", appointed: act(300), accepted: act(299), removed: null },
  ...{ interests: stated(12, "Halden Audit"), seats: NO_SEATS, ...changes },
});

const BUSY = { ...NO_SEATS, asked: 9, accepted: 7, recused: 2, voted: 7, dissented: 1 };
const LEFT = { ...NO_SEATS, asked: 3, accepted: 3, voted: 2, no_show: 1 };

const whole = (one: Row, resting_until: string | null = null) => ({ ...one, resting_until });

const MAINTAINERS: readonly Row[] = [
  row("M", "Mori", { seats: BUSY }),
  row("A", "Ana Ferreira of the long-named Institute for Verifiable Computing", { interests: stated(171, null) }),
  row("N", null, { state: "appointed", accepted: null, interests: null }),
  row("K", "Kofi", { state: "no-interests", interests: null }),
  row("S", "Sanna", { state: "stale", interests: stated(231, "North Exchange") }),
  row("R", "Rui", { state: "resting", seats: LEFT }),
  row("T", "Tove", { state: "removed", removed: act(20) }),
];

const VELA = "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa";
const NAMES = {
  providers: { [VELA]: { id: VELA, name: "Vela", kind: "service" as const, proven: true } },
  participants: { [didOf("H")]: "Halden Operations" },
};

const DRAWS = (["asked", "accepted", "recused", "no-show"] as const).map((state, at) => ({
  ...{ case: `case_${"abcd".charAt(at).repeat(26)}`, round: at === 1 ? 2 : 1, state },
  ...{ drawn_at: daysAgo(at * 9), entry: 900 - at },
}));

const ADMINS = [
  { did: didOf("B"), name: "Ada" },
  { did: didOf("C"), name: null },
  { did: didOf("D"), name: "Uma" },
];

const proposal = (hours: number): WaitingProposal => ({
  ...{ statement: "3f".repeat(32), key: `proposal:${"3f".repeat(32)}`, issuer: didOf("B") },
  ...{ digest: "0a".repeat(32), chain_head: "0b".repeat(32), chain_length: 1, from_size: 900 },
  form: { kind: "maintainer.appoint", proposed: { body: { maintainer: didOf("M") } } },
  standing: {
    ...{ statement: "3f".repeat(32), state: "open", proposed_in: 899, not_before: null, carried_in: null },
    lapses_at: formatInstant(addMs(NOW, hours * 3_600_000)),
    consents: [{ of: "index-admins", needed: 2, signed: [didOf("B")], missing: 1 }],
  },
});

const OTHER_POLICY = withNumbers(
  PRESET_POLICY,
  new Map([
    ["disputes.hours.respond", 240],
    ["disputes.panel", 5],
    ["budgets.registeredPerHour", 1200],
  ]),
);

export const maintainersGallery: GallerySection = {
  id: "maintainers",
  title: "Maintainers and administration",
  specimens: [
    {
      title: "Maintainers in every state",
      wide: true,
      render: (theme) => (
        <div className="flex flex-col gap-3">
          <p className="text-muted">{maintainersSentence(MAINTAINERS)}</p>
          <MaintainerTable maintainers={MAINTAINERS} now={NOW} caption={`Maintainers, ${theme}`} />
        </div>
      ),
    },
    {
      title: "Interests",
      render: () => (
        <InterestsView
          names={NAMES}
          stated={{
            organisation: "Halden Audit",
            categories: ["storage", "inference"],
            related: [
              { party: VELA, how: "audits" },
              { party: didOf("H"), how: "employed-by" },
              { party: didOf("Z"), how: "employed-by" },
            ],
          }}
        />
      ),
    },
    {
      title: "Bound to nobody",
      render: () => <InterestsView names={NAMES} stated={{ organisation: null, categories: [], related: [] }} />,
    },
    {
      title: "One of them: at work; not accepted yet",
      render: () => (
        <div className="flex flex-col gap-6">
          <MaintainerFacts maintainer={whole(row("M", "Mori", { seats: BUSY }))} now={NOW} />
          <MaintainerFacts
            maintainer={whole(row("N", null, { state: "appointed", accepted: null, interests: null }))}
            now={NOW}
          />
        </div>
      ),
    },
    {
      title: "One of them: stale and not drawn for a while; removed",
      render: () => (
        <div className="flex flex-col gap-6">
          <MaintainerFacts
            maintainer={whole(row("S", "Sanna", { interests: stated(231, null), seats: LEFT }), daysAgo(-12))}
            now={NOW}
          />
          <MaintainerFacts maintainer={whole(row("T", "Tove", { state: "removed", removed: act(20) }))} now={NOW} />
        </div>
      ),
    },
    {
      title: "For which cases it was drawn",
      render: (theme) => <DrawTable draws={DRAWS} now={NOW} caption={`Cases, ${theme}`} />,
    },
    { title: "Who administers", render: () => <AdminList admins={ADMINS} threshold={2} own={didOf("D")} /> },
    { title: "No administrator", render: () => <NotAnAdmin isKnown /> },
    {
      title: "A proposal that waits, and one that lapsed",
      render: () => (
        <div className="flex flex-col gap-5">
          <ProposalFacts proposal={proposal(49)} admins={ADMINS} now={NOW} />
          <ProposalFacts proposal={proposal(-3)} admins={ADMINS} now={NOW} />
        </div>
      ),
    },
    {
      title: "What a policy would change",
      render: (theme) => (
        <PolicyChanges before={PRESET_POLICY} after={OTHER_POLICY} caption={`What would change, ${theme}`} />
      ),
    },
  ],
};
