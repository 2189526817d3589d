import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import type { Did, EntryIndex, Origin, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { Member, ParticipantForm, ProposalForm, ProviderForm } from "#lib/state/forms.ts";
import { GrantForm } from "./grant-form.tsx";
import { MemberList } from "./member-list.tsx";
import { ProposalList } from "./proposal-list.tsx";

const NOW = asInstant(Date.UTC(2026, 10, 26, 12));
const day = (count: number) => formatInstant(addMs(NOW, count * DAY_MS));
const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK" as Did;
const COLLEAGUE = "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S" as Did;
const KEY = "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY" as Thumbprint;
const OTHER_KEY = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k" as Thumbprint;
const ID = "prv_mfrggzdfmztwq2lknnwg23tpoa" as ProviderId;
const UNREAD = "prv_3gw62r5rskdjxxkfnssa6gzhqa" as ProviderId;
const entry = (index: number) => index as EntryIndex;
const hash = (digit: string) => digit.repeat(64) as StatementHash;

const ALONE: ParticipantForm = {
  ...{ aggregate: "participant", did: DID, displayName: "Halden Exchange GmbH" },
  ...{ registeredIn: entry(7), registeredAt: day(-200), controlKeys: [KEY], nextKeyDigest: null },
  ...{ recoveryKey: null, recovery: null, vetoedRecoveryKey: null, threshold: 1, members: [] },
  slots: { participant: hash("7"), key: null, member: null },
};
const PROVIDER: ProviderForm = {
  ...{ aggregate: "provider", id: ID, kind: "instance", operator: DID, name: "Halden" },
  ...{
    domain: null,
    address: null,
    observe: false,
    keyDirectory: null,
    registeredIn: entry(8),
    registeredAt: day(-200),
  },
  ...{ provenBy: [DID], names: { dns: { seen: null, missed: null }, file: { seen: null, missed: null } }, links: [] },
  ...{ observed: {}, heartbeat: null, keys: [], disclosures: {}, slots: { provider: hash("8"), key: null } },
};

const member = (change: Partial<Member>): Member => ({
  ...{ did: COLLEAGUE, scopes: ["disclose"], providers: "all", until: day(200) },
  ...{ grantedIn: entry(40), grantedAt: day(-100) },
  ...change,
});
const MANY: ParticipantForm = {
  ...ALONE,
  members: [
    member({}),
    member({ did: `${COLLEAGUE}2` as Did, scopes: ["beat"], providers: [ID], until: day(3) }),
    member({
      did: `${COLLEAGUE}3` as Did,
      scopes: ["disclose", "beat", "keys", "answer", "define"],
      providers: [ID, UNREAD],
    }),
    member({ did: `${COLLEAGUE}4` as Did, scopes: ["keys"], until: day(-5) }),
  ],
};
const TWO_KEYS: ParticipantForm = { ...ALONE, controlKeys: [KEY, OTHER_KEY], threshold: 2 };

const OFFICE = { record: undefined, origin: "index.example/log" as Origin };
/** Of the key only its name is read here: nothing is signed with it. */
const HELD = { thumbprint: KEY } as KeyRecord;

const proposal = (digit: string, change: Partial<ProposalForm> = {}): ProposalForm => ({
  ...{ aggregate: "proposal", statement: hash(digit), kind: "member.grant", issuer: DID, subject: DID },
  ...{ proposedIn: entry(48_120), proposedAt: day(-2), lapsesAt: day(5) },
  consents: [{ of: DID, needed: 2, signers: [KEY] }],
  ...{ state: "open", carriedIn: null, proposed: null },
  ...change,
});

export const membersGallery: GallerySection = {
  id: "members",
  title: "Members",
  specimens: [
    { title: "Nobody yet", render: () => <MemberList {...OFFICE} participant={ALONE} providers={[]} now={NOW} /> },
    {
      title: "One for all providers, one that ends soon, one with every right, one that ended",
      render: () => <MemberList {...OFFICE} participant={MANY} providers={[PROVIDER]} now={NOW} />,
    },
    {
      title: "Adding one, without a key in this browser",
      render: () => <GrantForm {...OFFICE} participant={ALONE} providers={[PROVIDER]} now={NOW} />,
    },
    {
      title: "Waits for another key; lapsed; an offer, which has its page",
      render: () => (
        <ProposalList
          {...OFFICE}
          participant={TWO_KEYS}
          proposals={[
            proposal("1"),
            proposal("2", { lapsesAt: day(-1) }),
            proposal("3", { kind: "provider.transfer", subject: ID }),
          ]}
          now={NOW}
        />
      ),
    },
    {
      title: "This browser's key has signed",
      render: () => (
        <ProposalList {...OFFICE} record={HELD} participant={TWO_KEYS} proposals={[proposal("4")]} now={NOW} />
      ),
    },
  ],
};
