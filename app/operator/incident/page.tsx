import type { Metadata } from "next";
import { IncidentPage } from "#components/incident/incident-page.tsx";
import { caseIdSchema } from "#lib/contract/common.ts";

export const metadata: Metadata = { title: "Something went wrong" };

type Search = {
  searchParams: Promise<{ provider?: string | string[]; incident?: string | string[]; case?: string | string[] }>;
};

const one = (value: string | string[] | undefined) => (typeof value === "string" ? value : "");

export default async function Page({ searchParams }: Search) {
  const { provider, incident, case: admitted } = await searchParams;
  return (
    <IncidentPage
      key={`${one(provider)} ${one(incident)} ${one(admitted)}`}
      providerId={one(provider)}
      incident={one(incident) === "" ? undefined : one(incident)}
      admitted={caseIdSchema.safeParse(admitted).data}
    />
  );
}
