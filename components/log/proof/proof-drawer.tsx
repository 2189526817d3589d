"use client";
import { Download } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { Sheet } from "#components/ui/dialog.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { RetryAlert } from "#components/ui/retry-alert.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { rememberedLogs } from "#lib/client/memory/remembered-logs.ts";
import { browserClock } from "#lib/client/platform.ts";
import { ApiProblem } from "#lib/client/request-json.ts";
import { receiptFileName, saveReceipt } from "#lib/client/save-receipt.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import { type CheckedReceipt, checkEntry } from "#lib/client/verify/check-online.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { CheckLimits, CheckList } from "./check-list.tsx";
import { verdictOf } from "./check-words.ts";
import { clockTime } from "./clock-time.ts";
import { FoolIt } from "./fool-it.tsx";
import type { ProofState } from "./proof-state.ts";

type Outcome =
  | { kind: "working" }
  | { kind: "done"; checked: CheckedReceipt }
  | { kind: "offline" }
  | { kind: "refused"; detail: string };

function stateOf(checked: CheckedReceipt): ProofState {
  const verdict = verdictOf(checked.finding.checks);
  if (verdict === "unsure") return { kind: "unsure", why: "a key is missing" };
  return { kind: verdict, at: clockTime() };
}

/** The drawer of a ProofChip: checks when it opens first, and again on request. */
export default function ProofDrawer({
  index,
  statementHash,
  what,
  open,
  onOpenChange,
  onState,
}: {
  index: number;
  statementHash: string;
  what: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onState: (state: ProofState) => void;
}) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: "working" });

  const run = useCallback(async () => {
    setOutcome({ kind: "working" });
    try {
      const checked = await checkEntry(
        { index, statementHash },
        rememberedLogs(browserTexts()),
        browserClock,
        (done, of) => onState({ kind: "checking", done, of }),
      );
      onState(stateOf(checked));
      setOutcome({ kind: "done", checked });
    } catch (error) {
      if (error instanceof ApiProblem) {
        onState({ kind: "unsure", why: "no receipt" });
        setOutcome({ kind: "refused", detail: error.message });
      } else {
        onState({ kind: "offline" });
        setOutcome({ kind: "offline" });
      }
    }
  }, [index, statementHash, onState]);

  useEffect(() => {
    void run();
  }, [run]);

  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={what}
      description={`Entry ${index.toLocaleString("en")} of the log`}
    >
      <div className="flex flex-col gap-5">
        {outcome.kind === "working" ? <SkeletonText lines={8} label="Checking in this browser" /> : null}
        {outcome.kind === "offline" ? (
          <RetryAlert title="The receipt could not be fetched" onRetry={() => void run()}>
            Without a network only a receipt that you have as a file can be checked, on /verify.
          </RetryAlert>
        ) : null}
        {outcome.kind === "refused" ? (
          <RetryAlert tone="failed" title="The index gave no receipt" onRetry={() => void run()}>
            {outcome.detail}
          </RetryAlert>
        ) : null}
        {outcome.kind === "done" ? <Checked checked={outcome.checked} index={index} again={() => void run()} /> : null}
      </div>
    </Sheet>
  );
}

const conclusions = {
  verified: { tone: "verified", title: "Checked in this browser: it holds." },
  failed: { tone: "failed", title: "Checked in this browser: it does not hold." },
  unsure: { tone: "attention", title: "Nothing is wrong, but not everything could be checked." },
} as const;

function Checked({ checked, index, again }: { checked: CheckedReceipt; index: number; again: () => void }) {
  const { finding, receipt } = checked;
  const { tone, title } = conclusions[verdictOf(finding.checks)];
  const save = () => void saveReceipt(receipt);
  return (
    <>
      <Alert live tone={tone} title={title} />
      <CheckList checks={finding.checks} label="Checks of the receipt" />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={save}>
          <Download aria-hidden />
          Keep the receipt
        </Button>
        {finding.parsed?.statement.kind === "verdict" ? (
          <ButtonLink size="sm" href={`/verify#entry-${index}`}>
            Judge it again
          </ButtonLink>
        ) : null}
        <Button size="sm" variant="quiet" onClick={again}>
          Check again
        </Button>
        <ButtonLink size="sm" variant="quiet" href={`/log/entries/${index}`}>
          The entry
        </ButtonLink>
      </div>
      <FoolIt checked={checked} />
      <Details summary="Hashes">
        <KeyValueList
          items={[
            {
              key: "Statement",
              value: <HashText full value={finding.parsed?.hash ?? "unreadable"} what="statement hash" />,
            },
            {
              key: "Root",
              value: (
                <HashText
                  full
                  value={finding.checkpoint ? hexEncode(finding.checkpoint.root) : "unreadable"}
                  what="root"
                />
              ),
            },
            { key: "Size", value: finding.size?.toLocaleString("en") ?? "unreadable" },
            {
              key: "Log key",
              value: (
                <HashText
                  full
                  value={checked.logKey.from === "nowhere" ? "none" : checked.logKey.vkey}
                  what="log key"
                />
              ),
            },
          ]}
        />
      </Details>
      <CheckLimits />
      <CodeBlock label="The same on the command line" text={`npm run touchstone -- verify ${receiptFileName(index)}`} />
    </>
  );
}
