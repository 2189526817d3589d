import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ComposerPage } from "#components/disclosure/composer-page.tsx";
import { DISCLOSURES, type DisclosureName, isDisclosureName } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";

type Search = { searchParams: Promise<{ provider?: string | string[]; type?: string | string[]; from?: string }> };

async function readType({ searchParams }: Search): Promise<DisclosureType<DisclosureName>> {
  const { type = "identity" } = await searchParams;
  if (typeof type !== "string" || !isDisclosureName(type) || !DISCLOSURES[type].composed) notFound();
  return DISCLOSURES[type];
}

export async function generateMetadata(props: Search): Promise<Metadata> {
  return { title: `Publish: ${(await readType(props)).title}` };
}

export default async function NewDisclosurePage(props: Search) {
  const { type, title, purpose, about, life } = await readType(props);
  const { provider, from } = await props.searchParams;
  return (
    <ComposerPage
      key={`${type} ${from === "last"}`}
      providerId={typeof provider === "string" ? provider : ""}
      type={{ type, title, purpose, about, isEvent: life.ends === "never" }}
      fromLast={from === "last"}
    />
  );
}
