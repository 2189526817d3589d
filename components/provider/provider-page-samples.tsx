import type { CaseRow } from "#components/case/case-table.tsx";
import type { Specimen } from "#components/gallery/gallery-section.ts";
import { Link } from "#components/ui/link.tsx";
import type { ProviderObservations } from "#lib/contract/observations.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import type { CaseId, DefinitionId, EntryIndex, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, formatInstant } from "#lib/kernel/instant.ts";
import type { DefinitionForm, DefinitionVersion, Recovery } from "#lib/state/forms.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { DefinitionList } from "./definition-list.tsx";
import { VersionComparison } from "./disclosures/version-comparison.tsx";
import { VersionTable } from "./disclosures/version-table.tsx";
import { FoldSection } from "./fold-section.tsx";
import { OwnObservations } from "./own-observations.tsx";
import { BODY, DAY, DID, ID, KEYS, NOW, version } from "./provider-samples.ts";
import { RecoveryNotice } from "./recovery-notice.tsx";
import { SectionNav } from "./section-nav.tsx";
import { UnclaimedList } from "./unclaimed-list.tsx";
import { UnclaimedProfile } from "./unclaimed-profile.tsx";

const at = (days: number) => formatInstant(addMs(NOW, days * DAY));
const entry = (index: number) => index as EntryIndex;
const OTHER = `prv_${"b".repeat(26)}` as ProviderId;

const RECOVERY: Recovery = {
  ...{
    key: "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY" as Thumbprint,
    by: DID,
    announcedIn: entry(48_120),
    announcedAt: at(-2),
  },
  ...{ effectiveFrom: at(5), nextKeyDigest: null },
};

const reported = (letter: string, change: Partial<CaseRow>): CaseRow => ({
  ...{ id: `case_${letter.repeat(26)}` as CaseId, provider: ID, provider_name: null, is_unclaimed: true },
  ...{ claim: "wrong-result", state: "proven", verdict: "proven", reason: null, filed_at: at(-3), filed_in: 47_900 },
  ...{ verdict_by: at(-3), judged_at: at(-3), late_verdict: false, rules_at: at(4), joined_to: null, reporters: 2 },
  ...{ told_in: null, back_dated: false, late_commit: false, ruling_due_by: null, whose_turn: "nobody" },
  ...{ finding: null, labels: [] },
  ...change,
});
const CASES = [
  reported("a", {}),
  reported("b", { claim: "token-misuse", state: "final", finding: "against", filed_at: at(-20), reporters: 1 }),
];
const UNCLAIMED = { id: ID, public_key: DID, opened_at: at(-20), opened_in: 41_300, published_by: null };

const ruled = (change: Partial<DefinitionVersion>): DefinitionVersion => ({
  ...{ hash: "3f9c".repeat(16), statement: "5".repeat(64) as StatementHash, entry: entry(900), loggedAt: at(-40) },
  ...{ validFrom: at(-40), validUntil: at(325), graceSeconds: 0 },
  admission: { outcome: "admitted", failed: null, results: null, entry: entry(901), loggedAt: at(-40) },
  ...change,
});
const definition = (name: string, change: Partial<DefinitionForm> = {}): DefinitionForm => ({
  ...{ aggregate: "definition", id: `def_${name}` as DefinitionId, publisher: DID, kind: "function", name },
  ...{ versions: [ruled({})], withdrawn: null, slot: "6".repeat(64) as StatementHash },
  ...change,
});
const REFUSED = ruled({
  admission: { outcome: "refused", failed: "tests-pass", results: null, entry: entry(902), loggedAt: at(-1) },
});
const DEFINITIONS = [
  { form: definition("Price of a pair"), suspected: false },
  { form: definition("Whether a parcel was delivered, by day and post code of the receiver"), suspected: true },
  { form: definition("Size of an archive", { versions: [ruled({ admission: null })] }), suspected: false },
  { form: definition("Time of day", { versions: [REFUSED] }), suspected: false },
  {
    form: definition("Weather", { withdrawn: { entry: entry(960), loggedAt: at(-2), reason: "The source closed." } }),
    suspected: false,
  },
];

