"use client";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { requestJson } from "#lib/client/request-json.ts";
import type { EmailLink } from "#lib/contract/email.ts";

const LINK = /^#(confirm|leave)=([A-Za-z0-9_-]{43})$/;

const WORDS = {
  confirm: {
    title: "Confirm your address",
    lead: "This index tells you by e-mail when a case needs you. Every message has a link that ends it.",
    action: "Confirm this address",
    done: "Confirmed: you will be told.",
  },
  leave: {
    title: "No more messages",
    lead: "This index forgets your address and writes to it no more. Cases go on: look at them here.",
    action: "Send me no more",
    done: "Forgotten: nothing more is sent.",
  },
} as const;

/** What a link of a message asks for. It is done by a press, since programs open links before people do. */
export function EmailLinkPage() {
  const [link, setLink] = useState<EmailLink | null>();
  useEffect(() => {
    const read = () => {
      const [, does, token] = LINK.exec(window.location.hash) ?? [];
      setLink(does === undefined || token === undefined ? null : ({ does, token } as EmailLink));
    };
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  const follow = useMutation({
    mutationFn: async (body: EmailLink) => await requestJson("/api/v1/email/links", { method: "POST", body }),
  });
  if (link == null)
    return (
      <>
        <PageHeading
          title="Messages by e-mail"
          lead="You are told when a case needs you: as operator, reporter or reviewer."
        />
        {link === null ? (
          <p>
            <ButtonLink href="/settings#email">To your settings</ButtonLink>
          </p>
        ) : null}
      </>
    );
  const { title, lead, action, done } = WORDS[link.does];
  return (
    <>
      <PageHeading title={title} lead={lead} />
      {follow.isSuccess ? (
        <Alert live tone="verified" title={done} />
      ) : (
        <div className="flex flex-col items-start gap-3">
          {follow.isError ? <Alert live tone="attention" title={follow.error.message} /> : null}
          <Button variant="primary" busy={follow.isPending} onClick={() => follow.mutate(link)}>
            {action}
          </Button>
        </div>
      )}
    </>
  );
}
