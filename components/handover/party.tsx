"use client";
import { useQuery } from "@tanstack/react-query";
import { HashText } from "#components/ui/hash-text.tsx";
import { participantQuery } from "#lib/client/account/queries.ts";

/** An operator by its name and its did, which alone tells it from others of that name. */
export function Party({ did }: { did: string }) {
  const name = useQuery(participantQuery(did)).data?.displayName;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      {name === undefined ? null : <bdi className="font-medium">{name}</bdi>}
      <HashText value={did} what="did:key" />
    </span>
  );
}
