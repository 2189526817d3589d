import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { ProofChipView } from "#components/log/proof-chip.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Did, EntryIndex, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { KeyForm } from "#lib/state/forms.ts";
import { HeartbeatFacts } from "./heartbeat-facts.tsx";
import { IdentityCard, type IdentityVersion } from "./identity-card.tsx";
import { KeyTable } from "./key-table.tsx";
import { MissingList } from "./missing-list.tsx";
import { ProviderName } from "./provider-name.tsx";
import { knownSentence, missingOf } from "./provider-summary.ts";

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
const version = (change: Partial<IdentityVersion>): IdentityVersion => ({
  index: 12,
  loggedAt: NOW - 3 * DAY,
  expiresAt: NOW + 362 * DAY,
  key: "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY",
  keyWords: "the operator's account key",
  body,
  statement: "{}",
  ...change,
});
const before = version({ index: 4, body: { ...body, legalName: "Halden UG", form: "UG" } });

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
const KEYS = [
  key({ thumbprint: "a1" as Thumbprint, purpose: "token", state: "proven", activeFrom: null }),
  key({ thumbprint: "a2" as Thumbprint }),
  key({ thumbprint: "a3" as Thumbprint, state: "pending", activeFrom: "2026-11-24T10:00:00.000Z" }),
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

const bare = { proven: false, heartbeat: null, kind: "service" as const, identity: "never" as const, keys: [] };
const beat = {
  beats: 128,
  last: {
    entry: 14 as EntryIndex,
    loggedAt: "2026-11-23T11:20:00.000Z",
    cadenceHours: 6,
    softwareVersion: "prex 1.4.2",
  },
};

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
      title: "Identity: in force, with the difference to the version before",
      render: () => (
        <IdentityCard
          versions={[version({}), before]}
          count={2}
          staleness="ok"
          now={NOW}
          chip={<ProofChipView state={{ kind: "verified", at: "14:02 UTC" }} what="Identity of Halden" />}
          actions={<Button size="sm">Receipt</Button>}
        />
      ),
    },
    {
      title: "Identity: long stale, anonymous by choice",
      render: () => (
        <IdentityCard
          versions={[
            version({
              expiresAt: NOW - 400 * DAY,
              body: { version: 1, anonymous: true, jurisdiction: "US-WY", regulation: { status: "none-by-choice" } },
            }),
          ]}
          count={1}
          staleness="long-stale"
          now={NOW}
          chip={<ProofChipView state={{ kind: "idle" }} what="Identity of Halden" />}
          actions={null}
        />
      ),
    },
    {
      title: "Keys: proved the name, active, pending, revoked",
      wide: true,
      render: (theme) => <KeyTable keys={KEYS} now={NOW} caption={`Signing keys, ${theme}`} />,
    },
    {
      title: "Heartbeat: sent, never sent",
      render: () => (
        <div className="flex flex-col gap-4">
          <HeartbeatFacts heartbeat={beat} now={NOW} />
          <HeartbeatFacts heartbeat={null} now={NOW} />
        </div>
      ),
    },
    {
      title: "What is known in a sentence, and what is missing",
      render: () => (
        <div className="flex flex-col gap-4">
          <p className="text-xl">{knownSentence(bare)}</p>
          <MissingList missing={missingOf(bare)} />
          <MissingList missing={[]} />
        </div>
      ),
    },
  ],
};
