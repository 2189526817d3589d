import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { AnnouncedRecovery } from "#components/keys/announced-recovery.tsx";
import { honestSample, SAMPLE_DAY } from "#components/marks/marks-sample.ts";
import { ButtonLink } from "#components/ui/link.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import type { DutyEffect } from "#lib/client/marks/operator-effects.ts";
import type { Clock } from "#lib/client/operator/calendar.ts";
import type { Duty } from "#lib/client/operator/duties/duty.ts";
import { type SetUpFacts, setUpSteps } from "#lib/client/operator/set-up.ts";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import type { Heartbeat } from "#lib/disclosure/heartbeat.ts";
import { type Steps, transparencySteps } from "#lib/disclosure/steps.ts";
import { marksOf } from "#lib/reputation/marks.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import type { ParticipantForm, Recovery } from "#lib/state/forms.ts";
import {
  ACCOUNT,
  at,
  DID,
  day,
  entry,
  KEY,
  KEY_FORM,
  NOW,
  ORIGIN,
  PARTICIPANT,
  PROVIDER,
  PROVIDER_ID,
} from "./account-sample.ts";
import { ClockCalendar } from "./clock-calendar.tsx";
import { CommandLines } from "./command-lines.tsx";
import { Invitation } from "./invitation.tsx";
import { KeyCard } from "./key-card.tsx";
import { LastReceipt } from "./last-receipt.tsx";
import { NextActionList } from "./next-action-list.tsx";
import { SetUpStepRow } from "./set-up-step.tsx";
import { SignsOfLife } from "./signs-of-life.tsx";
import { StepCard } from "./step-card.tsx";

const STEPS = transparencySteps(PROVIDER, { hasResponseKey: false, gaps: [], outages: [] }, NOW);
const ALL: Steps = {
  reached: 4,
  steps: STEPS.steps.map((step) => ({
    ...step,
    state: "reached",
    needs: step.needs.map((need) => ({ ...need, state: "satisfied", reason: "Published." })),
  })),
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
    text: `0 */6 * * * cd ~/touchstone && npm run -s touchstone -- heartbeat --provider ${PROVIDER_ID} --key beat --url https://index.example`,
  },
];

const card = (change: Partial<Account>, elsewhere?: string) => (
  <KeyCard account={{ ...ACCOUNT, ...change }} elsewhere={elsewhere} />
);

const BEAT: Heartbeat = {
  ...{ beats: 12, run: { key: KEY, beats: 12 }, armedSince: day(-60), disarmedFrom: null, silences: [] },
  last: { entry: entry(48_190), loggedAt: day(-0.1), cadenceHours: 6, softwareVersion: "1.4.0" },
};
const beat = (days: number): Heartbeat => ({ ...BEAT, last: { ...BEAT.last, loggedAt: day(-days) } });
const BEATS: readonly (readonly [string, Heartbeat | null])[] = [
  ["none yet", null],
  ["not armed", { ...BEAT, armedSince: null }],
  ["armed", BEAT],
  ["late", beat(1.5)],
  ["suspended", beat(5)],
  ["failed", beat(20)],
];

const RECOVERY: Recovery = {
  ...{ key: KEY, by: DID, announcedIn: entry(48_200), announcedAt: day(-1), effectiveFrom: day(13) },
  nextKeyDigest: null,
};
const announced = (change: Partial<ParticipantForm>) => (
  <AnnouncedRecovery
    recovery={RECOVERY}
    participant={{ ...PARTICIPANT, recovery: RECOVERY, ...change }}
    origin={ORIGIN}
    now={NOW}
  />
);

const RECORDED: PublishState = {
  phase: "recorded",
  item: {
    hash: "7".repeat(64),
    kind: "participant.register",
    subject: DID,
    issuer: DID,
    bytes: new Uint8Array(),
    signedAt: day(0),
    promise: undefined,
  },
  receipt: { checkpoint: "", entry: "", index: 48_214, proof: [], type: "touchstone-receipt/v1" },
  effect: null,
};

const BEGUN: SetUpFacts = { holdsKey: true, signedIn: false, spare: "skipped", registered: false, providers: [] };
const SET_UP: Readonly<Record<string, readonly [title: string, minutes: number, why: string]>> = {
  key: ["Make your key", 1, "It signs all that you publish, and never leaves this browser."],
  spare: ["Save a spare key", 3, "Skipped: a lost key ends this account. You will be asked again."],
  register: ["Register yourself", 2, "Your name becomes public, with the key that speaks for you."],
  provider: ["Register a provider", 3, "What your customers call by name: an instance or a service."],
  identity: ["Publish who you are", 5, "The first thing that readers look for."],
};

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
    {
      title: "Set-up: one step done, one skipped, one to do now",
      wide: true,
      render: () => (
        <ol aria-label="Set-up" className="overflow-hidden rounded-lg border border-divider">
          {setUpSteps(BEGUN).map(({ id, state }, at) => {
            const [title, minutes, why] = SET_UP[id] ?? ["", 0, ""];
            return (
              <SetUpStepRow
                key={id}
                id={id}
                number={at + 1}
                title={title}
                state={state}
                minutes={minutes}
                summary={why}
              >
                <ButtonLink href="/operator">Go on</ButtonLink>
              </SetUpStepRow>
            );
          })}
        </ol>
      ),
    },
    { title: "The receipt of the last step", render: () => <LastReceipt state={RECORDED} /> },
    { title: "Alarm: a recovery is announced, which the spare key can veto", render: () => announced({}) },
    { title: "Alarm: a recovery that nobody can veto", render: () => announced({ nextKeyDigest: null }) },
    {
      title: "Alarm: a recovery by a key that was vetoed before",
      render: () => announced({ vetoedRecoveryKey: DID }),
    },
    ...BEATS.map(([state, heartbeat]) => ({
      title: `Signs of life: ${state}`,
      render: () => <SignsOfLife heartbeat={heartbeat} outages={[]} now={NOW} />,
    })),
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
      render: () => card({ keyForm: { ...KEY_FORM, state: "pending", activeFrom: day(5) } }),
    },
    { title: "Key: revoked", render: () => card({ keyForm: { ...KEY_FORM, state: "revoked" } }) },
    {
      title: "Key: elsewhere",
      render: () => card({ key: undefined, keyForm: null }, "It was used in Safari on macOS."),
    },
    { title: "Command lines", render: () => <CommandLines lines={LINES} /> },
  ],
};
