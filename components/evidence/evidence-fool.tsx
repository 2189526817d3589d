"use client";
import { useId, useMemo, useState } from "react";
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
        {tried === undefined ? null : <Caught tried={tried} undo={() => setTried(undefined)} />}
      </div>
    </section>
  );
}

function Caught({ tried: { said, live, done }, undo }: { tried: Tried; undo: () => void }) {
  const failed = done?.finding.checks.filter(({ outcome }) => outcome === "fail") ?? [];
  const names = CHECK_GROUPS.flatMap(({ checks }) => checks)
    .filter((name) => failed.some((check) => check.name === name))
    .map((name) => CHECK_WORDS[name].title);
  return (
    <div className="flex flex-col gap-3 border-divider border-t pt-3">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="text-sm">{said}</p>
          <p className="font-medium text-failed">
            {done === undefined
              ? "Checking…"
              : names.length === 0
                ? "Nothing noticed. Please tell us: this must not happen."
                : `Caught by: ${names.join(", ")}.`}
          </p>
        </div>
        <Button size="sm" onClick={undo}>
          Undo
        </Button>
      </div>
      <CheckGroups checks={live} label="Checks of the changed evidence" />
    </div>
  );
}
