"use client";
import { useId, useMemo, useState } from "react";
import { Caught } from "#components/log/proof/caught.tsx";
import { Button } from "#components/ui/button.tsx";
import { type CheckedBundle, checkInBrowser } from "#lib/client/evidence/check-in-browser.ts";
import { type LiveCheck, liveChecks } from "#lib/client/evidence/live-checks.ts";
import { evidenceTamperings } from "#lib/client/evidence/tamper-evidence.ts";
import { CheckGroups } from "./check-groups.tsx";
import type { ViewerFacts } from "./evidence-viewer.tsx";
import { CHECK_GROUPS, CHECK_WORDS } from "./words.ts";

type Tried = {
  readonly id: string;
  readonly said: string;
  readonly live: readonly LiveCheck[];
  readonly done?: CheckedBundle;
};

/** "Try to fool it": prepared falsifications of the evidence, each checked at once by the very same code. */
export function EvidenceFool({ bytes, facts }: { bytes: Uint8Array; facts: ViewerFacts }) {
  const heading = useId();
  const choices = useMemo(() => evidenceTamperings(bytes), [bytes]);
  const [tried, setTried] = useState<Tried | undefined>(undefined);
  if (choices.length === 0) return null;
  const choose = async ({ id, said, bytes: changed }: (typeof choices)[number]) => {
    const isCurrent = (now: Tried | undefined) => now?.id === id;
    setTried({ id, said, live: liveChecks([]) });
    const onCheck = (live: readonly LiveCheck[]) => setTried((now) => (isCurrent(now) ? { id, said, live } : now));
    const done = await checkInBrowser(changed, { ...facts, onCheck }).catch(() => undefined);
    if (done === undefined) return;
    setTried((now) => (isCurrent(now) ? { id, said, live: liveChecks(done.finding.checks), done } : now));
  };
  return (
    <section aria-labelledby={heading} className="rounded-lg border border-divider bg-sunken p-4 print:hidden">
      <h3 id={heading} className="text-base">
        Try to fool it
      </h3>
      <p className="mt-0.5 text-muted text-sm">Change something and see which check turns red. Nothing is sent.</p>
      <div className="mt-3 flex flex-wrap gap-1.5">
        {choices.map((choice) => (
          <Button
            key={choice.id}
            size="sm"
            aria-pressed={tried?.id === choice.id}
            className={tried?.id === choice.id ? "outline-2 outline-link" : ""}
            onClick={() => void choose(choice)}
          >
            {choice.title}
          </Button>
        ))}
      </div>
      <div role="status" className="mt-3">
        {tried === undefined ? null : (
          <Caught said={tried.said} failed={failedIn(tried.done)} undo={() => setTried(undefined)}>
            <CheckGroups checks={tried.live} label="Checks of the changed evidence" />
          </Caught>
        )}
      </div>
    </section>
  );
}

/** Titles of the checks that noticed, in the order in which they are shown; undefined while they run. */
function failedIn(done: CheckedBundle | undefined): string[] | undefined {
  return done === undefined
    ? undefined
    : CHECK_GROUPS.flatMap(({ checks }) => checks)
        .filter((name) => done.finding.checks.some((check) => check.name === name && check.outcome === "fail"))
        .map((name) => CHECK_WORDS[name].title);
}
