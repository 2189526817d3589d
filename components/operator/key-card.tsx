import { KeyRound, LifeBuoy, ShieldAlert, ShieldCheck } from "lucide-react";
import { HashText } from "#components/ui/hash-text.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { parseInstant } from "#lib/kernel/instant.ts";

/** Where the signing key lives and whether a spare key stands behind it. */
export function KeyCard({ account, elsewhere }: { account: Account; elsewhere: string | undefined }) {
  const { key, keyForm, participant } = account;
  const activeFrom = keyForm?.activeFrom === null || keyForm === null ? undefined : parseInstant(keyForm.activeFrom);
  const isPending =
    keyForm?.state === "pending" && activeFrom !== undefined && account.now !== undefined && activeFrom > account.now;
  return (
    <div className="flex flex-col gap-3">
      {key === undefined ? (
        <p className="flex gap-2.5">
          <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0 text-attention" />
          <span>
            <span className="font-medium">Your key is not in this browser.</span>{" "}
            {elsewhere ?? "It was not signed in from another one lately."} You can draft here; sign there, or{" "}
            <Link href="/operator/restore">bring it here or use the spare key</Link>.
          </span>
        </p>
      ) : (
        <p className="flex gap-2.5">
          <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
          <span>
            Lives in {key.where} since <TimeText at={key.createdAt} precision="day" />.
            {key.lastUsedAt === undefined ? null : (
              <span className="text-muted">
                {" "}
                Last used <TimeText at={key.lastUsedAt} precision="minute" />.
              </span>
            )}
            <span className="block">
              <HashText value={key.thumbprint} what="key" />
            </span>
          </span>
        </p>
      )}
      {isPending ? (
        <p className="text-attention">
          This key may sign from <TimeText at={activeFrom} precision="minute" /> on: later keys wait, so that a theft is
          noticed.
        </p>
      ) : null}
      {keyForm?.state === "revoked" ? (
        <p className="text-failed">This key is revoked: it can sign nothing any more.</p>
      ) : null}
      {participant?.nextKeyDigest ? (
        <p className="flex gap-2.5">
          <ShieldCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-verified" />
          <span>Spare key saved: only it can change your keys.</span>
        </p>
      ) : (
        <p className="flex gap-2.5">
          <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-attention" />
          <span>No spare key. If this key is lost, the account is.</span>
        </p>
      )}
      {participant === null ? null : (
        <p className="flex gap-2.5">
          <LifeBuoy aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
          <span className="text-muted">
            {participant.recoveryKey === null ? "No recovery key: optional, " : "A recovery key is named: "}
            <Link href="/operator/keys#recovery-key">
              {participant.recoveryKey === null ? "what it is for" : "see it"}
            </Link>
          </span>
        </p>
      )}
      <div>
        <ButtonLink size="sm" href="/operator/keys">
          Keys
        </ButtonLink>{" "}
        <ButtonLink size="sm" variant="quiet" href="/operator/members">
          Members
        </ButtonLink>
      </div>
    </div>
  );
}
