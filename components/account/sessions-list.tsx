"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { ErrorState, UnauthorisedState } from "#components/ui/states.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { toast } from "#components/ui/toast.ts";
import { sessionsQuery } from "#lib/client/account/queries.ts";
import { whoAmIQuery } from "#lib/client/account/who.ts";
import { whereText } from "#lib/client/keystore/where-text.ts";
import { requestJson } from "#lib/client/request-json.ts";
import type { SessionView } from "#lib/contract/accounts.ts";

/** Where the account is signed in; ends one session, or all others. */
export function SessionsList() {
  const client = useQueryClient();
  const who = useQuery(whoAmIQuery);
  const isSignedIn = who.data?.session != null;
  const sessions = useQuery({ ...sessionsQuery, enabled: isSignedIn });
  const end = useMutation({
    mutationFn: (path: string) => requestJson<{ revoked: number }>(path, { method: "DELETE" }),
    onSuccess: async ({ data }) => {
      await client.invalidateQueries();
      toast.done(data.revoked === 1 ? "1 session ended" : `${data.revoked} sessions ended`);
    },
    onError: (error) => toast.failed("Not ended", { description: error.message }),
  });
  if (who.data !== undefined && !isSignedIn) {
    return (
      <UnauthorisedState
        title="You are signed out"
        action={<ButtonLink href="/sign-in?next=/settings">Sign in</ButtonLink>}
      >
        Your keys above are in this browser either way.
      </UnauthorisedState>
    );
  }
  if (sessions.isError || who.isError) {
    return <ErrorState title="Sessions cannot be read now" onRetry={() => void sessions.refetch()} />;
  }
  if (sessions.data === undefined) return <SkeletonText lines={2} label="Loading the sessions" />;
  return (
    <Sessions
      sessions={sessions.data}
      isBusy={end.isPending}
      onEnd={(session) => end.mutate(session.current ? "/api/v1/session" : `/api/v1/sessions/${session.id}`)}
      onEndOthers={() => end.mutate("/api/v1/sessions")}
    />
  );
}

/** One line each; all others can be ended at once where there are any. */
export function Sessions({
  sessions,
  isBusy,
  onEnd,
  onEndOthers,
}: {
  sessions: readonly SessionView[];
  isBusy: boolean;
  onEnd: (session: SessionView) => void;
  onEndOthers: () => void;
}) {
  const others = sessions.filter((session) => !session.current).length;
  return (
    <div className="flex flex-col gap-3">
      <ul className="divide-y divide-divider">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} isBusy={isBusy} onEnd={() => onEnd(session)} />
        ))}
      </ul>
      {others > 0 ? (
        <div>
          <Button busy={isBusy} onClick={onEndOthers}>
            End all others ({others})
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function SessionRow({ session, isBusy, onEnd }: { session: SessionView; isBusy: boolean; onEnd: () => void }) {
  const place = whereText(session.user_agent);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5 first:pt-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium first-letter:uppercase">{place}</span>
          {session.current ? <Badge tone="info">this one</Badge> : null}
        </p>
        <p className="text-muted text-sm">
          Signed in <TimeText at={Date.parse(session.created_at)} precision="minute" />, last seen{" "}
          <TimeText at={Date.parse(session.last_seen_at)} precision="minute" />
        </p>
      </div>
      <Button size="sm" disabled={isBusy} onClick={onEnd}>
        {session.current ? "Sign out here" : "End"}
        <span className="sr-only"> {place}</span>
      </Button>
    </li>
  );
}
