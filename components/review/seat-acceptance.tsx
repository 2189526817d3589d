"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SignAct } from "#components/handover/sign-act.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { reviewCaseQuery } from "#lib/client/review/queries.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import type { SeatProps } from "./seat-props.ts";

/** Asked with names, whatever is hidden later: nobody can tell of a tie to somebody hidden. */
export function SeatAcceptance(props: SeatProps) {
  const { account, origin, one, seat } = props;
  const named = useQuery(reviewCaseQuery(one.id, false));
  const [isFree, setFree] = useState(false);
  if (named.data === undefined) return <Skeleton className="h-40" />;
  return (
    <>
      <p>Are you, or an organisation of yours, tied to either side?</p>
      <Sides one={named.data.data.case} />
      <p className="text-muted text-sm">
        A tie is: to run it, fund it, audit it, be employed by it, hold a balance with it, offer the same kind of
        service, or a report between you within 180 days. With one, decline: until ballots are counted a tie makes yours
        void. Found later, only the administrators can open the case again.
      </p>
      <Checkbox
        label="Nothing ties me to either side"
        checked={isFree}
        onChange={(event) => setFree(event.target.checked)}
      />
      <SignAct
        account={account}
        origin={origin}
        draft={
          isFree ? { kind: "panel.accept", subject: one.id, body: { round: seat.round, noConflict: true } } : undefined
        }
        action="Take the seat"
        note="You sit. Your ballot is asked next."
        onRecorded={NOTHING}
      />
      <Leave {...props} kind="panel.decline" summary="Decline the seat" action="Decline" />
    </>
  );
}

/** Recorded acts show by what is asked next. */
const NOTHING = () => undefined;

export function Sides({
  one,
}: {
  one: Pick<CaseView, "provider" | "provider_name" | "accused" | "reporter" | "is_unclaimed">;
}) {
  return (
    <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1.5">
      <dt className="text-muted">Provider</dt>
      <dd className="min-w-0">
        {one.is_unclaimed ? (
          <HashText value={one.accused} what="provider's key" />
        ) : (
          <Link href={`/providers/${one.provider}`}>
            <bdi>{one.provider_name ?? one.provider}</bdi>
          </Link>
        )}
      </dd>
      <dt className="text-muted">Reporter</dt>
      <dd className="min-w-0">
        <HashText value={one.reporter} what="reporter's key" />
      </dd>
    </dl>
  );
}

/** After the seat was taken: a tie that was found late, or a reason of one's own. */
export function StepAside(props: SeatProps) {
  return <Leave {...props} kind="panel.recuse" summary="Step aside" action="Step aside" />;
}

function Leave({
  account,
  origin,
  one,
  seat,
  kind,
  summary,
  action,
}: SeatProps & { kind: "panel.decline" | "panel.recuse"; summary: string; action: string }) {
  const [typed, setTyped] = useState("");
  const reason = normalForm(typed, "NFC").replaceAll(/\s+/g, " ").trim();
  return (
    <Details summary={summary}>
      <div className="flex flex-col gap-3">
        <Field label="Why" help="Public, with your name. A tie, or no time: both are good reasons.">
          <Textarea value={typed} maxLength={300} onChange={(event) => setTyped(event.target.value)} />
        </Field>
        <SignAct
          account={account}
          origin={origin}
          draft={reason === "" ? undefined : { kind, subject: one.id, body: { round: seat.round, reason } }}
          action={action}
          note="The next in the draw is asked."
          onRecorded={NOTHING}
        />
      </div>
    </Details>
  );
}
