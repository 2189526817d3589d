import { Check as CheckIcon, CircleDashed, CircleHelp, X } from "lucide-react";
import { cx } from "#components/ui/cx.ts";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import type { Check, Outcome } from "#lib/kernel/checks.ts";
import { answersOf, checkTitle, OUTCOME_WORDS } from "./check-words.ts";
import { readable } from "./readable.ts";

const marks = {
  pass: { icon: CheckIcon, ink: "text-verified" },
  fail: { icon: X, ink: "text-failed" },
  "not-run": { icon: CircleDashed, ink: "text-muted" },
  "cannot-check": { icon: CircleHelp, ink: "text-muted" },
} as const;

function Mark({ outcome }: { outcome: Outcome }) {
  const { icon: Icon, ink } = marks[outcome];
  return <Icon aria-hidden className={cx("mt-0.5 size-4 shrink-0", ink)} strokeWidth={2.25} />;
}

/** Each question with its answer in a sentence; every single check, with its code, folded below. */
export function CheckList({ checks, label }: { checks: readonly Check[]; label: string }) {
  return (
    <div className="flex flex-col gap-4">
      <ol aria-label={label} className="flex flex-col gap-3">
        {answersOf(checks).map((answer) => (
          <li key={answer.id} data-outcome={answer.outcome} className="flex gap-2.5">
            <Mark outcome={answer.outcome} />
            <div className="min-w-0">
              <p>
                <span className="font-medium">{answer.asks}</span>{" "}
                <span className={cx("font-medium", marks[answer.outcome].ink)}>{answer.word}.</span>
              </p>
              <p className="text-muted text-sm">{answer.sentence}</p>
              {answer.notes.map((note) => (
                <p key={note} className="text-attention text-sm">
                  {note}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
      <Details summary={`All ${checks.length} checks`}>
        <CheckRows checks={checks} />
      </Details>
    </div>
  );
}

/** Every check in order, with its code and its words; `titles` where a check means something else than elsewhere. */
export function CheckRows({
  checks,
  label,
  titles = {},
}: {
  checks: readonly Check[];
  label?: string;
  titles?: Readonly<Record<string, string>>;
}) {
  return (
    <ol aria-label={label} className="flex flex-col gap-1.5 text-sm">
      {checks.map((check) => (
        <li key={check.name} data-outcome={check.outcome} className="flex gap-2">
          <Mark outcome={check.outcome} />
          <span className="min-w-0">
            {titles[check.name] ?? checkTitle(check.name)}: {OUTCOME_WORDS[check.outcome]}
            {check.reason ? <code className="ml-1.5 font-mono text-muted text-xs">{check.reason}</code> : null}
            {check.detail ? <span className="block text-muted">{readable(check.detail)}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Who computed this, and what it cannot show: said wherever a check ends. */
export function CheckLimits() {
  return (
    <div className="flex flex-col gap-2 text-muted text-sm">
      <p>
        <span className="font-medium text-ink">What this does not prove.</span> That what the statement says is true,
        that it has effect, or that everybody is shown the same log: that takes independent watchers, or people who
        compare.
      </p>
      <p>
        These checks run code that this site sent you. A check by the accused proves little: the independent ways are{" "}
        <Link href="/verify">the verifier file</Link>, kept on your own disk, and the command line, from a copy of the
        source that you trust.
      </p>
    </div>
  );
}
