import { BadgeCheck, Clock, FileSignature, KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "#components/ui/panel.tsx";

const GAINS = [
  "that the name is yours, proven by your own key or marked as unproven",
  "who runs the provider, under which law and licence, in your own signed words",
  "since when you have said so, and every version before: nothing can be changed in silence",
  "all of it without trusting this site: the check runs in their browser, or offline from one file",
] as const;

const COSTS = [
  { icon: Clock, text: "About 25 minutes for the first provider; then renew prices twice a year, the rest once." },
  { icon: FileSignature, text: "What you publish is public for ever. You can correct it, never delete it." },
  { icon: KeyRound, text: "A signing key that you look after. We cannot restore it; your spare key can." },
] as const;

/** Why an operator would do this, gain beside cost. Says only what readers can check today; promises no rating. */
export function Invitation({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Card>
        <h2 className="flex items-center gap-2 text-lg">
          <BadgeCheck aria-hidden className="size-4 text-link" />
          What you gain
        </h2>
        <p className="mt-2">
          Customers can hold more with you when they can check you. Your readers will be able to check:
        </p>
        <ul className="mt-2 flex list-disc flex-col gap-1.5 pl-5">
          {GAINS.map((gain) => (
            <li key={gain}>{gain}</li>
          ))}
        </ul>
        <p className="mt-3 text-muted">What they make of it is theirs to decide: we promise no tier and sell none.</p>
      </Card>
      <Card>
        <h2 className="text-lg">What it costs</h2>
        <ul className="mt-2 flex flex-col gap-2.5">
          {COSTS.map(({ icon: Icon, text }) => (
            <li key={text} className="flex gap-2.5">
              <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
              <span>{text}</span>
            </li>
          ))}
        </ul>
        <p className="mt-3 text-muted">No fee, no password, no e-mail address.</p>
        <div className="mt-4 border-divider border-t pt-4">{children}</div>
      </Card>
    </div>
  );
}
