"use client";
import { CircleCheck, CircleHelp, CircleX } from "lucide-react";
import { useState } from "react";
import { CheckRows } from "#components/log/proof/check-list.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { formatUtc } from "#components/ui/format-time.ts";
import { Link } from "#components/ui/link.tsx";
import { rememberedLogs } from "#lib/client/memory/remembered-logs.ts";
import { browserClock, browserTimer } from "#lib/client/platform.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { checkOwnBalance, mismatchFile, type OwnCheck } from "#lib/client/solvency/check-own-balance.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import type { BalanceFile } from "#lib/disclosure/solvency/balance-file.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import type { EpochRecord } from "#lib/statement/disclosures/liabilities.ts";
import { BalanceForm } from "./balance-form.tsx";
import { ClimbDrawing } from "./climb-drawing.tsx";
import { SignCheck } from "./sign-check.tsx";

const TITLES: Readonly<Record<string, string>> = {
  logged: "The published root is an entry of the log",
  "own-leaf": "Your line",
  published: "Same provider and epoch",
  place: "Your place in the tree",
  sums: "Sums on the way up",
  root: "Published root",
  total: "Published total",
  "signed-balance": "Balance signed by the provider",
};

type State =
  | { phase: "idle" }
  | { phase: "checking" }
  | { phase: "failed"; why: string }
  | { phase: "done"; check: OwnCheck; at: string };

/** "Am I counted?": takes the user's file, recomputes the way to the published total here, and says which step fails. */
export function BalanceCheck({
  provider,
  epochs,
  operatorKeys,
}: {
  provider: string;
  epochs: readonly EpochRecord[];
  operatorKeys: readonly string[];
}) {
  const [state, setState] = useState<State>({ phase: "idle" });
  const check = async (file: BalanceFile) => {
    setState({ phase: "checking" });
    if (file.provider !== provider) {
      setState({ phase: "failed", why: "This file is of another provider: check it on that provider's page." });
      return;
    }
    try {
      const done = await checkOwnBalance(file, {
        entry: epochs.find(({ epoch }) => epoch === file.epoch)?.entry,
        operatorKeys,
        store: rememberedLogs(browserTexts()),
        now: browserClock,
        timer: browserTimer,
      });
      setState({ phase: "done", check: done, at: formatUtc(browserClock(), "minute").slice(11) });
    } catch {
      setState({ phase: "failed", why: "The entry could not be fetched. Check your connection and try again." });
    }
  };
  return (
    <div className="flex flex-col gap-6">
      <BalanceForm
        provider={provider}
        epochs={epochs.map(({ epoch }) => epoch)}
        isBusy={state.phase === "checking"}
        onCheck={(file) => void check(file)}
      />
      <div aria-live="polite">
        {state.phase === "failed" ? (
          <Alert tone="attention" title="Not checked">
            {state.why}
          </Alert>
        ) : null}
        {state.phase === "done" ? <Outcome check={state.check} at={state.at} epochs={epochs} /> : null}
      </div>
    </div>
  );
}

function Outcome({ check, at, epochs }: { check: OwnCheck; at: string; epochs: readonly EpochRecord[] }) {
  const { finding, file, logged, elapsedMs } = check;
  const record = epochs.find(({ epoch }) => epoch === file.epoch);
  const verdict = logged.outcome === "pass" ? finding.result : "not-checked";
  return (
    <div className="flex flex-col gap-5" data-result={verdict}>
      <Verdict result={verdict} at={at} elapsedMs={elapsedMs} />
      <CheckRows label="Steps of the check" titles={TITLES} checks={[logged, ...finding.checks]} />
      {record === undefined ? null : <ClimbDrawing finding={finding} unit={record} />}
      {verdict === "verified" && record !== undefined ? <SignCheck provider={file.provider} record={record} /> : null}
      {verdict === "mismatch" ? <KeepMismatch check={check} /> : null}
    </div>
  );
}

const VERDICTS = {
  verified: { icon: CircleCheck, ink: "text-verified", words: "Your balance is counted in the published total." },
  mismatch: { icon: CircleX, ink: "text-failed", words: "Your balance is not counted as this says." },
  "not-checked": { icon: CircleHelp, ink: "text-attention", words: "This could not be checked against the log." },
} as const;

function Verdict({ result, at, elapsedMs }: { result: keyof typeof VERDICTS; at: string; elapsedMs: number }) {
  const { icon: Icon, ink, words } = VERDICTS[result];
  return (
    <p className="flex items-start gap-2.5">
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${ink}`} />
      <span>
        <span className={`block font-semibold text-lg ${ink}`}>{words}</span>
        <span className="text-muted text-sm">
          Computed in this browser at {at}, in {elapsedMs < 1 ? "under 1" : Math.ceil(elapsedMs)} ms. The balance did
          not leave it.
        </span>
      </span>
    </p>
  );
}

function KeepMismatch({ check }: { check: OwnCheck }) {
  const { epoch } = check.file;
  const save = () => saveFile(`touchstone-mismatch-epoch-${epoch}.json`, canonicalText(mismatchFile(check)));
  return (
    <Alert
      tone="failed"
      title="Keep this"
      actions={
        <Button size="sm" onClick={save}>
          Save the mismatch as a file
        </Button>
      }
    >
      The file holds your balance file as it is, the provider's entry with its receipt, and what was found. It shows
      your balance: give it only to whom you choose. First compare account and balance with what you know, and ask the
      provider. <Link href="/docs/protocol/solvency">What it proves</Link>
    </Alert>
  );
}
