"use client";
import { ArrowLeft, EyeOff } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { type Step as Mark, Stepper } from "#components/ui/stepper.tsx";
import { prepareChecks } from "#lib/client/evidence/check-thread.ts";
import { readReportLink } from "#lib/client/report/agent-link.ts";
import type { OpenCase } from "#lib/client/report/case-key.ts";
import { questionOf } from "#lib/client/report/questions.ts";
import { givenBundle, type ReportDraft, type Step } from "#lib/client/report/report-draft.ts";
import type { ReportState } from "#lib/client/report/use-report.ts";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { CheckStep } from "./check-step.tsx";
import { FileStep } from "./file-step.tsx";
import { FiledReport } from "./filed-report.tsx";
import { ProofStep } from "./proof-step.tsx";

const STEPS: readonly { id: Step; title: string }[] = [
  { id: "what", title: "What happened" },
  { id: "proof", title: "Proof" },
  { id: "check", title: "Checks" },
  { id: "file", title: "Preview and file" },
];

const BACK: Readonly<Record<Step, Step>> = {
  what: "what",
  proof: "what",
  check: "proof",
  file: "check",
  filed: "filed",
};

/** The steps after "What happened?", one at a time; what was done stays in the draft. */
export default function Journey({
  origin,
  report,
  draft,
  link,
  onLinkRead,
}: {
  origin: Origin;
  report: ReportState;
  draft: ReportDraft;
  link: string | undefined;
  onLinkRead: () => void;
}) {
  const { change, isKept } = report;
  const [refused, setRefused] = useState<string>();
  const [open, setOpen] = useState<OpenCase>();
  // Whoever is here will have evidence checked: the thread for it starts while they choose it.
  useEffect(prepareChecks, []);
  useEffect(() => {
    const found = link === undefined ? undefined : readReportLink(link);
    if (found?.form !== "evidence") return;
    if (found.read.ok) {
      const bytes = encodeBundle(found.read.value);
      change((now) => givenBundle(now, bytes));
    } else {
      setRefused(found.read.error.words);
      change((now) => ({ ...now, question: "wrong", step: "proof" }));
    }
    onLinkRead();
  }, [link, change, onLinkRead]);

  if (draft.step === "filed" && draft.filed !== undefined)
    return <FiledReport filed={draft.filed} open={open} report={report} />;
  const question = draft.question === undefined ? undefined : questionOf(draft.question);
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <div className="flex flex-col gap-3">
        <Stepper label="Steps of the report" steps={marksOf(draft.step)} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <Button size="sm" variant="quiet" onClick={() => change((now) => ({ ...now, step: backFrom(now) }))}>
            <ArrowLeft aria-hidden />
            Back
          </Button>
          <p className="flex items-center gap-2 text-muted text-sm">
            <EyeOff aria-hidden className="size-4 shrink-0" />
            Your proof is in this browser only.{" "}
            {isKept ? "It is kept here over a reload until you file." : "This browser keeps nothing over a reload."}
          </p>
        </div>
      </div>
      {draft.step === "check" && draft.bundle !== undefined ? (
        <CheckStep bundle={draft.bundle} change={change} />
      ) : draft.step === "file" && draft.bundle !== undefined ? (
        <FileStep origin={origin} bundle={draft.bundle} change={change} onFiled={setOpen} />
      ) : (
        <ProofStep question={question ?? questionOf("wrong")} draft={draft} change={change} refused={refused} />
      )}
    </div>
  );
}

/** A bundle that came whole was not put together here: before its checks stands the question. */
function backFrom({ step, given }: ReportDraft): Step {
  return step === "check" && given !== undefined ? "what" : BACK[step];
}

function marksOf(step: Step): Mark[] {
  const at = STEPS.findIndex(({ id }) => id === step);
  return STEPS.map((each, position) => ({
    ...each,
    state: position < at ? "done" : position === at ? "current" : "waiting",
  }));
}
