"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { ErrorState } from "#components/ui/states.tsx";
import { whoAmIQuery } from "#lib/client/account/who.ts";
import { useWebhooks } from "#lib/client/follow/use-webhooks.ts";
import { MOST_WEBHOOKS } from "#lib/contract/follow-limits.ts";
import { FollowedSearches } from "./followed-searches.tsx";
import { WebhookRow } from "./webhook-row.tsx";

/** Messages to a program of one's own: signed, tried again, tested before anything else is sent. */
export function WebhooksPanel() {
  const who = useQuery(whoAmIQuery);
  return (
    <Panel id="webhooks" title="By message to your own program">
      {who.data === undefined ? (
        <SkeletonText lines={2} label="Asking who is here" />
      ) : who.data.session === null ? (
        <>
          <p className="mb-3 text-muted text-sm">
            Signed messages to an https address of yours, for the providers and searches that you follow with your
            account.
          </p>
          <ButtonLink size="sm" href="/sign-in?next=/following">
            Sign in
          </ButtonLink>
        </>
      ) : (
        <Webhooks />
      )}
    </Panel>
  );
}

function Webhooks() {
  const { list, add, change } = useWebhooks();
  const [url, setUrl] = useState("");
  if (list.isError) return <ErrorState title="Webhooks cannot be read now" onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <SkeletonText lines={2} label="Loading your webhooks" />;
  const { data, verification_key: key } = list.data;
  return (
    <div className="flex flex-col gap-4">
      {data.length === 0 ? null : (
        <ul className="flex flex-col gap-4">
          {data.map((webhook) => (
            <WebhookRow
              key={webhook.id}
              webhook={webhook}
              isBusy={change.isPending}
              error={change.error?.message}
              onChange={(path, method) => change.mutate({ path, method })}
            />
          ))}
        </ul>
      )}
      {data.length >= MOST_WEBHOOKS ? (
        <p className="text-muted text-sm">An account has at most {MOST_WEBHOOKS}.</p>
      ) : (
        <form
          noValidate
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate(url.trim(), { onSuccess: () => setUrl("") });
          }}
        >
          <Field
            label="Address"
            help="https only. A test is sent at once; nothing else, until one is answered with 2xx."
            error={add.error?.message}
          >
            <Input
              mono
              type="url"
              value={url}
              placeholder="https://you.example/touchstone"
              autoComplete="off"
              onChange={(event) => setUrl(event.target.value)}
            />
          </Field>
          <div>
            <Button type="submit" size="sm" busy={add.isPending} disabled={url.trim() === ""}>
              Add and test
            </Button>
          </div>
        </form>
      )}
      {data.length === 0 ? null : <FollowedSearches />}
      <Details summary="Check that a message is from this index">
        <p className="flex flex-wrap items-center gap-2 text-sm">
          Each is signed with this key: <code className="break-all font-mono text-xs">{key}</code>
          <CopyButton value={key} what="verification key" />
        </p>
        <p className="mt-2 text-sm">
          <Link href="/docs/how-to/follow-a-provider">How to check it</Link>
        </p>
      </Details>
    </div>
  );
}
