import { CircleCheck, CircleHelp, Hourglass } from "lucide-react";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { CaseView } from "#lib/contract/cases.ts";
import { notProvenBy, verdictSentence } from "#lib/evidence/words/verdict-words.ts";

/** What is read of a case here. */
export type CaseStandingView = Pick<
  CaseView,
  "id" | "claim" | "joined_to" | "late_verdict" | "reason" | "rules_at" | "state" | "verdict"
>;

/** How the case of a report stands, for whoever has just filed it. */
export function CaseStanding({
  id,
  found,
  isSilent,
  reporters,
}: {
  id: string;
  /** Undefined while the index does not show it. */
  found: CaseStandingView | undefined;
  /** The index does not answer. */
  isSilent: boolean;
  /** Of the case that it joined. */
  reporters: number | undefined;
}) {
  return (
    <Panel title="Your case" level={3}>
      <div role="status" data-guide="verdict" data-verdict={found?.verdict ?? undefined}>
        {found === undefined ? (
          <Waiting>
            {isSilent ? "The index does not answer now; asked again soon." : "The index reads your report."}
          </Waiting>
        ) : found.verdict === null ? (
          <Waiting>
            {found.late_verdict
              ? "This index is late: it promises a result within 10 minutes. Your report stands in the log."
              : "A machine runs the fourteen checks: about a minute."}
          </Waiting>
        ) : (
          <Judged found={found} reporters={reporters} />
        )}
      </div>
      <p className="mt-3">
        <Link href={`/cases/${id}`}>The case</Link>
      </p>
    </Panel>
  );
}

function Waiting({ children }: { children: string }) {
  return (
    <p className="flex items-center gap-2.5">
      <Hourglass aria-hidden className="size-4 shrink-0 text-muted" />
      {children}
    </p>
  );
}

function Judged({ found, reporters }: { found: CaseStandingView; reporters: number | undefined }) {
  const { verdict, reason, claim, joined_to: joinedTo } = found;
  if (verdict === null) return null;
  const isProven = verdict === "proven";
  const Icon = isProven ? CircleCheck : CircleHelp;
  return (
    <div className="flex gap-2.5">
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${isProven ? "text-verified" : "text-attention"}`} />
      <div className="flex min-w-0 flex-col gap-1.5">
        <p className="font-medium text-lg">{verdictSentence(claim, verdict, reason)}</p>
        <p className="text-muted">This does not prove {notProvenBy(claim, verdict).join("; nor ")}.</p>
        {joinedTo === null ? <After found={found} /> : <Joined id={joinedTo} reporters={reporters} />}
      </div>
    </div>
  );
}

function After({ found }: { found: CaseStandingView }) {
  if (found.state === "proven" && found.rules_at !== null)
    return (
      <p>
        Provisional now; final {dayOf(found.rules_at)} unless contested.{" "}
        <Link href={`/cases/${found.id}`}>Its tier before and after</Link>
      </p>
    );
  if (found.state === "awaiting_response")
    return <p>People decide it: the provider is asked first, then evidence opens for both sides.</p>;
  if (found.state === "inadmissible") return <p>It is kept and counted, with weight zero.</p>;
  return null;
}

/** `reporters`: of the first case; undefined while they are not known. */
function Joined({ id, reporters }: { id: string; reporters: number | undefined }) {
  return (
    <p>
      {reporters === undefined || reporters < 2
        ? "This was reported before; added."
        : `You are the ${ordinal(reporters)} to report this; added.`}{" "}
      <Link href={`/cases/${id}`}>The first case</Link>
    </p>
  );
}

function dayOf(instant: string): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" }).format(
    Date.parse(instant),
  );
}

function ordinal(count: number): string {
  const tail = count % 100 >= 11 && count % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][count % 10] ?? "th");
  return `${count}${tail}`;
}
