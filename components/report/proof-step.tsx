"use client";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { browserClock } from "#lib/client/platform.ts";
import { captureMessages } from "#lib/client/report/assemble.ts";
import type { Question } from "#lib/client/report/questions.ts";
import type { Messages, Proof } from "#lib/client/report/read-proof.ts";
import { askedOf, givenBundle, type ReportDraft } from "#lib/client/report/report-draft.ts";
import { splitBundle } from "#lib/client/report/split-bundle.ts";
import { fatesOf } from "#lib/client/report/struck-out.ts";
import type { ReportState } from "#lib/client/report/use-report.ts";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { type EpochReceipt, epochClaim } from "#lib/evidence/epoch-claim.ts";
import { AnswerChoice } from "./answer-choice.tsx";
import { ClaimForm } from "./claim-form.tsx";
import { NoProof } from "./no-proof.tsx";
import { ProofInput } from "./proof-input.tsx";
import { TakenAnswers } from "./taken-answers.tsx";
import { TakenEpoch } from "./taken-epoch.tsx";

/** The proof: read here, cut down to what the signature binds, and shown with what was struck out. */
export function ProofStep({
  question,
  draft,
  change,
  refused,
}: {
  question: Question;
  draft: ReportDraft;
  change: ReportState["change"];
  /** Why the evidence of a link could not be read. */
  refused: string | undefined;
}) {
  const [problem, setProblem] = useState<string | undefined>(refused);
  const [choice, setChoice] = useState<readonly Messages[]>([]);
  const [hasNone, setHasNone] = useState(false);
  const { answers } = draft;
  const wanted = question.answers;

  const takeMessages = (messages: Messages) => {
    const captured = captureMessages(messages, browserClock());
    if (!captured.ok) {
      setProblem(captured.error.words);
      setHasNone(captured.error.unsigned);
      return;
    }
    setProblem(undefined);
    setChoice([]);
    const taken = { exchange: captured.value, fates: fatesOf(messages.request, messages.left) };
    change((now) => ({ ...now, answers: [...now.answers, taken].slice(-wanted) }));
  };
  /** Two of them are a claim by themselves, whatever question was answered before. */
  const takeEpoch = (epoch: EpochReceipt) => {
    const other = draft.epoch;
    if (other === undefined) {
      change((now) => ({ ...askedOf(now, "contradicts"), epoch }));
      return;
    }
    const made = epochClaim(other, epoch, draft.text.trim() || undefined);
    if (made.ok) change((now) => givenBundle(now, encodeBundle(made.value)));
    else setProblem(made.error);
  };
  const take = (proof: Proof) => {
    setProblem(undefined);
    if (proof.form === "bundle") {
      const bytes = encodeBundle(proof.bundle);
      change((now) => givenBundle(now, bytes));
    } else if (proof.form === "split") {
      const made = splitBundle(proof.split, draft.text);
      if (made.ok) change((now) => givenBundle(now, encodeBundle(made.value)));
      else setProblem(made.error.words);
    } else if (proof.form === "epoch") {
      takeEpoch(proof.epoch);
    } else if (proof.form === "exchange") {
      const taken = { exchange: proof.exchange, fates: [] };
      change((now) => ({ ...now, answers: [...now.answers, taken].slice(-wanted) }));
    } else if (proof.form === "messages") {
      const [first, ...others] = proof.found;
      if (first !== undefined && others.length === 0) takeMessages(first);
      else setChoice(proof.found);
    }
  };
  const remove = (at: number) => change((now) => ({ ...now, answers: now.answers.filter((_, place) => place !== at) }));

  const input = (
    <ProofInput
      onProof={take}
      onMessages={takeMessages}
      onProblem={setProblem}
      withMessages={question.proof !== "file"}
    />
  );
  return (
    <section className="flex flex-col gap-5">
      <SectionHeading lead={question.needs} className="mb-0">
        {question.title}
      </SectionHeading>
      {question.proof === "telling" && answers.length === 0 ? <NoProof question={question} isTold /> : null}
      {draft.epoch === undefined ? null : (
        <TakenEpoch epoch={draft.epoch} onRemove={() => change((now) => ({ ...now, epoch: undefined }))} />
      )}
      <TakenAnswers answers={answers} wanted={wanted} onRemove={remove} />
      {question.proof === "telling" ? (
        <Details summary="I have a signed answer about it" open={false}>
          {input}
        </Details>
      ) : answers.length < wanted || question.proof === "file" ? (
        input
      ) : null}
      {choice.length > 0 ? <AnswerChoice found={choice} onChoose={takeMessages} /> : null}
      {problem === undefined ? null : (
        <Alert live tone="attention" title="This cannot be used as it is">
          {problem}
        </Alert>
      )}
      {question.proof === "answers" && answers.length < wanted ? (
        hasNone ? (
          <NoProof
            question={question}
            onUnproven={() => change((now) => ({ ...now, question: "unanswered", kind: "unsigned" }))}
          />
        ) : (
          <div>
            <Button variant="quiet" onClick={() => setHasNone(true)}>
              I have no signed answer
            </Button>
          </div>
        )
      ) : null}
      {question.proof === "telling" || (answers.length === wanted && wanted > 0) ? (
        <ClaimForm key={question.id} question={question} draft={draft} change={change} />
      ) : null}
    </section>
  );
}
