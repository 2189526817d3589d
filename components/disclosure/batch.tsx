"use client";
import { ArrowLeft } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { ExactBytes } from "#components/publish/exact-bytes.tsx";
import { ActionBar, ActionNote } from "#components/ui/action-bar.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { planStatements } from "#lib/client/disclosure/plan-statements.ts";
import { firstForms } from "#lib/client/operator/first-forms.ts";
import { useStepFacts } from "#lib/client/operator/use-step-facts.ts";
import { browserClock } from "#lib/client/platform.ts";
import { newStamp } from "#lib/client/statements/use-stamp.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import { type Step, transparencySteps } from "#lib/disclosure/steps.ts";
import type { DisclosureName } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { BatchForm, type BatchHandle } from "./batch-form.tsx";
import type { Publisher } from "./own-providers.tsx";
import { ReaderView } from "./reader-view.tsx";
import { SignMany } from "./sign-many.tsx";
import { StepsUnread } from "./steps-unread.tsx";

type Named = DisclosureType<DisclosureName>;

/** The forms of the provider's next step on one page: filled, reviewed together, signed by one click. */
export function Batch({ publisher }: { publisher: Publisher }) {
  const { account, provider } = publisher;
  const { facts, ...reading } = useStepFacts(provider.id);
  if (facts === undefined) return <StepsUnread {...reading} />;
  const { steps, reached } = transparencySteps(provider, facts, account.now ?? browserClock());
  const step = steps.find(({ number }) => number === reached + 1);
  return step === undefined ? <NothingToWrite providerId={provider.id} /> : <BatchOfStep {...{ publisher, step }} />;
}

function BatchOfStep({ publisher, step }: { publisher: Publisher; step: Step }) {
  const { account, provider } = publisher;
  // What the page began with stays: publishing changes the log under it, and must not take the forms away.
  const [types] = useState(() => firstForms(step, provider));
  const [number] = useState(step.number);
  const [left, setLeft] = useState<ReadonlySet<DisclosureName>>(new Set());
  const [reviewed, setReviewed] = useState<readonly { type: Named; statement: UnsignedStatement }[]>();
  const handles = useRef(new Map<DisclosureName, BatchHandle>());
  const top = useRef<HTMLDivElement>(null);
  const included = useMemo(() => types.filter(({ type }) => !left.has(type)), [types, left]);

  if (types.length === 0) return <NothingToWrite providerId={provider.id} />;

  const review = async () => {
    const checked = await Promise.all(
      included.map(async (type) => ({ type, body: await handles.current.get(type.type)?.check() })),
    );
    const wrong = checked.find(({ body }) => body === undefined);
    if (wrong !== undefined) {
      requestAnimationFrame(() => handles.current.get(wrong.type.type)?.focusError());
      return;
    }
    const plans = checked.flatMap(({ type, body }) =>
      body === undefined ? [] : [{ type: type.type, provider: provider.id, body }],
    );
    const key = account.key?.thumbprint ?? account.participant?.controlKeys[0];
    if (key === undefined) return;
    const statements = planStatements(plans, [provider], { ...publisher, key }, newStamp);
    setReviewed(
      statements.flatMap((statement, at) => {
        const type = included[at];
        return type === undefined ? [] : [{ type, statement }];
      }),
    );
    requestAnimationFrame(() => top.current?.focus());
  };
  const toggle = (type: DisclosureName, isIncluded: boolean) => {
    const next = new Set(left);
    if (isIncluded) next.delete(type);
    else next.add(type);
    setLeft(next);
  };

  return (
    <div ref={top} tabIndex={-1} className="flex max-w-3xl flex-col gap-4 outline-none">
      <Alert tone="attention" title="Public for ever: mind personal data">
        A person's name, home address or number can never be taken back once signed. Prefer a trade name, a register
        number, a role.
      </Alert>
      {/* Hidden while reviewed, not taken away: going back finds everything as it was. */}
      <div hidden={reviewed !== undefined} className={reviewed === undefined ? "flex flex-col gap-4" : ""}>
        {types.map((type) => (
          <BatchForm
            key={type.type}
            type={type}
            providerId={provider.id}
            useRemote={account.session !== null}
            isIncluded={!left.has(type.type)}
            onInclude={(isIncluded) => toggle(type.type, isIncluded)}
            handles={handles}
          />
        ))}
        <ActionBar>
          <Button variant="primary" disabled={included.length === 0} onClick={() => void review()}>
            Review {included.length === 1 ? "it" : `all ${included.length}`}
          </Button>
          <ActionNote>Forms of step {number}. Nothing is sent before you sign.</ActionNote>
        </ActionBar>
      </div>
      {reviewed === undefined ? null : (
        <>
          {reviewed.map(({ type, statement }) => (
            <Panel key={type.type} title={`${type.title}: what readers will see`}>
              <ReaderView fields={fieldsOf(type.body)} body={statement.body} />
              <div className="mt-3">
                <ExactBytes unsigned={statement} />
              </div>
            </Panel>
          ))}
          <SignMany
            publisher={publisher}
            statements={reviewed.map(({ statement }) => statement)}
            names={reviewed.map(({ type }) => type.title)}
            onSettled={(outcomes) => {
              for (const [at, outcome] of outcomes.entries()) {
                const done = reviewed[at];
                // What was refused is still a draft; what could not be sent is signed and kept.
                if (done !== undefined && outcome !== "failed")
                  void handles.current.get(done.type.type)?.discardDraft();
              }
            }}
            back={
              <Button variant="quiet" onClick={() => setReviewed(undefined)}>
                <ArrowLeft aria-hidden />
                Change something
              </Button>
            }
          >
            <ButtonLink variant="primary" href={`/operator/disclosures?provider=${provider.id}`}>
              What comes next
            </ButtonLink>
            <ButtonLink href={`/providers/${provider.id}`}>See the public page</ButtonLink>
          </SignMany>
        </>
      )}
    </div>
  );
}

function NothingToWrite({ providerId }: { providerId: string }) {
  return (
    <EmptyState
      title="Nothing of the next step is to be written"
      action={<ButtonLink href={`/operator/disclosures?provider=${providerId}`}>All disclosures</ButtonLink>}
    >
      What it still needs is no form: see its checklist.
    </EmptyState>
  );
}
