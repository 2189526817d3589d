"use client";
import { ArrowLeft } from "lucide-react";
import { type ReactNode, useState } from "react";
import { EffectOnMarks } from "#components/marks/effect/effect-on-marks.tsx";
import { KeyElsewhere, SaveSpareFirst } from "#components/publish/before-signing.tsx";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { ActionBar, ActionNote } from "#components/ui/action-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { OutboxItem } from "#lib/client/statements/outbox.ts";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import type { Change } from "#lib/disclosure/differences.ts";
import type { Field } from "#lib/disclosure/field-tree.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { DifferenceView } from "./difference-view.tsx";
import { EffectLine } from "./effect-line.tsx";
import { ReaderView } from "./reader-view.tsx";

/** Step 2: what readers will see, what it changes, the exact bytes, and the signature. */
export function ComposerPreview({
  unsigned,
  fields,
  says,
  changes,
  consequences,
  needsSpare,
  elsewhere,
  isOvertaken,
  state,
  onOvertaken,
  onBack,
  onSign,
  onSend,
}: {
  unsigned: UnsignedStatement;
  fields: readonly Field[];
  /** The effect in words. */
  says: string;
  /** Against the published version; undefined for a first one. */
  changes: readonly Change[] | undefined;
  /** Of a type that brings more about than a new version. */
  consequences?: ReactNode;
  /** A second disclosure without a spare key: asked again. */
  needsSpare: boolean;
  /** Set when this browser cannot sign: where the key is, in words. */
  elsewhere: string | undefined;
  /** Another version is in the log since: told above, and nothing to sign before it was read. */
  isOvertaken: boolean;
  state: PublishState;
  onOvertaken: () => void;
  onBack: () => void;
  onSign: () => void;
  onSend: (item: OutboxItem) => void;
}) {
  const [isSkipped, setSkipped] = useState(false);
  const waitsForSpare = needsSpare && !isSkipped;
  const isBusy = state.phase === "signing" || state.phase === "sending";
  const isSent = state.phase === "promised" || state.phase === "later" || state.phase === "offline";
  return (
    // Higher than what is left of the screen: the bar stands at its bottom from the first moment on, whatever comes above it.
    <div className="flex min-h-dvh flex-col gap-4">
      <Panel title="What readers will see">
        <ReaderView fields={fields} body={unsigned.body} />
      </Panel>
      {changes === undefined ? null : (
        <Panel title="What changes">
          <DifferenceView changes={changes} />
        </Panel>
      )}
      {consequences}
      {isOvertaken ? null : (
        <>
          <EffectLine {...{ unsigned, says, onOvertaken }} />
          <EffectOnMarks unsigned={unsigned} />
        </>
      )}
      {elsewhere === undefined ? null : (
        <KeyElsewhere title="This browser cannot sign it">
          {elsewhere} Your draft is kept: sign where the account's key is, or bring it here.
        </KeyElsewhere>
      )}
      {waitsForSpare ? (
        <SaveSpareFirst title="Before your second disclosure: save a spare key" onSkip={() => setSkipped(true)}>
          Your draft waits.
        </SaveSpareFirst>
      ) : null}
      {isOvertaken ? null : <PublishStatus state={state} onSend={onSend} />}
      <ActionBar>
        <Button
          variant="primary"
          data-guide="sign"
          busy={isBusy}
          disabled={elsewhere !== undefined || isOvertaken || isSent || waitsForSpare}
          onClick={onSign}
        >
          Sign and publish
        </Button>
        <Button variant="quiet" disabled={isBusy || isSent} onClick={onBack}>
          <ArrowLeft aria-hidden />
          Change something
        </Button>
        <ActionNote isWeighty>
          {waitsForSpare
            ? "First save a spare key, or skip it: above."
            : "Public for ever. You can correct it, never delete it."}
        </ActionNote>
      </ActionBar>
    </div>
  );
}
