"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus, Siren } from "lucide-react";
import { useCallback, useState } from "react";
import { OtherWays } from "#components/handover/other-ways.tsx";
import { MarksLine } from "#components/marks/marks-line.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { handoverHref, incidentHref, namesHref } from "#lib/client/operator/hrefs.ts";
import { ownMarksQuery } from "#lib/client/operator/own-marks.ts";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import { closingOf, closingSentence } from "#lib/disclosure/closing.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ParticipantForm, ProviderForm } from "#lib/state/forms.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { RegisterProviderForm } from "./register-provider-form.tsx";

/** The top line: which provider, its tier, what users may hold with it of every 100 they could lose, how much it shows; and the way to the others. */
export function WorkspaceHeading({
  account,
  participant,
  provider,
  reached,
  now,
  onProvider,
  onRecorded,
}: {
  account: Account;
  participant: ParticipantForm;
  provider: ProviderForm;
  /** Undefined: its steps could not be read. */
  reached: number | undefined;
  now: Instant;
  onProvider: (id: string) => void;
  onRecorded: (state: PublishState) => void;
}) {
  const marks = useQuery(ownMarksQuery(provider.id));
  const closing = closingOf(provider.disclosures.windup_notice);
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1 text-2xl">
          <bdi>{provider.name}</bdi>{" "}
          <span className="flex flex-wrap items-baseline gap-x-2 font-normal text-lg">
            {marks.data == null ? null : (
              <>
                <MarksLine tier={marks.data.tier} isShut={marks.data.is_shut} />
                <span className="text-muted">· limit {marks.data.limit_percent} of 100</span>
              </>
            )}
            {reached === undefined ? null : (
              <span className="text-muted">
                {marks.data == null ? "" : "· "}shows {reached} of 4
              </span>
            )}
          </span>
        </h1>
        <p className="mt-1.5 flex flex-wrap items-baseline gap-x-2 gap-y-1 text-muted">
          <span>{provider.kind === "instance" ? "Prex instance" : "PAID service"}</span>
          {provider.domain === null ? null : <span className="font-mono text-sm">{provider.domain}</span>}
          {isNameProven(provider, now) ? (
            <Badge tone="verified">name proven</Badge>
          ) : (
            <Badge tone="attention">unproven name</Badge>
          )}
          <span>
            of <bdi>{participant.displayName}</bdi>
          </span>
        </p>
        <p className="mt-1 flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <Link look="quiet" href={namesHref(provider.id)}>
            {isNameProven(provider, now) ? "Name and address" : "Prove its name"}
          </Link>
          <Link look="quiet" href={handoverHref(provider.id)}>
            Hand over or link
          </Link>
          <Link look="quiet" href={`/providers/${provider.id}`}>
            Public page
          </Link>
        </p>
        {closing === undefined ? null : (
          <p className="mt-1.5 font-medium text-failed">{closingSentence(closing, now)}</p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {account.providers.length < 2 ? null : (
          <Select
            aria-label="Provider"
            className="w-56"
            value={provider.id}
            onChange={(event) => onProvider(event.target.value)}
          >
            {account.providers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
        <ButtonLink href={incidentHref(provider.id)}>
          <Siren aria-hidden />
          Something went wrong
        </ButtonLink>
        <AddProvider account={account} onRecorded={onRecorded} />
      </div>
    </header>
  );
}

function AddProvider({ account, onRecorded }: { account: Account; onRecorded: (state: PublishState) => void }) {
  const { key, origin, did } = account;
  const [isOpen, setOpen] = useState(false);
  const recorded = useCallback(
    (state: PublishState) => {
      onRecorded(state);
      setOpen(false);
    },
    [onRecorded],
  );
  if (key === undefined || origin === undefined || did === undefined) return null;
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="quiet">
          <Plus aria-hidden />
          List another provider
        </Button>
      }
      title="List another provider"
      size="lg"
    >
      <div className="flex flex-col gap-5">
        <OtherWays />
        <RegisterProviderForm record={key} operator={did} origin={origin} onRecorded={recorded} />
      </div>
    </Dialog>
  );
}
