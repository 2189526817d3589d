"use client";
import { useState } from "react";
import { ActsStatus } from "#components/keys/acts-status.tsx";
import { SignAs } from "#components/keys/sign-as.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { planRevokeMember } from "#lib/client/operator/member-plans.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { Member, ProviderForm } from "#lib/state/forms.ts";
import type { Office } from "./office.ts";
import { SCOPE_WORDS } from "./scope-words.ts";
import { useOfficeAct } from "./use-office-act.ts";

/** Members with what they may do, for which providers, until when. */
export function MemberList({
  providers,
  now,
  ...office
}: Office & { providers: readonly ProviderForm[]; now: Instant }) {
  const [ending, setEnding] = useState<Member>();
  const { members } = office.participant;
  const nameOf = (id: string) => providers.find((provider) => provider.id === id)?.name ?? id;
  return (
    <>
      {members.length === 0 ? <p className="px-4 py-3 text-muted">Nobody but you.</p> : null}
      <ul className="divide-y divide-divider">
        {members.map((member) => {
          const isOver = Date.parse(member.until) <= now;
          return (
            <li key={member.did} className="flex items-start justify-between gap-3 px-4 py-3">
              <div className="min-w-0">
                <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
                  <HashText value={member.did} what="member" />
                  {member.scopes.map((scope) => (
                    <Badge key={scope}>{SCOPE_WORDS[scope].title}</Badge>
                  ))}
                  {isOver ? <Badge tone="attention">ended</Badge> : null}
                </p>
                <p className="mt-1 break-words text-muted text-sm">
                  {member.providers === "all" ? "All providers" : member.providers.map(nameOf).join(", ")},{" "}
                  {isOver ? "ended" : "ends"}{" "}
                  <TimeText at={Date.parse(member.until)} now={now} show="both" precision="day" />
                </p>
              </div>
              {isOver ? null : (
                <Button
                  size="sm"
                  variant="quiet"
                  aria-label={`End the rights of ${member.did.slice(-6)}`}
                  onClick={() => setEnding(member)}
                >
                  End
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {ending === undefined ? null : <EndDialog {...office} member={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}

function EndDialog({ member, onClose, ...office }: Office & { member: Member; onClose: () => void }) {
  const { all, item, goOn, isBusy, act } = useOfficeAct(office);
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title="End this member's rights?">
      {all.phase === "done" ? (
        <Alert tone="verified" live title="Recorded">
          {office.participant.threshold > 1
            ? "It takes effect when the others have signed it."
            : "From this entry on it does nothing in your name."}
        </Alert>
      ) : (
        <div className="flex flex-col gap-4">
          <p>
            <HashText value={member.did} what="member" /> can sign nothing in your name from then on. What it signed
            before stands.
          </p>
          <ActsStatus all={all} item={item} onGoOn={() => void goOn()} />
          <SignAs
            danger
            participant={office.participant}
            record={office.record}
            changesControl={false}
            action="Sign and end them"
            isBusy={isBusy}
            onSigner={(acting) => void act(acting, (scene) => planRevokeMember(scene, member.did))}
          />
        </div>
      )}
    </Dialog>
  );
}
