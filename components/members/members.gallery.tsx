import type { GallerySection } from "#components/gallery/gallery-section.ts";
import {
  DID,
  day,
  entry,
  hash,
  KEY,
  NOW,
  ORIGIN,
  PARTICIPANT,
  PROVIDER,
  PROVIDER_ID,
} from "#components/operator/account-sample.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import type { Did, ProviderId, Thumbprint } from "#lib/kernel/ids.ts";
import type { Member, ParticipantForm, ProposalForm } from "#lib/state/forms.ts";
import { GrantForm } from "./grant-form.tsx";
import { MemberList } from "./member-list.tsx";
import { ProposalList } from "./proposal-list.tsx";
import { ThresholdForm } from "./threshold-form.tsx";

const COLLEAGUE = "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S" as Did;
const OTHER_KEY = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k" as Thumbprint;
const UNREAD = "prv_3gw62r5rskdjxxkfnssa6gzhqa" as ProviderId;

const member = (change: Partial<Member>): Member => ({
  ...{ did: COLLEAGUE, scopes: ["disclose"], providers: "all", until: day(200) },
  ...{ grantedIn: entry(40), grantedAt: day(-100) },
  ...change,
});
const MANY: ParticipantForm = {
  ...PARTICIPANT,
  members: [
    member({}),
    member({ did: `${COLLEAGUE}2` as Did, scopes: ["beat"], providers: [PROVIDER_ID], until: day(3) }),
    member({
      did: `${COLLEAGUE}3` as Did,
      scopes: ["disclose", "beat", "keys", "answer", "define"],
      providers: [PROVIDER_ID, UNREAD],
    }),
    member({ did: `${COLLEAGUE}4` as Did, scopes: ["keys"], until: day(-5) }),
  ],
};
const TWO_KEYS: ParticipantForm = { ...PARTICIPANT, controlKeys: [KEY, OTHER_KEY], threshold: 2 };

const OFFICE = { record: undefined, origin: ORIGIN };
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
    {
      title: "Nobody yet",
      render: () => <MemberList {...OFFICE} participant={PARTICIPANT} providers={[]} now={NOW} />,
    },
    {
      title: "One for all providers, one that ends soon, one with every right, one that ended",
      render: () => <MemberList {...OFFICE} participant={MANY} providers={[PROVIDER]} now={NOW} />,
    },
    {
      title: "Adding one, without a key in this browser",
      render: () => <GrantForm {...OFFICE} participant={PARTICIPANT} providers={[PROVIDER]} now={NOW} />,
    },
    {
      title: "Keys that must agree: not known yet",
      render: () => <ThresholdForm {...OFFICE} participant={PARTICIPANT} signing={undefined} />,
    },
    {
      title: "Keys that must agree: one, of one",
      render: () => <ThresholdForm {...OFFICE} participant={PARTICIPANT} signing={1} />,
    },
    {
      title: "Keys that must agree: one, of two",
      render: () => <ThresholdForm {...OFFICE} participant={{ ...TWO_KEYS, threshold: 1 }} signing={2} />,
    },
    {
      title: "Keys that must agree: two, of which one can sign no more",
      render: () => <ThresholdForm {...OFFICE} participant={TWO_KEYS} signing={1} />,
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
            proposal("3", { kind: "provider.transfer", subject: PROVIDER_ID }),
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
