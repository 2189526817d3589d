"use client";
import { useEffect, useRef, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Link } from "#components/ui/link.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { isShareDue, revealShare } from "#lib/client/case/reveal-share.ts";
import { answerHref } from "#lib/client/operator/hrefs.ts";
import type { CaseSummaryView } from "#lib/contract/cases.ts";
import type { Origin } from "#lib/kernel/ids.ts";

type Revealed = { readonly id: string; readonly isDone: boolean };

/** Reveals the secrets that this browser keeps for draws, when they are due: who forgets counts as zeros. */
export function RevealDueShares({
  account,
  origin,
  cases,
}: {
  account: Account;
  origin: Origin;
  cases: readonly CaseSummaryView[];
}) {
  const [revealed, setRevealed] = useState<readonly Revealed[]>([]);
  const tried = useRef(new Set<string>());
  const { key, did } = account;
  useEffect(() => {
    if (key === undefined || did === undefined) return;
    for (const one of cases) {
      if (!isShareDue(one) || tried.current.has(one.id)) continue;
      tried.current.add(one.id);
      const tell = (isDone: boolean | undefined) => {
        if (isDone !== undefined) setRevealed((before) => [...before, { id: one.id, isDone }]);
      };
      void revealShare(one, { did, key, origin }).then(tell, () => tell(false));
    }
  }, [cases, key, did, origin]);
  return <RevealedShares revealed={revealed} />;
}

/** What became of each. */
export function RevealedShares({ revealed }: { revealed: readonly Revealed[] }) {
  return (
    <>
      {revealed.map(({ id, isDone }) => (
        <Alert
          key={id}
          live
          tone={isDone ? "verified" : "attention"}
          title={
            isDone ? "Your secret for a draw was revealed" : "Your secret for a draw could not be revealed by itself"
          }
          actions={<Link href={answerHref(id)}>{isDone ? "The case" : "Reveal it there"}</Link>}
        >
          {isDone
            ? "Evidence has closed, so it counts now when the reviewers are drawn."
            : "Evidence has closed: until the draw it can still be revealed by one click."}
        </Alert>
      ))}
    </>
  );
}
