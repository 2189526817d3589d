import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { changesBetween } from "#lib/disclosure/differences.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import { coverageOf } from "#lib/disclosure/gaps.ts";
import { heartbeatStandingAt } from "#lib/disclosure/heartbeat.ts";
import { transparencySteps } from "#lib/disclosure/steps.ts";
import type { Did, EntryIndex, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonObject } from "#lib/kernel/json.ts";
import type { KeyForm } from "#lib/state/forms.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { CoverageLine } from "./disclosures/coverage-line.tsx";
import type { DisclosureRow, ReadVersion } from "./disclosures/disclosure-rows.ts";
import { DisclosureSection } from "./disclosures/disclosure-section.tsx";
import { MissingList } from "./disclosures/missing-list.tsx";
import { StepChecklist } from "./disclosures/step-checklist.tsx";
import { stepCosts } from "./disclosures/step-costs.ts";
import { HeartbeatFacts } from "./heartbeat/heartbeat-facts.tsx";
import { SilenceAlarm } from "./heartbeat/silence-alarm.tsx";
import { KeyLifeBars } from "./keys/key-life-bars.tsx";
import { KeyTable } from "./keys/key-table.tsx";
import { ProviderName } from "./provider-name.tsx";
import { knownSentence } from "./provider-summary.ts";

const NOW = asInstant(Date.UTC(2026, 10, 23, 12));
const DAY = 86_400_000;
const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK" as Did;
const ID = "prv_mfrggzdfmztwq2lknnwg23tpoa" as ProviderId;
const label = { id: ID, name: "Halden", kind: "instance" as const, proven: true };

const body: JsonObject = {
  version: 1,
  effectiveAt: "2026-11-20T10:00:00.000Z",
  expiresAt: "2027-11-20T10:00:00.000Z",
  legalName: "Halden Storage GmbH",
  form: "GmbH",
  registerNumber: "HRB 12345, Amtsgericht Köln",
  jurisdiction: "DE",
  regulation: { status: "licensed", regime: "MiCA", licence: "2026/117" },
  website: "https://halden.example/imprint",
  otherProviders: [ID],
  note: "Renamed in the register on 1 November.\nThe people are the same.",
  overhead: { basis: "estimated", latencyMs: "3" },
};
const version = (index: number, said: JsonObject): ReadVersion => ({
  entry: {
    index,
    statement_hash: "5".repeat(64),
    kind: "disclosure.identity",
    issuer: DID,
    key: "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY",
    subject: ID,
    logged_at: formatInstant(addMs(NOW, -3 * DAY)),
    effect: { status: "effective", size: index + 1 },
  },
  body: said,
  statement: canonicalText(said),
});
const LIVES = [
  { entry: 4, loggedAt: addMs(NOW, -500 * DAY), until: addMs(NOW, -135 * DAY) },
  { entry: 12, loggedAt: addMs(NOW, -100 * DAY), until: addMs(NOW, 265 * DAY) },
];
const { title, purpose, step, type, body: schema } = DISCLOSURES.identity;
const published: DisclosureRow = {
  ...{ type, title, purpose, step, isEvent: false, fields: fieldsOf(schema), versions: 2 },
  staleness: "ok",
  until: addMs(NOW, 362 * DAY),
  recorded: null,
  newest: version(12, body),
  changes: changesBetween(fieldsOf(schema), { ...body, legalName: "Halden UG", form: "UG" }, body),
  gaps: coverageOf(LIVES, NOW).gaps,
};
const { bond, contacts } = DISCLOSURES;
const ROWS: readonly DisclosureRow[] = [
  {
    ...{ type: contacts.type, title: contacts.title, purpose: contacts.purpose, step: 1, isEvent: false },
    fields: fieldsOf(contacts.body),
    ...{
      staleness: "never",
      until: null,
      recorded: null,
      versions: 0,
      newest: undefined,
      changes: undefined,
      gaps: [],
    },
  },
  published,
  {
    ...{ type: bond.type, title: bond.title, purpose: bond.purpose, step: 4, isEvent: false },
    fields: fieldsOf(bond.body),
    ...{ staleness: "long-stale", until: addMs(NOW, -400 * DAY), recorded: "long-stale" },
    ...{ versions: 1, changes: undefined, gaps: [] },
    newest: version(9, bond.example(NOW)),
  },
];
const SHOWN = { kind: "instance" as const, registeredAt: "2026-11-01T10:00:00.000Z", disclosures: {}, heartbeat: null };
const FACTS = { hasResponseKey: true, gaps: [], outages: [] };

const key = (change: Partial<KeyForm>): KeyForm => ({
  aggregate: "key",
  thumbprint: "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY" as Thumbprint,
  publicKey: DID,
  owner: ID,
  participant: DID,
  purpose: "response",
  state: "active",
  addedIn: 6 as EntryIndex,
  addedAt: "2026-11-20T10:00:00.000Z",
  activeFrom: "2026-11-20T10:00:00.000Z",
  retirement: null,
  revocation: null,
  statement: "" as StatementHash,
  ...change,
});
const FLAGS = new Map([["a2", [{ entry: 812 }, { entry: 840 }]]]);

