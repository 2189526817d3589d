/** Follows and unfollows: in the account when somebody is signed in, else in this browser alone. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { FollowView } from "#lib/contract/follows.ts";
import { whoAmIQuery } from "../account/who.ts";
import { requestJson } from "../request-json.ts";
import { writeFollows } from "./follow-store.ts";
import { useFollows } from "./use-follows.ts";

type List = { readonly data: FollowView[] };

export const followsQuery = queryOptions({
  queryKey: ["follows"],
  queryFn: async () => (await requestJson<List>("/api/v1/follows")).data.data,
});

/** The account's list, remembered in this browser as long as it is signed in; undefined: signed out, or not known yet. */
export function useAccountFollows(): { isSignedIn: boolean | undefined; list: FollowView[] | undefined } {
  const who = useQuery(whoAmIQuery);
  const isSignedIn = who.data === undefined ? undefined : who.data.session !== null;
  const follows = useQuery({ ...followsQuery, enabled: isSignedIn === true });
  const list = isSignedIn === true ? follows.data : undefined;
  useEffect(() => {
    if (isSignedIn === false) writeFollows({ account: {} });
    else if (list !== undefined) writeFollows({ account: sinceOf(list) });
  }, [isSignedIn, list]);
  return { isSignedIn, list };
}

export function useFollow() {
  const client = useQueryClient();
  const follows = useFollows();
  const { isSignedIn } = useAccountFollows();
  const reload = () => client.invalidateQueries({ queryKey: followsQuery.queryKey });
  const follow = useMutation({
    mutationFn: async ({ id, since }: { id: string; since: string }) => {
      if (isSignedIn !== true) return writeFollows({ own: { ...follows.own, [id]: since } });
      await requestJson(`/api/v1/follows/${id}`, { method: "PUT" });
      await reload();
    },
  });
  const unfollow = useMutation({
    mutationFn: async (id: string) => {
      const { [id]: _, ...own } = follows.own;
      if (id in follows.own) writeFollows({ own });
      if (isSignedIn !== true) return;
      await requestJson(`/api/v1/follows/${id}`, { method: "DELETE" });
      await reload();
    },
  });
  return { follows, isSignedIn, follow, unfollow };
}

function sinceOf(list: readonly FollowView[]): Record<string, string> {
  return Object.fromEntries(list.map(({ provider, since }) => [provider, since]));
}
