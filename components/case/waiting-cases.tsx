"use client";
import { useQueries } from "@tanstack/react-query";
import { Alert } from "#components/ui/alert.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { answerHref } from "#lib/client/operator/hrefs.ts";
import { openCasesQuery } from "#lib/client/operator/own-cases.ts";
import type { CaseSummaryView } from "#lib/contract/cases.ts";
import { RevealDueShares } from "./acts/reveal-due-shares.tsx";

/**
 * For an operator whose set-up is not done: a case does not wait for it. The first by its date, of several the number; and
 * secrets of draws are revealed, as in the workspace.
 */
export function WaitingCases({ account }: { account: Account }) {
  const reads = useQueries({ queries: account.providers.map(({ id }) => openCasesQuery(id)) });
  const cases = reads.flatMap(({ data }) => data ?? []);
  return (
    <div className="mb-6 flex flex-col gap-4 empty:hidden">
      <Asked cases={cases} />
      {account.origin === undefined ? null : (
        <RevealDueShares account={account} origin={account.origin} cases={cases} />
      )}
    </div>
  );
}

/** The first that waits for an answer; nothing where none does. */
export function Asked({ cases }: { cases: readonly CaseSummaryView[] }) {
  const asked = cases
    .filter((one) => one.whose_turn === "operator" && one.ruling_due_by !== null)
    .toSorted((a, b) => String(a.ruling_due_by).localeCompare(String(b.ruling_due_by)));
  const [first] = asked;
  if (first === undefined) return null;
  return (
    <Alert
      tone="attention"
      title={
        asked.length === 1
          ? "A report against you waits for your answer"
          : `${asked.length} reports wait for your answer`
      }
      actions={
        <ButtonLink href={answerHref(first.id)}>{asked.length === 1 ? "Answer it" : "Answer the first"}</ButtonLink>
      }
    >
      {asked.length === 1 ? "Its ruling" : "The first ruling"} is due by{" "}
      <TimeText at={Date.parse(first.ruling_due_by ?? "")} precision="day" />, with you or without.
    </Alert>
  );
}
