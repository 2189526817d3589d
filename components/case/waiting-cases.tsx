"use client";
import { useQueries } from "@tanstack/react-query";
import { Alert } from "#components/ui/alert.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { answerHref } from "#lib/client/operator/hrefs.ts";
import { openCasesQuery } from "#lib/client/operator/own-cases.ts";
import type { ProviderForm } from "#lib/state/forms.ts";

/** For an operator whose set-up is not done: a case does not wait for it. The first by its date, of several the number. */
export function WaitingCases({ providers }: { providers: readonly Pick<ProviderForm, "id" | "name">[] }) {
  const reads = useQueries({ queries: providers.map(({ id }) => openCasesQuery(id)) });
  const asked = reads
    .flatMap(({ data }) => data ?? [])
    .filter((one) => one.whose_turn === "operator" && one.ruling_due_by !== null)
    .toSorted((a, b) => String(a.ruling_due_by).localeCompare(String(b.ruling_due_by)));
  const [first] = asked;
  if (first === undefined) return null;
  return (
    <Alert
      className="mb-6"
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
      Its ruling is due by <TimeText at={Date.parse(first.ruling_due_by ?? "")} precision="day" />, with you or without.
    </Alert>
  );
}
