import { Check, CircleAlert, CircleHelp } from "lucide-react";
import { FactList } from "#components/disclosure/told-view.tsx";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { type OverheadSum, overheadFacts } from "#lib/disclosure/overhead.ts";
import { type Need, type NeedState, type Step, type Steps, unmetOf } from "#lib/disclosure/steps.ts";

const MARKS: Record<NeedState, { icon: typeof Check; ink: string; word: string }> = {
  satisfied: { icon: Check, ink: "text-verified", word: "satisfied" },
  missing: { icon: CircleAlert, ink: "text-attention", word: "missing" },
  review: { icon: CircleHelp, ink: "text-muted", word: "under review" },
};

const STATES: Record<Step["state"], string> = {
  reached: "reached",
  open: "not reached",
  review: "under review",
  waits: "complete, but a step before it is not",
};

/** "Step 3 needs these three things", and every step as a checklist with its reasons and its cost. */
export function StepChecklist({
  steps: { reached, steps },
  costs = new Map(),
}: {
  steps: Steps;
  /** By step number, what its disclosures cost the operator together. */
  costs?: ReadonlyMap<number, OverheadSum>;
}) {
  const next = steps.find(({ number }) => number === reached + 1);
  return (
    <div className="flex flex-col gap-3">
      {next === undefined ? (
        <p>It shows everything that the four steps ask for.</p>
      ) : (
        <div>
          <p className="font-medium">{headline(next)}</p>
          <NeedList needs={unmetOf(next)} />
        </div>
      )}
      <Details summary={`All four steps: ${reached} of 4 reached`}>
        <ol className="flex flex-col gap-4">
          {steps.map((step) => (
            <li key={step.number}>
              <p>
                <span className="font-medium">Step {step.number}</span>{" "}
                <span className="text-muted">{STATES[step.state]}</span>
              </p>
              <NeedList needs={step.needs} />
              <StepCost cost={costs.get(step.number)} />
            </li>
          ))}
        </ol>
      </Details>
      <p className="text-muted text-sm">
        <Link href="/docs/concepts/disclosures">What the steps ask for</Link>
      </p>
    </div>
  );
}

const COUNTS = ["nothing more", "this one thing", "these two things", "these three things", "these four things"];

function headline(step: Step): string {
  const count = unmetOf(step).length;
  return `Step ${step.number} needs ${COUNTS[count] ?? `these ${count} things`}`;
}

export function NeedList({ needs }: { needs: readonly Need[] }) {
  return (
    <ul className="mt-1 flex flex-col gap-1.5">
      {needs.map(({ id, title, state, reason }) => {
        const { icon: Icon, ink, word } = MARKS[state];
        return (
          <li key={id} className="flex gap-2">
            <Icon aria-hidden className={`mt-1 size-3.5 shrink-0 ${ink}`} strokeWidth={2.5} />
            <span className="min-w-0">
              {title} <span className={`text-sm ${ink}`}>{word}</span>
              <span className="block text-muted text-sm">{reason}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function StepCost({ cost }: { cost: OverheadSum | undefined }) {
  if (cost === undefined) return null;
  if (cost.stated === 0) return <p className="mt-1 text-muted text-sm">No cost is stated.</p>;
  return (
    <div className="mt-1 text-sm">
      <p className="text-muted">
        Costs the operator together, as far as stated ({cost.measured} of {cost.stated} measured):
      </p>
      <FactList facts={overheadFacts(cost)} />
    </div>
  );
}
