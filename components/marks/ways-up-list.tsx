import { TierMark } from "#components/tier/tier-badge.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { countText } from "#lib/kernel/amount.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import type { Act, Way, WaysUp } from "#lib/reputation/ways-up.ts";
import { aheadWords, dayText, tierWords } from "./marks-words.ts";

/** "What would make it B": the heading of the section. */
export function waysHeading(up: WaysUp): string {
  const { goal, isShut, from } = up;
  if (isShut) return "What would open it again";
  if (goal === null) return `What keeps it ${from}`;
  return isFirstTierOnly(up) ? "What would give it a tier" : `What would make it ${goal}`;
}

/** The ways that are listed: of who is unrated and cannot be better than that, what would rate it no worse. */
export function shownWays(up: WaysUp): readonly Way[] {
  return up.rated !== null && isFirstTierOnly(up) ? [up.rated] : up.ways;
}

const isFirstTierOnly = ({ ways, rated }: WaysUp) => ways.length === 0 && rated !== null;

/** Each way was tried by the code that rates, with nothing changed but what it says. */
export function WaysUpList({
  up,
  day,
  titleOf,
  hasEquivocated = false,
}: {
  up: WaysUp;
  /** It signed two words on one thing. */
  hasEquivocated?: boolean;
  /** UTC day of the marks. */
  day: number;
  /** Title of a type of disclosure. */
  titleOf: (type: string) => string;
}) {
  if (up.goal === null)
    return (
      <p className="max-w-prose">Nothing is above it. Clean checks keep it there, and one grave fault would end it.</p>
    );
  const ways = shownWays(up);
  if (ways.length === 0)
    return (
      <>
        <EmptyState
          title={up.isShut ? "It announced its end: nothing opens it again" : `No way to ${up.goal} within three years`}
        >
          {up.isShut
            ? "A provider that winds down gets no money, whatever its record."
            : hasEquivocated
              ? "It signed two different words on one thing. Nothing that it does alone ends that: people who rule on a report can, and two digests of one ledger stay for ever."
              : "What it can do today, alone or together, does not lead there within three years. Faults fade, and that takes longer."}
        </EmptyState>
        <NotAWay up={up} day={day} />
      </>
    );
  return (
    <>
      <WayRows ways={ways} day={day} titleOf={titleOf} />
      {ways === up.ways ? null : (
        <p className="mt-3 max-w-prose text-muted">
          Nothing makes it {up.goal} within three years: faults fade, and that takes longer.
        </p>
      )}
      <NotAWay up={up} day={day} />
    </>
  );
}

/** What would change the letter and allow no more: told, so that nobody takes it for good. */
function NotAWay({ up: { faded, ratedE }, day }: { up: WaysUp; day: number }) {
  if (faded === null && ratedE === null) return null;
  return (
    <p className="mt-3 max-w-prose text-muted">
      {ratedE === null
        ? null
        : "With more signs of life it would first be E, severe risk: what is known of it says so, and there is too little of it yet."}
      {faded === null
        ? null
        : `No longer E ${aheadWords(faded.day - day)}, ${dayText(faded.day)}, if nothing more is heard of it: too little recent evidence is left then, and it is treated as high risk. That is no better record.`}
    </p>
  );
}

function WayRows({ ways, day, titleOf }: { ways: readonly Way[]; day: number; titleOf: (type: string) => string }) {
  return (
    <ol className="divide-y divide-divider rounded-lg border border-divider">
      {ways.map((way) => (
        <li
          key={way.acts.map(({ act }) => act).join()}
          className="grid gap-x-6 gap-y-1 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto]"
        >
          <Acts way={way} titleOf={titleOf} />
          <p className="flex items-baseline gap-1.5 sm:flex-col sm:items-end sm:gap-0">
            <TierText tier={way.tier} />
            <span className="text-muted text-sm">
              {way.day === day ? "at once" : `${aheadWords(way.day - day)}, ${dayText(way.day)}`}
            </span>
          </p>
        </li>
      ))}
    </ol>
  );
}

function TierText({ tier }: { tier: Tier }) {
  return (
    <span className="inline-flex items-center gap-1.5 font-medium">
      <TierMark tier={tier} />
      {tierWords(tier)}
    </span>
  );
}

function Acts({ way: { acts, audits }, titleOf }: { way: Way; titleOf: (type: string) => string }) {
  const [only, ...others] = acts.map((act) => actWords(act, audits, titleOf));
  if (only === undefined) return null;
  if (others.length === 0)
    return (
      <p className="min-w-0">
        {only.title} <span className="block text-muted text-sm">{only.says}</span>
      </p>
    );
  return (
    <div className="min-w-0">
      <p>All of this together:</p>
      <ul className="list-disc pl-5">
        {[only, ...others].map(({ title, says }) => (
          <li key={title}>
            {title} <span className="text-muted text-sm">{says}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

type Words = { readonly title: string; readonly says: string };

const LIFT: Readonly<Record<"suspended" | "failed", Words>> = {
  suspended: { title: "It gives a sign of life.", says: "The silence stays on the record." },
  failed: { title: "It gives a sign of life again.", says: "Two weeks of silence stay on the record." },
};

function actWords(act: Act, audits: number, titleOf: (type: string) => string): Words {
  switch (act.act) {
    case "lift":
      if (act.rule !== "stale") return LIFT[act.rule];
      return {
        title: `It renews ${act.of.map(titleOf).join(", ")}.`,
        says: "What users rely on has ended and bounds the tier.",
      };
    case "steps":
      return { title: `It shows what step ${act.steps} of 4 asks for.`, says: "And keeps that renewed." };
    case "coverage":
      return {
        title: `It proves that it holds at least ${act.percent} % of what it owes.`,
        says: "Anew every month.",
      };
    case "heartbeat":
      return { title: "It arms its heartbeat and keeps it going.", says: "Silence then shows within hours." };
    case "audits":
      return {
        title: `${countText(audits)} more clean checks by anybody.`,
        says: "On five days of each week, and nothing is found.",
      };
    case "wait":
      return { title: "Nothing but time.", says: "If all goes on as it does, and nothing bad is found." };
  }
}
