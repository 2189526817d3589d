/** What was proven against a provider, to be read before it is ruled. */
import type { CaseSummaryView } from "#lib/contract/cases.ts";
import { verdictSentence } from "#lib/evidence/words/verdict-words.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { workspaceHref } from "../hrefs.ts";
import type { Duty, DutyFacts } from "./duty.ts";

/** One for each provider, however many cases: reports must not push everything else out of sight. */
export function caseDuties({ id, name }: ProviderForm, { proven }: DutyFacts): Duty[] {
  const cases = (proven.get(id) ?? []).filter(({ rules_at }) => rules_at !== null);
  const [first, ...others] = cases.toSorted((a, b) => String(a.rules_at).localeCompare(String(b.rules_at)));
  if (first === undefined) return [];
  const day = String(first.rules_at).slice(0, 10);
  return [
    {
      id: `case:${id}`,
      sort: "case",
      title:
        others.length === 0
          ? `Read what was proven against ${name}`
          : `Read the ${cases.length.toLocaleString("en")} cases proven against ${name}`,
      why: others.length === 0 ? `${sentenceOf(first)} It is ruled on ${day}.` : `The first is ruled on ${day}.`,
      minutes: 5,
      href: others.length === 0 ? `/cases/${first.id}` : workspaceHref("cases", id),
      dueAt: parseInstant(String(first.rules_at)),
      askedFrom: parseInstant(first.filed_at),
    },
  ];
}

function sentenceOf({ claim, verdict, reason }: CaseSummaryView): string {
  return verdictSentence(claim, verdict ?? "proven", reason);
}
