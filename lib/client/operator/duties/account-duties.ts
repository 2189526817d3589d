/** What the account's own keys and signatures ask for. */
import { DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { keyStateAt } from "#lib/keys/lifecycle.ts";
import type { KeyForm, ProposalForm } from "#lib/state/forms.ts";
import { offerOpensAt } from "#lib/state/handover.ts";
import { OFFERS_HREF, workspaceHref } from "../hrefs.ts";
import { isOffer } from "../offers.ts";
import type { Duty, DutyFacts } from "./duty.ts";

const DAY_AGO = (now: Instant) => (now - DAY_MS) as Instant;

export function accountDuties(facts: DutyFacts): Duty[] {
  return [
    ...missingKey(facts),
    ...spareKey(facts),
    ...recovery(facts),
    ...facts.keys.flatMap((key) => keyDates(key, facts)),
    ...facts.proposals.map(signature),
  ];
}

function missingKey({ holdsKey, now }: DutyFacts): Duty[] {
  if (holdsKey) return [];
  return [
    {
      id: "key",
      sort: "key",
      title: "Bring your signing key here",
      why: "This browser does not hold the key of this account, so it can draft but not sign.",
      minutes: 2,
      href: "/operator/restore",
      dueAt: undefined,
      askedFrom: DAY_AGO(now),
    },
  ];
}

function spareKey({ participant, holdsKey, now }: DutyFacts): Duty[] {
  if (participant.nextKeyDigest !== null || participant.recoveryKey !== null || !holdsKey) return [];
  return [
    {
      id: "spare",
      sort: "key",
      title: "Save a spare key",
      why: "Without one, a lost or stolen key ends this account: nobody, not even this index, can bring it back.",
      minutes: 2,
      href: "/settings#spare-key",
      dueAt: undefined,
      askedFrom: DAY_AGO(now),
    },
  ];
}

function recovery({ participant }: DutyFacts): Duty[] {
  const announced = participant.recovery;
  if (announced === null) return [];
  return [
    {
      id: "recovery",
      sort: "key",
      title: "Look at the recovery of your account",
      why: "Your recovery key announced a new account key. If that was not you, the spare key can veto it until then.",
      minutes: 5,
      href: workspaceHref("keys"),
      dueAt: parseInstant(announced.effectiveFrom),
      askedFrom: parseInstant(announced.announcedAt),
    },
  ];
}

/** Keys begin and end by themselves; the calendar says when. */
function keyDates(key: KeyForm, { now }: DutyFacts): Duty[] {
  const common = { sort: "key", minutes: 0, href: workspaceHref("keys"), askedFrom: undefined } as const;
  const state = keyStateAt(key, now);
  const start = key.activeFrom === null ? undefined : parseInstant(key.activeFrom);
  if (state === "pending" && start !== undefined) {
    const why = "Later keys of a purpose wait a day, so that a theft is noticed.";
    return [
      {
        ...common,
        id: `active:${key.thumbprint}`,
        title: `A ${key.purpose} key may sign from then on`,
        why,
        dueAt: start,
      },
    ];
  }
  const end = key.retirement === null ? undefined : parseInstant(key.retirement.retiresAt);
  if (state !== "retiring" || end === undefined) return [];
  const why = "Its overlap ends; use its successor.";
  return [{ ...common, id: `retired:${key.thumbprint}`, title: `A ${key.purpose} key signs no more`, why, dueAt: end }];
}

const OFFER_TITLES: Readonly<Record<string, string>> = {
  "provider.transfer": "Take over a provider that is offered to you, or leave it",
  "provider.link": "Sign a link to one of your providers, or leave it",
};

function signature(proposal: ProposalForm): Duty {
  const { statement, kind, proposedAt, lapsesAt } = proposal;
  return {
    id: `proposal:${statement}`,
    sort: "signature",
    title: OFFER_TITLES[kind] ?? `Sign or decline ${kind}`,
    why: `Proposed on ${proposedAt.slice(0, 10)}; it lapses without enough signatures on ${lapsesAt.slice(0, 10)}.`,
    minutes: 3,
    href: isOffer(proposal) ? OFFERS_HREF : workspaceHref("members"),
    dueAt: parseInstant(lapsesAt),
    askedFrom: offerOpensAt(proposal) ?? parseInstant(proposedAt),
  };
}
