import { Check, Circle, CircleDot, CircleSlash } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import type { SetUpStepState } from "#lib/client/operator/set-up.ts";

const marks = {
  done: { icon: Check, ink: "text-verified", word: "done" },
  skipped: { icon: CircleSlash, ink: "text-attention", word: "skipped" },
  now: { icon: CircleDot, ink: "text-link", word: "now" },
  later: { icon: Circle, ink: "text-muted", word: "to do" },
} as const;

/** One step of the set-up: a line when done or to come, its form when it is the one to do now. */
export function SetUpStepRow({
  id,
  number,
  title,
  state,
  minutes,
  summary,
  children,
}: {
  id: string;
  number: number;
  title: string;
  state: SetUpStepState;
  minutes: number;
  /** What is done, or why the step exists. */
  summary: ReactNode;
  children?: ReactNode;
}) {
  const { icon: Icon, ink, word } = marks[state];
  return (
    <li
      data-set-up={`${id} ${state}`}
      aria-current={state === "now" ? "step" : undefined}
      className={cx("flex gap-3 border-divider border-t px-4 py-3.5 first:border-t-0", state === "now" && "bg-sunken")}
    >
      <Icon aria-hidden className={cx("mt-1 size-4 shrink-0", ink)} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <h2 className={cx("text-lg", state === "later" && "font-medium text-muted")}>
            <span className="text-muted">{number}.</span> {title} <span className="sr-only">({word})</span>
          </h2>
          {state === "now" || state === "later" ? (
            <span className="text-muted text-sm">about {minutes} min</span>
          ) : null}
        </div>
        <div className="text-muted">{summary}</div>
        {state === "now" && children ? <div className="mt-4 max-w-prose">{children}</div> : null}
      </div>
    </li>
  );
}