const seen = (index: number, days: number) => ({ entry: index, logged_at: at(days) });
const UNSEEN: ProviderObservations = {
  ...{ id: ID, look_alikes: [], probe: null, payment_methods: null, security_txt: null, key_directory: null },
  name: {
    ...{ proven: true, by_key: [], record: "" },
    dns: { state: "none", place: null, until: null, seen_in: null, missed_in: null },
    file: { state: "none", place: null, until: null, seen_in: null, missed_in: null },
  },
};
const FINE: ProviderObservations = {
  ...UNSEEN,
  probe: {
    ...{ ...seen(48_100, -0.1), state: "answers", from: at(-1), to: at(-0.1), looks: 1440, answered: 1431 },
    latency_ms: { p50: 84, p95: 310 },
  },
  security_txt: {
    ...{ ...seen(47_800, -2), outcome: "found", contacts: ["mailto:security@halden.example"] },
    ...{ expires: at(120), agrees: true },
  },
  key_directory: { ...seen(48_002, -0.6), outcome: "found", only_there: [], only_here: [] },
  payment_methods: {
    ...{ ...seen(48_001, -0.6), outcome: "found", told_in: 48_001, alarm: false, undisclosed: [] },
    methods: [
      {
        ...{ coin: "BTC", environment: "mainnet", address: "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4" },
        ...{ disclosed: true, chains: ["bitcoin"] },
      },
    ],
  },
};
const WRONG: ProviderObservations = {
  ...UNSEEN,
  probe: {
    ...{ ...seen(48_100, -0.1), state: "silent", from: at(-1), to: at(-0.1), looks: 96, answered: 0, latency_ms: null },
  },
  security_txt: {
    ...{ ...seen(47_800, -2), outcome: "found", expires: at(-30), agrees: false },
    contacts: ["https://halden.example/security", "mailto:a-very-long-name-of-an-office@security.halden.example"],
  },
  key_directory: { ...seen(48_002, -0.6), outcome: "found", only_there: [DID], only_here: [DID.replace("doK", "doM")] },
};
const ABSENT: ProviderObservations = {
  ...UNSEEN,
  security_txt: { ...seen(47_800, -2), outcome: "none", contacts: [], expires: null, agrees: null },
  key_directory: { ...seen(48_002, -0.6), outcome: "no-answer", only_there: [], only_here: [] },
};

const VERSIONS = [
  version(12, BODY),
  {
    ...version(9, { ...BODY, legalName: "Halden UG", form: "UG" }, 135),
    statement: JSON.stringify({ onBehalfOf: DID }),
  },
  version(4, { version: 1, effectiveAt: at(-500) }, 500),
] as const;
const IDENTITY = fieldsOf(DISCLOSURES.identity.body);
const [NEW, OLD] = VERSIONS;

/** Parts of a provider's page, and of one that nobody has claimed. */
export const PAGE_SPECIMENS: readonly Specimen[] = [
  {
    title: "On this page: an instance with everything",
    wide: true,
    once: true,
    render: () => <SectionNav kind="instance" hasMarks hasIncidents hasDefinitions />,
  },
  {
    title: "A section that folds where there is little room: closed, open with something to do",
    render: (theme) => (
      <div className="flex flex-col gap-8 max-sm:gap-0">
        <FoldSection id={`closed-${theme}`} title="Signing keys" count="3 keys">
          A signature counts only while its key is in force.
        </FoldSection>
        <FoldSection
          {...{ id: `open-${theme}`, title: "Ledger digests", count: "1 series", isOpen: true }}
          lead="Hashes of its books, published as they are made."
          actions={
            <Link look="quiet" href="/log">
              All in the log
            </Link>
          }
        >
          Until now there is one series, of 41 digests.
        </FoldSection>
      </div>
    ),
  },
  {
    title: "Its operator’s account key is about to be replaced",
    render: () => <RecoveryNotice recovery={RECOVERY} now={NOW} />,
  },
  {
    title: "Versions of a disclosure",
    wide: true,
    render: (theme) => (
      <VersionTable versions={VERSIONS} keys={KEYS} operator={DID} caption={`Versions of the identity, ${theme}`} />
    ),
  },
  {
    title: "Two versions side by side; one and the same",
    wide: true,
    render: () => (
      <div className="flex flex-col gap-6">
        <VersionComparison versions={VERSIONS} old={OLD} fresh={NEW} fields={IDENTITY} />
        <VersionComparison versions={VERSIONS} old={NEW} fresh={NEW} fields={IDENTITY} />
      </div>
    ),
  },
  {
    title: "Definitions: admitted, suspected, not tested yet, its own tests fail, withdrawn",
    wide: true,
    render: (theme) => <DefinitionList rows={DEFINITIONS} now={NOW} caption={`Definitions, ${theme}`} />,
  },
  { title: "What this index saw: all as it should be", render: () => seenOf(FINE, true) },
  { title: "What this index saw: silent, outdated, and other keys than in the log", render: () => seenOf(WRONG, true) },
  { title: "What this index saw: nothing there, no answer", render: () => seenOf(ABSENT, true) },
  {
    title: "What this index saw: nothing yet; it may not look",
    render: () => (
      <div className="flex flex-col gap-3">
        {seenOf(UNSEEN, true)}
        {seenOf(UNSEEN, false)}
      </div>
    ),
  },
  {
    title: "Keys that were reported and that nobody has claimed",
    render: () => (
      <UnclaimedList
        rows={[
          { id: ID, publicKey: DID, cases: 1240 },
          { id: OTHER, publicKey: DID.replace("doK", "doM"), cases: 1 },
        ]}
      />
    ),
  },
  {
    title: "A provider that nobody has claimed",
    wide: true,
    render: () => <UnclaimedProfile profile={UNCLAIMED} cases={CASES} more={false} now={NOW} />,
  },
  {
    title: "One whose key a listed provider has published since, with more cases than are shown",
    wide: true,
    render: () => (
      <UnclaimedProfile profile={{ ...UNCLAIMED, published_by: OTHER }} cases={CASES.slice(0, 1)} more now={NOW} />
    ),
  },
];

function seenOf(observations: ProviderObservations, observe: boolean) {
  return <OwnObservations observations={observations} observe={observe} now={NOW} />;
}
