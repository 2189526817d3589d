"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ActDone } from "#components/handover/act-done.tsx";
import { type OnRecorded, SignAct } from "#components/handover/sign-act.tsx";
import { MaintainerName } from "#components/maintainers/maintainer-table.tsx";
import { STATE_WORDS } from "#components/maintainers/maintainer-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Input } from "#components/ui/input.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { participantQuery } from "#lib/client/account/queries.ts";
import { planAppoint, planRemove } from "#lib/client/admin/plans.ts";
import { maintainersQuery } from "#lib/client/admin/queries.ts";
import type { MaintainerView } from "#lib/contract/governance.ts";
import { parseDid } from "#lib/kernel/ids.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import { maintainerRemoveBody } from "#lib/statement/maintainer-bodies.ts";
import { type AdminOffice, agreementNote } from "./office.ts";
import { useDone } from "./use-done.ts";

/** Who decides cases: appointed and removed here. */
export function MaintainersPanel(office: AdminOffice) {
  const maintainers = useQuery(maintainersQuery);
  const { done, onRecorded } = useDone();
  const serving = maintainers.data?.filter(({ state }) => state !== "removed");
  return (
    <Panel
      id="maintainers"
      title="Maintainers"
      description="They decide what machines cannot. Whoever is appointed must accept, and state its interests."
    >
      <div className="flex flex-col gap-5">
        <ActDone done={done} />
        {maintainers.isError ? (
          <p>They could not be read now. Load the page again.</p>
        ) : serving === undefined ? (
          <SkeletonText label="Reading the maintainers" />
        ) : serving.length === 0 ? (
          <p>There are none yet: what people must decide waits. A panel takes three.</p>
        ) : (
          <ul className="divide-y divide-divider">
            {serving.map((one) => (
              <li key={one.did} className="flex flex-col gap-2 py-3 first:pt-0">
                <p className="flex flex-wrap items-baseline gap-x-2">
                  <MaintainerName {...one} /> <HashText value={one.did} what="did:key" />
                  <Badge tone={STATE_WORDS[one.state].tone}>{STATE_WORDS[one.state].name}</Badge>
                </p>
                <Details summary="Remove">
                  <RemoveForm one={one} office={office} onRecorded={onRecorded} />
                </Details>
              </li>
            ))}
          </ul>
        )}
        <Details summary="Appoint somebody">
          <AppointForm known={maintainers.data ?? []} office={office} onRecorded={onRecorded} />
        </Details>
      </div>
    </Panel>
  );
}

function AppointForm({
  known,
  office,
  onRecorded,
}: {
  known: readonly MaintainerView[];
  office: AdminOffice;
  onRecorded: OnRecorded;
}) {
  const [text, setText] = useState("");
  const did = parseDid(text.trim());
  const found = useQuery({ ...participantQuery(did ?? ""), enabled: did !== undefined });
  const isServing = known.some((one) => one.did === did && one.state !== "removed");
  const name = found.data?.displayName;
  return (
    <div className="flex flex-col gap-4">
      <Field
        label="did:key of the maintainer"
        help="Take it from the person itself, not from a message: names of accounts are proven by nobody."
        error={
          text.trim() === ""
            ? undefined
            : did === undefined
              ? "Must be a did:key, such as did:key:z6Mk…"
              : isServing
                ? "That one is appointed already."
                : undefined
        }
        required
      >
        <Input mono value={text} autoComplete="off" onChange={(event) => setText(event.target.value)} />
      </Field>
      {did === undefined || isServing ? null : found.data === null ? (
        <p>Nobody is registered here with this did:key. It can be appointed, and must register before it can accept.</p>
      ) : name === undefined ? null : (
        <p>
          It calls itself <bdi className="font-medium">{name}</bdi>. Compare the whole did:key with theirs:{" "}
          <code className="break-all font-mono text-sm">{did}</code>
        </p>
      )}
      <SignAct
        account={office.account}
        origin={office.origin}
        draft={did === undefined || isServing ? undefined : planAppoint(did)}
        action="Appoint"
        note={agreementNote(
          office,
          `${name ?? "It"} is appointed, and decides nothing before it accepts and states its interests: it does both on the page “Were you appointed?” of Maintainers.`,
        )}
        onRecorded={(state, note) => {
          setText("");
          onRecorded(state, note);
        }}
      />
    </div>
  );
}

function RemoveForm({ one, office, onRecorded }: { one: MaintainerView; office: AdminOffice; onRecorded: OnRecorded }) {
  const [reason, setReason] = useState("");
  const body = maintainerRemoveBody.safeParse({ maintainer: one.did, reason: normalForm(reason.trim(), "NFC") });
  return (
    <div className="flex flex-col gap-4">
      <p>It ends at once. Votes that it gave and that are not counted yet will not be counted, and shown so.</p>
      <Field
        label="Why"
        help="Public for ever, one line."
        error={reason === "" || body.success ? undefined : (body.error.issues[0]?.message ?? "Not so.")}
        required
      >
        <Input value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <SignAct
        danger
        account={office.account}
        origin={office.origin}
        draft={body.success ? planRemove(one.did, body.data.reason) : undefined}
        action={`Remove ${one.name ?? "it"}`}
        note={agreementNote(office, `${one.name ?? "It"} is no maintainer any more.`)}
        onRecorded={onRecorded}
      />
    </div>
  );
}
