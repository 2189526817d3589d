import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { HandoverPoints } from "#components/handover/handover-points.tsx";
import { HandoverNotes } from "#components/provider/handover-notes.tsx";
import { NameProof } from "#components/provider/name-proof.tsx";
import { PaymentMethods, UndisclosedAlarm } from "#components/provider/payment-methods.tsx";
import { ProviderLinks } from "#components/provider/provider-links.tsx";
import type { ProviderObservations } from "#lib/contract/observations.ts";
import type { Did, EntryIndex, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { LooksTaken } from "./check-now.tsx";
import { LookAlikeNote, LookAlikeWarning } from "./look-alike-warning.tsx";
import { NameState } from "./name-state.tsx";
import { SampleKeyProof } from "./names-samples.tsx";

const NOW = asInstant(Date.UTC(2026, 10, 26, 12));
const day = (count: number) => formatInstant(addMs(NOW, count * DAY_MS));
const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK" as Did;
const ID = "prv_mfrggzdfmztwq2lknnwg23tpoa" as ProviderId;
const OTHER = "prv_3gw62r5rskdjxxkfnssa6gzhqa" as ProviderId;
const LIKE = [{ id: OTHER, name: "Halden" }];
const entry = (index: number) => index as EntryIndex;

const NEVER = { seen: null, missed: null };
const UNPROVEN: ProviderForm = {
  ...{ aggregate: "provider", id: ID, kind: "instance", operator: DID, name: "HaIden" },
  ...{ domain: "halden.example", address: "https://halden.example", observe: true, keyDirectory: null },
  ...{ registeredIn: entry(7), registeredAt: day(-200), provenBy: [], links: [], observed: {}, heartbeat: null },
  names: { dns: { seen: null, missed: { entry: entry(19), loggedAt: day(-1) } }, file: NEVER },
  keys: [{ purpose: "response", thumbprint: "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY" as Thumbprint }],
  disclosures: {
    identity: {
      ...{ entry: entry(9), loggedAt: day(-190), statement: "5".repeat(64) as StatementHash, versions: 1 },
      ...{ effectiveAt: day(-190), expiresAt: day(175), notApplicable: false },
    },
    reserves: {
      ...{ entry: entry(12), loggedAt: day(-20), statement: "6".repeat(64) as StatementHash, versions: 3 },
      ...{ effectiveAt: day(-20), expiresAt: day(-6), notApplicable: false },
    },
  },
  slots: { provider: "7".repeat(64) as StatementHash, key: null },
};
const PROVEN: ProviderForm = {
  ...UNPROVEN,
  ...{ name: "Halden", provenBy: [DID] },
  names: { dns: { seen: { entry: entry(21), loggedAt: day(-1), since: day(-90) }, missed: null }, file: NEVER },
  links: [{ other: OTHER, relation: "sells-tokens-of", from: "other", entry: entry(31) }],
};
const LINKED: ReadonlyMap<string, string> = new Map([[OTHER, "Vela Compute"]]);
const LAPSED: ProviderForm = {
  ...UNPROVEN,
  names: {
    dns: {
      seen: { entry: entry(21), loggedAt: day(-9), since: day(-90) },
      missed: { entry: entry(30), loggedAt: day(-8) },
    },
    file: NEVER,
  },
};

type Payment = NonNullable<ProviderObservations["payment_methods"]>;
const ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7";
const told = { coin: "ETH", environment: "mainnet", address: ADDRESS };
const seen = (index: number, days: number) => ({ entry: index, logged_at: day(days) });
const ALARM: Payment = {
  ...{ ...seen(44, -1), outcome: "no-answer", told_in: 41, alarm: true },
  methods: [
    { ...told, disclosed: false, chains: ["polygon"] },
    {
      ...{ coin: "BTC", environment: "mainnet", address: "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4" },
      ...{ disclosed: true, chains: ["bitcoin"] },
    },
  ],
  undisclosed: [
    { ...told, since: seen(41, -3), ended: null },
    { ...told, address: "0xbb", since: seen(20, -60), ended: { ...seen(24, -55), by: "disclosed" } },
    { ...told, address: "0xcc", since: seen(12, -90), ended: { ...seen(13, -89), by: "no-longer-told" } },
  ],
};
const QUIET: Payment = { ...ALARM, outcome: "found", alarm: false, methods: [], undisclosed: [] };
const look = (type: string, outcome: "found" | "none" | "no-answer", days: number) => ({
  ...{ type, place: "halden.example", outcome, looked_at: day(days), next_at: day(days + 1) },
});
const LOOKS = [
  look("name-dns", "found", -0.01),
  look("name-file", "none", -0.01),
  look("probe", "no-answer", -0.4),
  look("payment-methods", "found", -3),
];
const TRUE = JSON.stringify({ publicKey: `${DID}2`, signature: "made elsewhere" });
const ada = { did: DID, name: "Halden Exchange GmbH" };
const bo = { did: DID, name: undefined };

export const namesGallery: GallerySection = {
  id: "names",
  title: "Names and handovers",
  specimens: [
    {
      title: "A name that can be taken for a proven one: on its page, while typed, in a list",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-3">
          <LookAlikeWarning others={LIKE} id={ID} />
          <LookAlikeWarning others={[...LIKE, { id: ID, name: "Hal-den" }]} />
          <LookAlikeNote others={LIKE} />
        </div>
      ),
    },
    { title: "Proofs, for its operator: none", render: () => <NameState provider={UNPROVEN} now={NOW} /> },
    { title: "Proofs, for its operator: key and DNS", render: () => <NameState provider={PROVEN} now={NOW} /> },
    { title: "A proof by its own key: asked for", render: () => <SampleKeyProof operator={DID} text="" /> },
    { title: "A proof by its own key: no proof", render: () => <SampleKeyProof operator={DID} text="npm run" /> },
    {
      title: "A proof by its own key: verified",
      render: () => <SampleKeyProof operator={DID} text={TRUE} valid={DID} />,
    },
    { title: "What the last looks brought", render: () => <LooksTaken checks={LOOKS} now={NOW} /> },
    { title: "Proofs, for readers: looked for and not found", render: () => <NameProof form={UNPROVEN} now={NOW} /> },
    { title: "Proofs, for readers: key and DNS", render: () => <NameProof form={PROVEN} now={NOW} /> },
    { title: "Proofs, for readers: lapsed", render: () => <NameProof form={LAPSED} now={NOW} /> },
    { title: "Belongs together", render: () => <ProviderLinks links={PROVEN.links} names={LINKED} /> },
    {
      title: "What a handover brings about: name proven by key, one disclosure stale",
      wide: true,
      render: () => <HandoverPoints provider={{ ...PROVEN, names: { dns: NEVER, file: NEVER } }} now={NOW} />,
    },
    {
      title: "It changed hands, and is offered again",
      wide: true,
      render: () => (
        <HandoverNotes
          handovers={[
            { state: "open", from: ada, to: bo, entry: 61, at: addMs(NOW, 6 * DAY_MS) },
            { state: "carried", from: bo, to: ada, entry: 48, at: addMs(NOW, -40 * DAY_MS) },
          ]}
          now={NOW}
        />
      ),
    },
    {
      title: "An address that it tells and has not disclosed for that chain",
      wide: true,
      render: () => <UndisclosedAlarm payment={ALARM} now={NOW} />,
    },
    {
      title: "Payment addresses: no answer since, one disclosed, two that once were not",
      wide: true,
      render: () => <PaymentMethods payment={ALARM} now={NOW} />,
    },
    { title: "Payment addresses: the list names none", render: () => <PaymentMethods payment={QUIET} now={NOW} /> },
  ],
};
