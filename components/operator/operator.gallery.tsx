import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { honestSample, SAMPLE_DAY } from "#components/marks/marks-sample.ts";
import { ButtonLink } from "#components/ui/link.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import type { DutyEffect } from "#lib/client/marks/operator-effects.ts";
import type { Clock } from "#lib/client/operator/calendar.ts";
import type { Duty } from "#lib/client/operator/duties/duty.ts";
import { type Steps, transparencySteps } from "#lib/disclosure/steps.ts";
import type { Did, EntryIndex, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { marksOf } from "#lib/reputation/marks.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import type { KeyForm, ParticipantForm, ProviderForm } from "#lib/state/forms.ts";
import { ClockCalendar } from "./clock-calendar.tsx";
import { CommandLines } from "./command-lines.tsx";
import { Invitation } from "./invitation.tsx";
import { KeyCard } from "./key-card.tsx";
import { NextActionList } from "./next-action-list.tsx";
import { StepCard } from "./step-card.tsx";

const NOW = asInstant(SAMPLE_DAY * DAY_MS + 12 * HOUR_MS);
const at = (days: number) => addMs(NOW, days * DAY_MS);
const day = (days: number) => formatInstant(at(days));
const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK" as Did;
const KEY = "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY" as Thumbprint;
const ID = "prv_mfrggzdfmztwq2lknnwg23tpoa" as ProviderId;
const entry = (index: number) => index as EntryIndex;
const hash = (digit: string) => digit.repeat(64) as StatementHash;

const PARTICIPANT: ParticipantForm = {
  ...{ aggregate: "participant", did: DID, displayName: "Halden Exchange GmbH" },
  ...{ registeredIn: entry(7), registeredAt: day(-200), controlKeys: [KEY], nextKeyDigest: "5".repeat(64) },
  ...{ recoveryKey: DID, recovery: null, vetoedRecoveryKey: null, threshold: 1, members: [] },
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
const STEPS = transparencySteps(PROVIDER, { hasResponseKey: false, gaps: [], outages: [] }, NOW);
const ALL: Steps = {
  reached: 4,
  steps: STEPS.steps.map((step) => ({
    ...step,
    state: "reached",
    needs: step.needs.map((need) => ({ ...need, state: "satisfied", reason: "Published." })),
  })),
};

const FORM: KeyForm = {
  ...{ aggregate: "key", thumbprint: KEY, publicKey: DID, owner: DID, participant: DID, purpose: "control" },
  ...{ state: "active", addedIn: entry(7), addedAt: day(-200), activeFrom: day(-200), retirement: null },
  ...{ revocation: null, statement: hash("7") },
};
/** What the card reads of it: there is no key behind it. */
const RECORD = {
  ...{ thumbprint: KEY, where: "Firefox on Linux", createdAt: at(-200), lastUsedAt: at(-2) },
} as KeyRecord;
const ACCOUNT: Account = {
  ...{ did: DID, session: null, key: RECORD, keyForm: FORM, participant: PARTICIPANT, providers: [PROVIDER] },
  ...{ note: undefined, lasting: "device", origin: undefined, now: NOW },
};

const duty = (change: Partial<Duty> & Pick<Duty, "id" | "sort" | "title">): Duty => ({
  ...{ why: "Readers see it as stale from then on.", minutes: 5, href: "/operator/disclosures" },
  ...{ dueAt: undefined, askedFrom: at(-1) },
  ...change,
});
const DUTIES: readonly Duty[] = [
  duty({ id: "renewal:fees", sort: "renewal", title: "Renew the prices of Halden", dueAt: at(-3) }),
  duty({ id: "case:1", sort: "case", title: "Answer a report about Halden", minutes: 30, dueAt: at(2) }),
  duty({ id: "key:spare", sort: "key", title: "Save a spare key", why: "If your key is lost, the account is." }),
  duty({
    ...{ id: "step:identity", sort: "step", title: `Publish the identity of ${"Halden and Daughters ".repeat(4)}` },
    ...{ why: "Without a word on who answers nobody can reach you when it matters most. ".repeat(2) },
  }),
];
const marks = (days: number) => marksOf(honestSample("instance", days), MODEL_1, SAMPLE_DAY);
const EFFECTS: ReadonlyMap<string, DutyEffect> = new Map([
  [
    "renewal:fees",
    { kind: "renewal", day: SAMPLE_DAY, effect: { before: marks(30), after: marks(400), model: MODEL_1 } },
  ],
  [
    "step:identity",
    { kind: "step", step: 1, left: 3, effect: { before: marks(400), after: marks(400), model: MODEL_1 } },
  ],
]);
const NONE: ReadonlyMap<string, DutyEffect> = new Map();

const clock = (id: string, sort: Duty["sort"], title: string, days: number): Clock => ({
  ...duty({ id, sort, title }),
  dueAt: at(days),
});
const CLOCKS: readonly Clock[] = [
  clock("renewal:fees", "renewal", "Renew the prices of Halden", -3),
  clock("sign:1", "sign-of-life", "Sign of life of Halden", 0.2),
  clock("case:1", "case", "Answer a report about Halden", 2),
  clock("incident:1", "incident", "Full report of inc-2026-07", 2.1),
  clock("price:1", "price", "New prices of Halden begin", 12),
  clock("key:1", "key", "A key of Halden ends", 29),
];

const LINES = [
  {
    title: "Make a key for the server",
    why: "It may give signs of life and nothing else.",
    text: "npm run -s touchstone -- key create --label beat",
  },
  {
    title: "Give a sign of life every six hours",
    why: "One line for cron.",
    text: `0 */6 * * * cd ~/touchstone && npm run -s touchstone -- heartbeat --provider ${ID} --key beat --url https://index.example`,
  },
];

const card = (change: Partial<Account>, elsewhere?: string) => (
  <KeyCard account={{ ...ACCOUNT, ...change }} elsewhere={elsewhere} />
);

export const operatorGallery: GallerySection = {
  id: "operator",
  title: "Operator's desk",
  specimens: [
    {
      title: "Before there is an account",
      wide: true,
      render: () => (
        <Invitation>
          <ButtonLink href="/operator">Begin</ButtonLink>
        </Invitation>
      ),
    },
    { title: "What to do next: nothing", render: () => <NextActionList actions={[]} effects={NONE} now={NOW} /> },
    {
      title: "What to do next, before its effects are known",
      render: () => <NextActionList actions={DUTIES} effects={undefined} now={NOW} />,
    },
    {
      title: "What to do next, with what it changes",
      wide: true,
      render: () => <NextActionList actions={DUTIES} effects={EFFECTS} now={NOW} />,
    },
    { title: "Calendar: nothing", render: () => <ClockCalendar clocks={[]} now={NOW} /> },
    { title: "Calendar: one that has run out", render: () => <ClockCalendar clocks={CLOCKS.slice(0, 1)} now={NOW} /> },
    {
      title: "Calendar: several, two on one day",
      wide: true,
      render: () => <ClockCalendar clocks={CLOCKS} now={NOW} />,
    },
    { title: "Steps: none reached", render: () => <StepCard provider={PROVIDER} steps={STEPS} /> },
    {
      title: "Steps: what the next one brings about",
      render: () => (
        <StepCard provider={PROVIDER} steps={STEPS} effect={{ before: marks(30), after: marks(400), model: MODEL_1 }} />
      ),
    },
    { title: "Steps: all", render: () => <StepCard provider={PROVIDER} steps={ALL} /> },
    { title: "Key: here, with a spare key and a recovery key", render: () => card({}) },
    {
      title: "Key: here, without either",
      render: () => card({ participant: { ...PARTICIPANT, nextKeyDigest: null, recoveryKey: null } }),
    },
    {
      title: "Key: waits for its first day",
      render: () => card({ keyForm: { ...FORM, state: "pending", activeFrom: day(5) } }),
    },
    { title: "Key: revoked", render: () => card({ keyForm: { ...FORM, state: "revoked" } }) },
    {
      title: "Key: elsewhere",
      render: () => card({ key: undefined, keyForm: null }, "It was used in Safari on macOS."),
    },
    { title: "Command lines", render: () => <CommandLines lines={LINES} /> },
  ],
};
