"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { assembleBundle, sizeProblem } from "#lib/client/report/assemble.ts";
import { findParty, findRule, type Party, partyOf } from "#lib/client/report/party.ts";
import type { Question } from "#lib/client/report/questions.ts";
import { type ReportDraft, signatureOf } from "#lib/client/report/report-draft.ts";
import type { ReportState } from "#lib/client/report/use-report.ts";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { CLAIM_KINDS, type ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";
import { AccusedField } from "./accused-field.tsx";
import { AccusedLine } from "./accused-line.tsx";
import { ClaimParams } from "./claim-params.tsx";

const TEXT_MAX = 500;

/** Whom it accuses and of what: found from what was signed where that says it, asked for where it does not. */
export function ClaimForm({
  question,
  draft,
  change,
}: {
  question: Question;
  draft: ReportDraft;
  change: ReportState["change"];
}) {
  const [problem, setProblem] = useState<string>();
  const [first] = draft.answers;
  const exchange = first?.exchange;
  const against = draft.against.trim();
  const party = useQuery({
    queryKey: ["report", "party", exchange === undefined ? against : signatureOf(exchange)],
    queryFn: async () => {
      const found = exchange === undefined ? await partyOf(against) : await findParty(exchange);
      return found ?? null;
    },
    enabled: exchange !== undefined || against !== "",
  });
  const rule = useQuery({
    queryKey: ["report", "rule", exchange === undefined ? "" : signatureOf(exchange)],
    queryFn: async () => (exchange === undefined ? null : ((await findRule(exchange)) ?? null)),
    enabled: exchange !== undefined && question.proof === "answers",
  });
  const { data: known } = rule;
  const ofRule = known !== null && known !== undefined && known !== "unlisted" ? known.claim : undefined;
  // A wrong answer is what its rule judges it by; nobody has to know the word for it.
  const kind: ClaimKind = draft.kind ?? question.claims[0] ?? ofRule ?? "wrong-result";
  const found: Party | undefined = typeof party.data === "object" && party.data !== null ? party.data : undefined;

  const goOn = () => {
    if (found === undefined) return setProblem("Say first whom this is about.");
    const { params, text } = draft;
    const made = assembleBundle({ kind, params, text }, found, draft.answers);
    if (!made.ok) return setProblem(made.error.words);
    const bundle = encodeBundle(made.value);
    const tooLarge = sizeProblem(bundle.length);
    setProblem(tooLarge);
    if (tooLarge === undefined) change((now) => ({ ...now, given: undefined, bundle, step: "check" }));
  };

  if (party.error !== null)
    return (
      <ErrorState title="The index could not be asked whose key this is" onRetry={() => void party.refetch()}>
        Your proof is still here.
      </ErrorState>
    );
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        goOn();
      }}
    >
      {exchange === undefined ? (
        <AccusedField
          value={draft.against}
          party={against === "" || party.isFetching ? undefined : found}
          isUnknown={against !== "" && party.data === null}
          onChange={(value) => change((now) => ({ ...now, against: value }))}
        />
      ) : party.isPending || (rule.isPending && rule.isFetching) ? (
        <SkeletonText label="Asking the index whose key this is" />
      ) : (
        <AccusedLine
          party={party.data ?? undefined}
          rule={question.proof === "answers" ? known : undefined}
          against={draft.against}
        />
      )}
      {question.claims.length > 1 ? (
        <RadioGroup
          legend="What exactly?"
          value={kind}
          onValueChange={(value) => change((now) => ({ ...now, kind: value as ClaimKind, params: now.params }))}
        >
          {question.claims.map((name) => (
            <Radio key={name} value={name} label={CLAIM_KINDS[name].says} />
          ))}
        </RadioGroup>
      ) : null}
      <ClaimParams kind={kind} params={draft.params} onChange={(params) => change((now) => ({ ...now, params }))} />
      <Field
        label="In your words"
        optional
        help="Public for ever, with the report. Leave out who you are."
        hint={`${draft.text.length} of ${TEXT_MAX}`}
      >
        <Textarea
          rows={2}
          maxLength={TEXT_MAX}
          value={draft.text}
          onChange={(event) => change((now) => ({ ...now, text: event.target.value }))}
        />
      </Field>
      {problem === undefined ? null : (
        <Alert live tone="attention" title="Not quite">
          {problem}
        </Alert>
      )}
      <div>
        <Button type="submit" variant="primary" data-guide="check-here" disabled={found === undefined}>
          Check it here
        </Button>
      </div>
    </form>
  );
}
