/** What the next transparency step still needs: no date, worth doing at once. */
import { closingOf } from "#lib/disclosure/closing.ts";
import { type Need, transparencySteps } from "#lib/disclosure/steps.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { DISCLOSURES, isDisclosureName } from "#lib/statement/disclosures/all.ts";
import { publishHref, workspaceHref } from "../hrefs.ts";
import type { Duty, DutyFacts } from "./duty.ts";

export function stepDuties(provider: ProviderForm, facts: DutyFacts): Duty[] {
  const known = facts.stepFacts.get(provider.id);
  // Who closes is asked for no more.
  if (known === undefined || closingOf(provider.disclosures.windup_notice) !== undefined) return [];
  const { steps, reached } = transparencySteps(provider, known, facts.now);
  const next = steps.find(({ number }) => number === reached + 1);
  return (next?.needs ?? []).flatMap((need) => {
    const way = need.state === "missing" ? wayTo(need, provider) : undefined;
    if (way === undefined) return [];
    const why = `Step ${next?.number} needs it. ${gainOf(need)}`;
    const id = `step:${provider.id}:${need.id}`;
    return [
      { id, sort: "step", why, minutes: need.minutes, dueAt: undefined, askedFrom: facts.now, ...way } satisfies Duty,
    ];
  });
}

type Way = { readonly title: string; readonly href: string };

/** Undefined: a duty with a date of its own says it, or nobody can do it by hand. */
function wayTo({ id }: Need, { id: provider, name, disclosures }: ProviderForm): Way | undefined {
  if (id === "response-key") {
    return { title: `Publish a response key of ${name}`, href: workspaceHref("keys", provider) };
  }
  if (id === "heartbeat") return { title: `Arm the heartbeat of ${name}`, href: workspaceHref("automation", provider) };
  if (!isDisclosureName(id) || id === "incident" || disclosures[id] !== undefined) return undefined;
  const rule = DISCLOSURES[id];
  return { title: `Publish the ${rule.title.toLowerCase()} of ${name}`, href: publishHref(provider, rule) };
}

/** What readers have of it, for needs that are no disclosure. */
const GAINS: Readonly<Record<string, string>> = {
  "response-key": "Whether an answer really came from it. Until then, people alone can judge a wrong one.",
  heartbeat: "Silence is noticed instead of guessed at.",
  build: "That what runs is what can be read.",
  clocks: "That it has kept its word for half a year.",
};

export function gainOf({ id }: Pick<Need, "id">): string {
  const gain = isDisclosureName(id) && GAINS[id] === undefined ? DISCLOSURES[id].purpose : (GAINS[id] ?? "");
  return `Readers then see: ${gain.charAt(0).toLowerCase()}${gain.slice(1)}`;
}
