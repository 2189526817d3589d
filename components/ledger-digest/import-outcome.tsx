"use client";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { RetryAlert } from "#components/ui/retry-alert.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { ImportState } from "#lib/client/ledger/use-import.ts";
import type { BadRow, ImportPlan } from "#lib/disclosure/ledger-digest/plan-import.ts";
import { count, RULE_TITLES } from "./series-words.ts";

export type ImportPanelState = ImportState;

const SHOWN_BAD = 100;

/** Where an import stands: what was found in the rows, how far the sending is, how to go on. */
export function ImportOutcome({
  state,
  canSign,
  seriesHref,
  onSend,
  onGoOn,
}: {
  state: ImportPanelState;
  canSign: boolean;
  seriesHref: string | undefined;
  onSend: () => void;
  onGoOn: () => void;
}) {
  switch (state.phase) {
    case "idle":
      return (
        <Panel title="What will happen">
          <p className="text-muted text-sm">
            First every row is checked here, in this browser. You see which are good before anything is signed; bad ones
            are listed with their line and left out.
          </p>
        </Panel>
      );
    case "reading":
      return (
        <Panel title="Reading the rows">
          <Progress
            label="Reading"
            value={state.read}
            max={Math.max(1, state.of)}
            detail={`${state.read.toLocaleString("en")} of ${state.of.toLocaleString("en")}`}
          />
        </Panel>
      );
    case "failed":
      return (
        <RetryAlert tone="failed" title="The rows could not be compared with the log" onRetry={onGoOn}>
          {state.reason}
        </RetryAlert>
      );
    case "planned":
      return <Planned plan={state.plan} canSign={canSign} onSend={onSend} />;
    case "sending":
      return (
        <Panel title="Signing and publishing">
          <Progress
            label="Published"
            value={state.done}
            max={state.plan.rows}
            detail={`${state.done.toLocaleString("en")} of ${count(state.plan.rows, "row")}${state.secondsLeft === undefined ? "" : `, about ${state.secondsLeft.toLocaleString("en")} s left`}`}
          />
        </Panel>
      );
    case "stopped":
      return (
        <RetryAlert
          title={`Stopped after ${state.done.toLocaleString("en")} of ${count(state.plan.rows, "row")}`}
          again="Check again and go on"
          onRetry={onGoOn}
        >
          {state.reason} What is published stays; going on skips it.
        </RetryAlert>
      );
    case "done":
      return (
        <Alert live tone="verified" title={`${count(state.done, "row")} published`}>
          They show on the <Link href={seriesHref ?? "/providers"}>provider's page</Link> within a few seconds.
        </Alert>
      );
  }
}

function Planned({ plan, canSign, onSend }: { plan: ImportPlan; canSign: boolean; onSend: () => void }) {
  const { rows, bad, skipped, batches } = plan;
  return (
    <Panel title={rows > 0 ? count(rows, "good row") : skipped > 0 ? "Nothing new to publish" : "No good row"}>
      <div className="flex flex-col gap-4">
        <p role="status" className="text-sm">
          {count(rows, "row is", "rows are")} new and good, {skipped.toLocaleString("en")} known already,{" "}
          {bad.length.toLocaleString("en")} bad.
          {batches.length > 1 ? ` They are signed in ${batches.length} statements.` : ""}
        </p>
        {rows === 0 ? null : (
          <div>
            <Button variant="primary" disabled={!canSign} onClick={onSend}>
              Sign and publish {count(rows, "row")}
            </Button>
          </div>
        )}
        {bad.length === 0 ? null : <BadRows bad={bad} />}
      </div>
    </Panel>
  );
}

function BadRows({ bad }: { bad: readonly BadRow[] }) {
  return (
    <>
      <Table caption="Rows that are left out" captionHidden={false} dense className="max-h-96 overflow-y-auto">
        <THead>
          <Th numeric>Line</Th>
          <Th>Rule</Th>
          <Th>What is wrong</Th>
        </THead>
        <TBody>
          {bad.slice(0, SHOWN_BAD).map(({ line, code, detail }) => (
            <Tr key={`${line}-${detail}`}>
              <Td label="Line" head numeric>
                {line.toLocaleString("en")}
              </Td>
              <Td label="Rule">{RULE_TITLES[code]}</Td>
              <Td>
                <span className="break-words text-sm">{detail}</span>
              </Td>
            </Tr>
          ))}
        </TBody>
      </Table>
      {bad.length > SHOWN_BAD ? (
        <p className="text-muted text-sm">and {(bad.length - SHOWN_BAD).toLocaleString("en")} more</p>
      ) : null}
    </>
  );
}
