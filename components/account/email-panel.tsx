"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { useEmail } from "#lib/client/account/use-email.ts";
import { whoAmIQuery } from "#lib/client/account/who.ts";
import type { EmailView } from "#lib/contract/email.ts";

/** Messages about cases in which the account is a side or holds a seat. */
export function EmailPanel() {
  const who = useQuery(whoAmIQuery);
  return (
    <Panel
      id="email"
      title="Messages by e-mail"
      description="When a case needs you: as operator, reporter or reviewer."
    >
      {who.data === undefined ? (
        <SkeletonText lines={2} label="Asking who is here" />
      ) : who.data.session === null ? (
        <ButtonLink size="sm" href="/sign-in?next=/settings">
          Sign in
        </ButtonLink>
      ) : (
        <OwnEmail />
      )}
    </Panel>
  );
}

function OwnEmail() {
  const { email, change } = useEmail();
  if (email.isError) return <ErrorState title="The address cannot be read now" onRetry={() => void email.refetch()} />;
  if (email.data === undefined) return <SkeletonText lines={2} label="Looking for an address" />;
  const { error, isPending: isBusy, mutate: onChange } = change;
  return <EmailCard email={email.data} isBusy={isBusy} error={error?.message} onChange={onChange} />;
}

type EmailCardProps = {
  email: EmailView;
  isBusy: boolean;
  error?: string | undefined;
  /** Null: forget the address. */
  onChange: (address: string | null) => void;
};

export function EmailCard({ email: { sends, address }, isBusy, error, onChange }: EmailCardProps) {
  if (address !== null)
    return (
      <div className="flex flex-col gap-3">
        <p className="break-all font-medium">{address.address}</p>
        <p className="text-sm">{STATE_WORDS[address.state]}</p>
        {sends ? null : <p className="text-attention text-sm">This index sends no e-mail now.</p>}
        {error === undefined ? null : <p className="text-failed text-sm">{error}</p>}
        <div className="flex flex-wrap gap-2">
          {sends && address.state !== "confirmed" ? (
            <Button size="sm" busy={isBusy} onClick={() => onChange(address.address)}>
              Send the link again
            </Button>
          ) : null}
          <Button size="sm" busy={isBusy} onClick={() => onChange(null)}>
            Forget this address
          </Button>
        </div>
      </div>
    );
  if (!sends)
    return (
      <p className="text-muted text-sm">
        This index sends no e-mail: whoever runs it has set no mail server, or it is a demonstration. The bar of this
        site reminds you, and webhooks and feeds tell your own programs.
      </p>
    );
  return <AddressForm isBusy={isBusy} error={error} onChange={onChange} />;
}

function AddressForm({ isBusy, error, onChange }: Omit<EmailCardProps, "email">) {
  const [address, setAddress] = useState("");
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(address.trim());
      }}
    >
      <Field
        label="Address"
        help="It gets one link; nothing else before you open that. It is in no log, page or export. Whoever carries your mail can read that you have a case here."
        error={error}
      >
        <Input
          type="email"
          autoComplete="email"
          value={address}
          placeholder="you@your.example"
          onChange={(event) => setAddress(event.target.value)}
        />
      </Field>
      <div>
        <Button type="submit" size="sm" busy={isBusy} disabled={address.trim() === ""}>
          Send me the link
        </Button>
      </div>
    </form>
  );
}

const STATE_WORDS = {
  unconfirmed: "We sent a link. Open it within 24 hours; nothing else goes there before.",
  confirmed: "Confirmed. You are told of each step of your cases, and of seats a day and two hours before time is up.",
  refused:
    "Its mail server refused our message, so nothing is sent there any more. Send the link again when it is mended.",
} as const;
