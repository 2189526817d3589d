"use client";
import { useQueryClient } from "@tanstack/react-query";
import { type ComponentType, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { ExactBytes } from "#components/publish/exact-bytes.tsx";
import { ReceiptDone } from "#components/publish/receipt-done.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Stepper } from "#components/ui/stepper.tsx";
import { whyEnded } from "#lib/client/account/elsewhere.ts";
import type { Account } from "#lib/client/account/use-account.ts";
import { bodyOf, composerResolver, startValues } from "#lib/client/disclosure/composer-form.ts";
import type { FormValues } from "#lib/client/disclosure/form-values.ts";
import { useRecheck } from "#lib/client/disclosure/use-recheck.ts";
import { useFormDraft } from "#lib/client/drafts/use-form-draft.ts";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import { browserClock } from "#lib/client/platform.ts";
import { signerOfRecord } from "#lib/client/signer.ts";
import { prepareStatement } from "#lib/client/statements/prepare-statement.ts";
import { usePublish } from "#lib/client/statements/use-publish.ts";
import { useStamp } from "#lib/client/statements/use-stamp.ts";
import { changesBetween } from "#lib/disclosure/differences.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import type { Did, Origin, Thumbprint } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { DISCLOSURES, type DisclosureName } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import type { DisclosureKind } from "#lib/statement/kinds.ts";
import { ClosingConsequences } from "./closing-consequences.tsx";
import { ComposerFill, type ComposerFillProps, DELAY_MS } from "./composer-fill.tsx";
import { ComposerPreview } from "./composer-preview.tsx";
import { LeftOverText } from "./left-over-text.tsx";
import { ReaderView } from "./reader-view.tsx";
import { WhatNext } from "./what-next.tsx";

export type ComposerProps = {
  account: Account;
  origin: Origin;
  did: Did;
  provider: ProviderForm;
  type: DisclosureName;
  /** The published version, when this corrects or renews one. */
  previous: JsonObject | undefined;
  /** What a first version begins with. */
  prefill?: JsonObject | undefined;
  elsewhere: string | undefined;
  /** Another version was published meanwhile: read it again, keep the draft. */
  onReload: () => void;
  /** The form in another arrangement. */
  Fill?: ComponentType<ComposerFillProps>;
  /** Whose draft it is, where a provider may have several of the type; preset: the provider's. */
  draftSubject?: string;
};

type Step = "fill" | "preview";

/** Fill, preview with effect, sign, done. What is typed is kept at every keystroke; nothing is sent before the signature. */
export function Composer(props: ComposerProps) {
  const { account, origin, did, provider, previous, prefill, elsewhere, onReload, Fill = ComposerFill } = props;
  const type: DisclosureType = DISCLOSURES[props.type];
  const kind: DisclosureKind = `disclosure.${props.type}`;
  const fields = useMemo(() => fieldsOf(type.body), [type]);
  const resolver = useMemo(() => composerResolver(type, fields, browserClock), [type, fields]);
  const start = useMemo(
    () => startValues(type, fields, previous ?? prefill, browserClock()),
    [type, previous, prefill, fields],
  );
  const form = useForm({
    defaultValues: start,
    resolver,
    mode: "onTouched",
    delayError: DELAY_MS,
    shouldFocusError: false,
  });
  useRecheck(form);
  const subject = props.draftSubject ?? provider.id;
  const draft = useFormDraft(form, fields, start, { kind, subject, useRemote: account.session !== null });
  const client = useQueryClient();
  const { stamp, renew } = useStamp();
  const { state, publish, send } = usePublish();
  const [step, setStep] = useState<Step>("fill");
  const [isOvertaken, setOvertaken] = useState(false);
  const formRef = useRef<HTMLFormElement>(null);
  const top = useRef<HTMLDivElement>(null);

  const { discard: dropDraft } = draft;
  const isDone = state.phase === "recorded";
  // Also when the receipt comes later, after a promise or a retry.
  useEffect(() => {
    if (isDone) void dropDraft();
  }, [isDone, dropDraft]);

  const body = bodyOf(form.watch() as FormValues, fields);
  const record = provider.disclosures[type.type];
  const unsigned = prepareStatement(
    {
      kind,
      log: origin,
      issuer: did,
      // Without the key here the bytes are drawn with the inception key's name, and cannot be signed.
      key: account.key?.thumbprint ?? ((account.participant?.controlKeys[0] ?? "") as Thumbprint),
      subject: provider.id,
      prev: type.replaces ? record?.statement : undefined,
      body,
    },
    stamp,
  );

  const overtaken = useCallback(() => setOvertaken(true), []);
  const compare = async () => {
    // Published from another tab, it ended the draft that the two shared, with what was changed here since.
    draft.save(form.getValues());
    await client.invalidateQueries();
    onReload();
  };
  const goTo = (next: Step) => {
    setStep(next);
    requestAnimationFrame(() => top.current?.focus());
  };
  const sign = async () => {
    if (account.key === undefined) return;
    const done = await publish(unsigned, signerOfRecord(await browserKeystore(), account.key));
    if (done.phase !== "refused") return;
    // A corrected statement is another one: its own id and time.
    renew();
    if (done.problem.code === "stale-prev") setOvertaken(true);
  };
  const discard = async () => {
    await draft.discard();
    form.reset(start);
  };

  return (
    <div ref={top} tabIndex={-1} className="outline-none">
      <div className="mb-5">
        <Stepper label="Progress" steps={stepsOf(step, state.phase)} />
      </div>
      {isOvertaken ? (
        <Alert
          className="mb-5"
          tone="attention"
          title="Another version was published while you wrote"
          actions={
            <Button size="sm" onClick={() => void compare()}>
              Compare with the published version
            </Button>
          }
        >
          Your draft is kept and will be set against the new version.
        </Alert>
      ) : null}
      {step === "fill" && !isDone ? <LeftOverText leftOver={draft.leftOver} /> : null}
      {isDone ? (
        <ReceiptDone receipt={state.receipt} effect={state.effect}>
          <WhatNext account={account} provider={provider} now={account.now ?? browserClock()} />
        </ReceiptDone>
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-12">
          <div className="min-w-0 lg:col-span-7">
            {step === "fill" ? (
              <Fill
                form={form}
                fields={fields}
                place={draft.place}
                formRef={formRef}
                onChecked={() => goTo("preview")}
                onDiscard={() => void discard()}
              />
            ) : (
              <ComposerPreview
                unsigned={unsigned}
                fields={fields}
                says={`readers see ${record === undefined ? "the first" : "a new"} version on the page of ${provider.name}.`}
                changes={previous === undefined ? undefined : changesBetween(fields, previous, body)}
                consequences={
                  type.type === "windup_notice" ? (
                    <ClosingConsequences body={body} before={record?.facts} now={browserClock()} />
                  ) : null
                }
                needsSpare={account.participant?.nextKeyDigest === null && Object.keys(provider.disclosures).length > 0}
                elsewhere={
                  account.key === undefined
                    ? (elsewhere ?? "The account's key is not here.")
                    : whyEnded(account.keyForm, account.now ?? browserClock())
                }
                isOvertaken={isOvertaken}
                state={state}
                onOvertaken={overtaken}
                onBack={() => goTo("fill")}
                onSign={() => void sign()}
                onSend={(item) => void send(item)}
              />
            )}
          </div>
          <aside
            aria-label={step === "fill" ? "Live preview" : "Exact bytes"}
            className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-20 lg:col-span-5"
          >
            {step === "fill" ? (
              <Panel title="What readers will see">
                <ReaderView fields={fields} body={body} />
              </Panel>
            ) : null}
            <ExactBytes key={step} unsigned={unsigned} open={step === "preview"} />
          </aside>
        </div>
      )}
    </div>
  );
}

function stepsOf(step: Step, phase: string) {
  const isSigning = phase !== "idle" && phase !== "recorded" && phase !== "refused";
  const at = phase === "recorded" ? 4 : isSigning ? 2 : step === "preview" ? 1 : 0;
  return ["Fill in", "Preview with effect", "Sign", "Done"].map((title, position) => ({
    id: title,
    title,
    state: position < at ? ("done" as const) : position === at ? ("current" as const) : ("waiting" as const),
  }));
}
