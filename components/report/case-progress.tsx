"use client";
import { useQuery } from "@tanstack/react-query";
import { caseQuery } from "#lib/client/report/case-queries.ts";
import { CaseStanding } from "./case-standing.tsx";

/** How the case of a report stands, asked again until a machine has judged it. */
export function CaseProgress({ id }: { id: string }) {
  const { data, error } = useQuery(caseQuery(id));
  const first = data?.joined_to ?? undefined;
  const joined = useQuery({ ...caseQuery(first ?? id), enabled: first !== undefined, refetchInterval: false });
  return (
    <CaseStanding
      id={id}
      found={data ?? undefined}
      isSilent={error !== null}
      reporters={first === undefined ? undefined : joined.data?.reporters}
    />
  );
}
