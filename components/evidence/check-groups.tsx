import {
  Check as CheckIcon,
  ChevronRight,
  Circle,
  CircleDashed,
  CircleHelp,
  CirclePlus,
  LoaderCircle,
  X,
} from "lucide-react";
import { cx } from "#components/ui/cx.ts";
import { type KeyValueItem, KeyValueList } from "#components/ui/key-value.tsx";
import type { LiveCheck } from "#lib/client/evidence/live-checks.ts";
import type { SiteFact } from "#lib/client/evidence/site-facts.ts";
import type { BundleCheck } from "#lib/evidence/rules.ts";
import { groupsOf, stateOfCheck } from "./group-model.ts";
import { CHECK_WORDS, checkSentence, type GroupState, RESTS_ON, STANDING_WORDS, STATE_WORDS } from "./words.ts";

const MARKS = {
  waiting: { icon: Circle, ink: "text-muted" },
  running: { icon: LoaderCircle, ink: "text-link" },
  pass: { icon: CheckIcon, ink: "text-verified" },
  fail: { icon: X, ink: "text-failed" },
  "cannot-check": { icon: CircleHelp, ink: "text-attention" },
  "not-run": { icon: CircleDashed, ink: "text-muted" },
} as const;

/** What was reported before passes, and is not new: a tick beside "Not reported before" would say the contrary. */
const ADDED = { icon: CirclePlus, ink: "text-muted", word: "no: it joins that case" } as const;

const isAdded = ({ check }: LiveCheck) => check?.outcome === "pass" && check.reason === "duplicate";
const shownAs = (state: GroupState, added: boolean) => (added ? ADDED : { ...MARKS[state], word: STATE_WORDS[state] });

function Mark({ state, added }: { state: GroupState; added: boolean }) {
  const { icon: Icon, ink } = shownAs(state, added);
  const turns = state === "running" && "motion-safe:animate-spin";
  return <Icon aria-hidden className={cx("mt-0.5 size-4 shrink-0", ink, turns)} strokeWidth={2.25} />;
}

function Outcome({ state, added }: { state: GroupState; added: boolean }) {
  const { ink, word } = shownAs(state, added);
  return <span className={cx("font-medium", ink)}>{word}</span>;
}

/** Inputs and outputs of a check, for those who want to look. */
export type CheckRows = Readonly<Partial<Record<BundleCheck, readonly KeyValueItem[]>>>;

/**
 * The fourteen checks as five questions. Each opens to its checks in sentences, and each of these to what went in and came
 * out, which paper leaves away. What went wrong is open at first.
 */
export function CheckGroups({
  checks,
  told = [],
  rows = {},
  label = "Checks",
}: {
  checks: readonly LiveCheck[];
  /** What a site was asked, and what of it was verified here. */
  told?: readonly SiteFact[];
  rows?: CheckRows;
  label?: string;
}) {
  return (
    <ol aria-label={label} className="divide-y divide-divider rounded-lg border border-divider">
      {groupsOf(checks).map(({ id, title, state, members }) => (
        <li key={id} data-group={id} data-state={state}>
          {/* A new outcome decides anew what is open. */}
          <details key={state} open={state === "fail"} className="group/open">
            <summary className="flex min-h-11 list-none items-center gap-2.5 px-4 py-2 -outline-offset-2 [&::-webkit-details-marker]:hidden">
              <Mark state={state} added={members.some(isAdded)} />
              <span className="min-w-0 flex-1 font-medium">{title}</span>
              <Outcome state={state} added={members.some(isAdded)} />
              <ChevronRight
                aria-hidden
                className="size-4 shrink-0 text-muted transition-transform group-open/open:rotate-90"
              />
            </summary>
            <ol className="flex flex-col gap-3 px-4 pt-1 pb-4">
              {members.map((member) => (
                <OneCheck key={member.name} live={member} told={told} rows={rows} />
              ))}
            </ol>
          </details>
        </li>
      ))}
    </ol>
  );
}

function OneCheck({ live, told, rows }: { live: LiveCheck; told: readonly SiteFact[]; rows: CheckRows }) {
  const name = live.name as BundleCheck;
  const { check } = live;
  const state = stateOfCheck(live);
  const rests = told.filter(({ about }) => RESTS_ON[about].includes(name));
  const items = [
    ...(rows[name] ?? []),
    ...(check?.detail === undefined
      ? []
      : [{ key: "Exactly", value: <bdi className="break-words">{check.detail}</bdi> }]),
    ...(check?.reason === undefined
      ? []
      : [{ key: "Code", value: <code className="font-mono text-sm">{`${name}: ${check.reason}`}</code> }]),
  ];
  return (
    <li data-check={name} data-outcome={state} className="flex gap-2.5">
      <Mark state={state} added={isAdded(live)} />
      <div className="min-w-0 flex-1">
        <p>
          {CHECK_WORDS[name].title}: <Outcome state={state} added={isAdded(live)} />
        </p>
        {check === undefined ? null : <p className="text-muted text-sm">{checkSentence(check)}</p>}
        {check === undefined
          ? null
          : rests.map(({ about, standing }) => (
              <p key={about} className={cx("text-sm", standing === "claimed" ? "text-attention" : "text-muted")}>
                {STANDING_WORDS[standing]}
              </p>
            ))}
        {items.length === 0 || check === undefined ? null : (
          <details className="mt-1 print:hidden">
            <summary className="flex min-h-6 w-fit list-none items-center gap-1.5 rounded-sm text-link text-sm hover:underline [&::-webkit-details-marker]:hidden">
              <ChevronRight
                aria-hidden
                className="size-3.5 shrink-0 transition-transform [[open]>summary>&]:rotate-90"
              />
              Details<span className="sr-only"> of “{CHECK_WORDS[name].title}”</span>
            </summary>
            <KeyValueList items={items} className="pt-1 pl-5 text-sm" />
          </details>
        )}
      </div>
    </li>
  );
}
