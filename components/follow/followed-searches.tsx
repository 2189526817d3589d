"use client";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { useSearches } from "#lib/client/follow/use-searches.ts";

/** Searches whose alerts go to the account's programs; one that a page of providers named is offered first. */
export function FollowedSearches() {
  const { list, follow, stop } = useSearches();
  const asked = useAskedSearch();
  if (list === undefined) return null;
  const isNew = asked !== undefined && list.every(({ search }) => search !== asked);
  const error = follow.error ?? stop.error;
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium text-sm">Searches that are followed</p>
      {list.length === 0 && !isNew ? (
        <p className="text-muted text-sm">
          None. Under <Link href="/providers">a list of providers</Link> press “Follow this search by message”: you are
          told of whoever fits it then.
        </p>
      ) : null}
      <ul className="flex flex-col gap-2">
        {list.map(({ id, search }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-sm">
            <Search search={search} />
            <Button size="sm" variant="quiet" busy={stop.isPending} onClick={() => stop.mutate(id)}>
              Stop<span className="sr-only"> following {wordsOf(search)}</span>
            </Button>
          </li>
        ))}
        {isNew ? (
          <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-sm">
            <Search search={asked} />
            <Button size="sm" busy={follow.isPending} onClick={() => follow.mutate(asked)}>
              Follow this search
            </Button>
          </li>
        ) : null}
      </ul>
      {error === null ? null : (
        <p role="alert" className="text-failed text-sm">
          {error.message}
        </p>
      )}
    </div>
  );
}

function Search({ search }: { search: string }) {
  return (
    <Link href={`/providers${search === "" ? "" : `?${search}`}`} className="min-w-0 break-words">
      <bdi>{wordsOf(search)}</bdi>
    </Link>
  );
}

/** "kind instance, tier A,B" */
function wordsOf(search: string): string {
  const pairs = [...new URLSearchParams(search)];
  return pairs.length === 0 ? "all providers" : pairs.map(([name, value]) => `${name} ${value}`).join(", ");
}

/** `?search=` of the page's address, in one order. */
function useAskedSearch(): string | undefined {
  const [asked, setAsked] = useState<string | undefined>(undefined);
  useEffect(() => {
    const text = new URLSearchParams(window.location.search).get("search");
    if (text === null) return;
    const search = new URLSearchParams(text);
    search.sort();
    setAsked(search.toString());
  }, []);
  return asked;
}