const KEYS = [
  key({ thumbprint: "a1" as Thumbprint, purpose: "token", state: "proven", activeFrom: null }),
  key({ thumbprint: "a2" as Thumbprint }),
  key({ thumbprint: "a3" as Thumbprint, state: "pending", activeFrom: "2026-11-24T10:00:00.000Z" }),
  key({
    thumbprint: "a5" as Thumbprint,
    state: "retiring",
    activeFrom: "2026-11-21T10:00:00.000Z",
    retirement: {
      entry: 12 as EntryIndex,
      at: "2026-11-22T16:00:00.000Z",
      retiresAt: "2026-11-30T10:00:00.000Z",
    },
  }),
  key({
    thumbprint: "a4" as Thumbprint,
    state: "revoked",
    revocation: {
      entry: 9 as EntryIndex,
      at: "2026-11-22T10:00:00.000Z",
      reason: "compromised",
      compromisedSince: "2026-11-21T10:00:00.000Z",
    },
  }),
];

const bare = { proven: false, heartbeat: null, kind: "service" as const, identity: "never" as const };
const beat = {
  beats: 128,
  last: {
    entry: 14 as EntryIndex,
    loggedAt: "2026-11-23T11:20:00.000Z",
    cadenceHours: 6,
    softwareVersion: "prex 1.4.2",
  },
  run: null,
  armedSince: "2026-10-01T08:00:00.000Z",
  disarmedFrom: null,
  silences: [],
};

const silentSince = (ms: number) => ({
  ...beat,
  last: { ...beat.last, loggedAt: formatInstant(asInstant(ms)) },
});
const SILENT = {
  from: "2026-11-10T08:00:00.000Z",
  to: "2026-11-14T20:00:00.000Z",
  suspendedAt: "2026-11-13T08:00:00.000Z",
  failedAt: null,
  elsewhere: [],
};
const STRUCK = {
  ...SILENT,
  ...{ from: "2026-11-02T08:00:00.000Z", to: "2026-11-06T09:00:00.000Z", suspendedAt: null },
  elsewhere: ["2026-11-04T08:00:00.000Z", "2026-11-05T20:00:00.000Z"],
};
const OUTAGES = [{ from: formatInstant(addMs(NOW, -0.5 * DAY)), to: formatInstant(addMs(NOW, -0.3 * DAY)) }];

export const providerGallery: GallerySection = {
  id: "provider",
  title: "Providers",
  specimens: [
    {
      title: "Names: proved, unproven, one that tries to look like markup",
      render: () => (
        <div className="flex flex-col gap-2">
          <ProviderName provider={label} fingerprint="always" />
          <ProviderName provider={{ ...label, proven: false }} />
          <ProviderName provider={{ ...label, proven: false, name: "<b>Halden</b> & Söhne" }} linked={false} />
        </div>
      ),
    },
    {
      title: "Disclosures: missing, in force with a difference and a gap, long stale",
      wide: true,
      render: () => <DisclosureSection provider={{ ...label, operator: DID }} rows={ROWS} keys={KEYS} now={NOW} />,
    },
    {
      title: "In force since the first version, and the gaps",
      wide: true,
      render: () => <CoverageLine coverage={coverageOf(LIVES, NOW)} now={NOW} />,
    },
    {
      title: "Keys: proved the name, active, pending, revoked",
      wide: true,
      render: (theme) => (
        <>
          <KeyLifeBars keys={KEYS} now={NOW} />
          <KeyTable keys={KEYS} now={NOW} caption={`Signing keys, ${theme}`} flags={FLAGS} />
        </>
      ),
    },
    {
      title: "Heartbeat: beating after a struck and a true silence, not armed, none offered",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-6">
          <HeartbeatFacts heartbeat={{ ...beat, silences: [STRUCK, SILENT] }} outages={[]} now={NOW} />
          <HeartbeatFacts heartbeat={{ ...beat, armedSince: null }} outages={[]} now={NOW} />
          <HeartbeatFacts heartbeat={null} outages={[]} now={NOW} />
        </div>
      ),
    },
    {
      title: "Heartbeat: late while this index was away, suspended and recorded, failed and not recorded yet",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-6">
          <HeartbeatFacts heartbeat={silentSince(NOW - 0.9 * DAY)} outages={OUTAGES} now={NOW} />
          <HeartbeatFacts
            heartbeat={{ ...silentSince(NOW - 4 * DAY), silences: [{ ...SILENT, to: null }] }}
            outages={[]}
            now={NOW}
          />
          <HeartbeatFacts heartbeat={silentSince(NOW - 20 * DAY)} outages={[]} now={NOW} />
        </div>
      ),
    },
    {
      title: "Above a provider's page: suspended, failed",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-2">
          {[4, 20].map((days) => (
            <SilenceAlarm key={days} standing={heartbeatStandingAt(silentSince(NOW - days * DAY), [], NOW)} now={NOW} />
          ))}
        </div>
      ),
    },
    {
      title: "What is known in a sentence, and what is missing",
      render: () => (
        <div className="flex flex-col gap-4">
          <p className="text-xl">{knownSentence(bare)}</p>
          <MissingList isNameProven={false} rows={ROWS} now={NOW}>
            <StepChecklist steps={transparencySteps(SHOWN, FACTS, NOW)} costs={stepCosts(ROWS)} />
          </MissingList>
        </div>
      ),
    },
  ],
};
