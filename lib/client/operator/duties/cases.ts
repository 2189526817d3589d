/** What a provider's operator may or must say in the cases against it, by when, and what happens else. */
import type { CaseSummaryView } from "#lib/contract/cases.ts";
import { incidentsOf } from "#lib/disclosure/incident-clocks.ts";
import { sharesDueBy } from "#lib/dispute/advance.ts";
import { verdictSentence } from "#lib/evidence/words/verdict-words.ts";
import { addMs, formatInstant, HOUR_MS, parseInstant } from "#lib/kernel/instant.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { admittedIncidentName, answerHref, incidentHref, workspaceHref } from "../hrefs.ts";
import type { Duty, DutyFacts } from "./duty.ts";

type Case = { readonly one: CaseSummaryView; readonly form: CaseForm };
type Rule = {
  readonly id: string;
  /** Until when, for the cases that it asks about. */
  readonly due: (found: Case, provider: ProviderForm) => string | null | undefined;
  readonly title: (name: string, count: number) => string;
  readonly why: (found: Case, day: string) => string;
  readonly minutes: number;
  readonly href: (found: Case) => string;
};

const cases = (count: number) => (count === 1 ? "the case" : `the ${count.toLocaleString("en")} cases`);
const isUnanswered = ({ form }: Case) => form.dispute?.answer == null;

/** One duty of a rule for each provider, however many cases: reports must not push everything else out of sight. */
const RULES: readonly Rule[] = [
  {
    id: "answer",
    due: (found) =>
      found.one.state === "awaiting_response" && isUnanswered(found) ? found.form.dispute?.respondBy : undefined,
    title: (name, count) => `Answer ${cases(count)} against ${name}`,
    why: ({ one }, day) => `${sentenceOf(one)} Without an answer by ${day} it goes on without you, and says so.`,
    minutes: 30,
    href: ({ one }) => answerHref(one.id),
  },
  {
    id: "proven",
    due: (found) => (found.one.state === "proven" && isUnanswered(found) ? found.one.rules_at : undefined),
    title: (name, count) =>
      `Read what was proven against ${name}${count === 1 ? "" : ` in ${count.toLocaleString("en")} cases`}`,
    why: ({ one }, day) => `${sentenceOf(one)} It is ruled on ${day}, unless you contest it on a named ground.`,
    minutes: 5,
    href: ({ one }) => answerHref(one.id),
  },
  {
    id: "share",
    due: ({ one, form }) => {
      const share = form.dispute?.operatorShare;
      const isAwaited = one.state === "drawing" && share?.commit != null && share.share === null;
      return isAwaited && form.dispute !== null && one.whose_turn === "both"
        ? sharesDueBy(form.dispute, form.rules)
        : undefined;
    },
    title: (name, count) => `Reveal your secret for the draw in ${cases(count)} against ${name}`,
    why: (_, day) => `Who has not revealed it by ${day} counts as zeros: others then decide who reviews.`,
    minutes: 1,
    href: ({ one }) => answerHref(one.id),
  },
  {
    id: "incident",
    due: ({ one, form }, provider) => {
      const at = one.state === "accepted" ? parseInstant(form.dispute?.answer?.at ?? "") : undefined;
      const name = admittedIncidentName(one.id);
      if (at === undefined || incidentsOf(provider.disclosures).some((incident) => incident.name === name))
        return undefined;
      return formatInstant(addMs(at, form.rules.hours.incident * HOUR_MS));
    },
    title: (name, count) =>
      `Report what ${name} admitted${count === 1 ? "" : ` in ${count.toLocaleString("en")} cases`}`,
    why: (_, day) => `You promised it with the admission, for ${day}. Missed, it is a broken promise of its own.`,
    minutes: 15,
    href: ({ one }) => incidentHref(one.provider, "+", one.id),
  },
  {
    id: "draft",
    due: ({ one }) => (one.state === "draft" ? one.ruling_due_by : undefined),
    title: (name, count) => `Read the draft of the ruling on ${cases(count)} against ${name}`,
    why: () => "For two days you can point out what it overlooks.",
    minutes: 10,
    href: ({ one }) => answerHref(one.id),
  },
  {
    id: "appeal",
    due: ({ one, form }) =>
      one.state === "ruled" && one.finding === "against" && form.dispute?.appeal == null
        ? form.dispute?.finalAt
        : undefined,
    title: (name, count) => `Read the ruling on ${cases(count)} against ${name}`,
    why: (_, day) => `It is final on ${day}, unless somebody appeals with new evidence or a named error.`,
    minutes: 10,
    href: ({ one }) => answerHref(one.id),
  },
];

export function caseDuties(provider: ProviderForm, { cases: open }: DutyFacts): Duty[] {
  const known = (open.get(provider.id) ?? []).map((one): Case => ({ one, form: one.form as unknown as CaseForm }));
  return RULES.flatMap((rule) => {
    const asked = known
      .flatMap((found) => {
        const dueAt = parseInstant(rule.due(found, provider) ?? "");
        return dueAt === undefined ? [] : [{ found, dueAt }];
      })
      .toSorted((a, b) => a.dueAt - b.dueAt);
    const [first] = asked;
    if (first === undefined) return [];
    const day = formatInstant(first.dueAt).slice(0, 10);
    return [
      {
        id: `case-${rule.id}:${provider.id}`,
        sort: "case",
        title: rule.title(provider.name, asked.length),
        why: asked.length === 1 ? rule.why(first.found, day) : `The first is due on ${day}.`,
        minutes: rule.minutes,
        href: asked.length === 1 ? rule.href(first.found) : workspaceHref("cases", provider.id),
        dueAt: first.dueAt,
        askedFrom: parseInstant(first.found.one.filed_at),
      },
    ];
  });
}

function sentenceOf({ claim, verdict, reason }: CaseSummaryView): string {
  return verdictSentence(claim, verdict ?? "inconclusive", reason);
}
