import { Check, Circle, CircleDot, X } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type StepState = "done" | "current" | "waiting" | "failed";
export type Step = { id: string; title: ReactNode; state: StepState; detail?: ReactNode };

const marks = {
  done: { icon: Check, ink: "text-verified", word: "done" },
  current: { icon: CircleDot, ink: "text-link", word: "now" },
  waiting: { icon: Circle, ink: "text-muted", word: "to do" },
  failed: { icon: X, ink: "text-failed", word: "failed" },
} as const;

/** Steps in order. Horizontal from 640 px (a form's progress), or always vertical with details (checks, set-up). */
export function Stepper({
  label,
  steps,
  vertical = false,
}: {
  label: string;
  steps: readonly Step[];
  vertical?: boolean;
}) {
  return (
    <ol aria-label={label} className={cx("flex flex-col gap-x-6 gap-y-2", !vertical && "sm:flex-row sm:flex-wrap")}>
      {steps.map((step, position) => {
        const { icon: Icon, ink, word } = marks[step.state];
        return (
          <li key={step.id} aria-current={step.state === "current" ? "step" : undefined} className="flex min-w-0 gap-2">
            <Icon aria-hidden className={cx("mt-0.5 size-4 shrink-0", ink)} />
            <div className="min-w-0">
              <p className={cx(step.state === "current" ? "font-medium" : step.state === "waiting" && "text-muted")}>
                <span className="text-muted">{position + 1}.</span> {step.title}{" "}
                <span className="sr-only">({word})</span>
              </p>
              {step.detail ? <div className="text-muted text-sm">{step.detail}</div> : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
