"use client";
import { useQueries } from "@tanstack/react-query";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { shorten } from "#components/ui/shorten.ts";
import { toast } from "#components/ui/toast.ts";
import { providerQuery } from "#lib/client/account/queries.ts";
import { followed } from "#lib/client/follow/follow-store.ts";
import { useFollow } from "#lib/client/follow/use-follow.ts";

/** Whom: with where it is kept, and the way to end it. */
export function FollowedList() {
  const { follows, isSignedIn, follow, unfollow } = useFollow();
  const all = followed(follows);
  const forms = useQueries({ queries: all.map(([id]) => ({ ...providerQuery(id), staleTime: 600_000 })) });
  if (all.length === 0) return null;
  const failed = (error: Error) => toast.failed("Nothing was changed", { description: error.message });
  return (
    <Panel id="followed" title="Whom you follow" flush>
      <ul className="divide-y divide-divider">
        {all.map(([id, since], at) => {
          const name = forms[at]?.data?.name;
          const isHereOnly = !(id in follows.account);
          return (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-2.5">
              <span className="min-w-0">
                <Link look="name" href={`/providers/${id}`}>
                  {name === undefined ? <span className="font-mono text-sm">{shorten(id)}</span> : <bdi>{name}</bdi>}
                </Link>
                <span className="block text-muted text-sm">
                  {isHereOnly ? "in this browser" : "for your account"} since {since.slice(0, 10)}
                </span>
              </span>
              <span className="flex flex-wrap gap-2">
                {isSignedIn === true && isHereOnly ? (
                  <Button size="sm" onClick={() => follow.mutate({ id, since }, { onError: failed })}>
                    Keep in account<span className="sr-only">: {name ?? id}</span>
                  </Button>
                ) : null}
                <Button size="sm" variant="quiet" onClick={() => unfollow.mutate(id, { onError: failed })}>
                  Stop<span className="sr-only"> following {name ?? id}</span>
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
