import { EffectFacts } from "#components/marks/effect/effect-facts.tsx";
import { type Effect, effectWords } from "#components/marks/effect/effect-words.ts";
import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { CaseView } from "#lib/contract/cases.ts";

/** What the case changes in the provider's marks as of today: tier before and after, and how final that is. */
export function CaseEffect({
  effect,
  one,
  now,
}: {
  effect: Effect;
  one: Pick<CaseView, "state" | "rules_at" | "finding">;
  now: number;
}) {
  const { parts, headline, isAlike } = effectWords(effect);
  const isNothing = parts.length === 0 && effect.before.tier === effect.after.tier;
  return (
    <Panel title="What it changes">
      {isNothing ? (
        <p>
          {one.state === "filed"
            ? "Nothing yet: the machines have not judged it."
            : `${headline}: ${whyNothing(one, isAlike)}.`}
        </p>
      ) : (
        <>
          <EffectFacts
            effect={effect}
            note="Its marks of today, without this case and with it. Limits are of every 100 that a user could lose."
          />
          {one.state === "proven" && one.rules_at !== null ? (
            <p className="mt-2 text-sm">
              Provisional: final <TimeText at={Date.parse(one.rules_at)} now={now} /> unless contested.
            </p>
          ) : null}
        </>
      )}
    </Panel>
  );
}

function whyNothing({ state, finding }: Pick<CaseView, "state" | "finding">, isAlike: boolean): string {
  if (finding === "cleared") return "the ruling clears it";
  if (finding === "open") return "the ruling leaves it open";
  if (finding === "against" || state === "proven") return isAlike ? COUNTED : OUTWEIGHED;
  return WHY[state] ?? "it is not proven";
}

/** Facts of one fault group are one fault, and no reporter is heard beyond a cap. */
const COUNTED = "the same fault counts against it already, or as much of it as one reporter can bring";
const OUTWEIGHED = "what else is known of the provider outweighs it";

/** Why nothing follows, by the state of the case. */
const WHY: Partial<Record<CaseView["state"], string>> = {
  duplicate: "the earlier case of the same fault counts",
  inadmissible: "it was not taken up",
  checked: "it is held, since its rule is suspected",
  awaiting_response: "people have not decided it",
  accepted: "people have not decided it",
  evidence_open: "people have not decided it",
  drawing: "people have not decided it",
  voting: "people have not decided it",
  revealing: "people have not decided it",
  draft: "people have not decided it",
  withdrawn: "it was withdrawn",
  expired: "it lapsed",
  handed_over: "nobody here could decide it",
};
