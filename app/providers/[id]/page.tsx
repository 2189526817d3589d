import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getUnclaimed } from "#lib/server/services/case/get-unclaimed.ts";
import { getProvider } from "#lib/server/services/provider/get-provider.ts";
import { isServiceError } from "#lib/server/services/service-error.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { ListedPage } from "./listed-page.tsx";
import { UnclaimedPage } from "./unclaimed-page.tsx";

type Params = { params: Promise<{ id: string }> };

/** Undefined where nothing of that kind is known. */
async function found<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isServiceError(error) && error.code === "not-found") return undefined;
    throw error;
  }
}

/** A listed provider; else one that is known by its key alone. */
async function readProvider(text: string) {
  const id = parseProviderId(text);
  if (id === undefined) notFound();
  const ctx = webContext();
  const listed = await found(getProvider(ctx, id));
  return listed === undefined ? { unclaimed: (await found(getUnclaimed(ctx, id))) ?? notFound() } : { listed };
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { listed } = await readProvider((await params).id);
  if (listed === undefined) return { title: "Nobody has claimed this provider" };
  const { data, as_of: asOf } = listed;
  const { form } = data;
  const isProven = isNameProven(form, asInstant(Date.parse(asOf.time)));
  const feed = `/providers/${form.id}/feed`;
  return {
    title: isProven ? form.name : `Unproven name: ${form.name}`,
    alternates: { types: { "application/atom+xml": `${feed}.atom`, "application/feed+json": `${feed}.json` } },
  };
}

export default async function ProviderPage({ params }: Params) {
  const { listed, unclaimed } = await readProvider((await params).id);
  return listed === undefined ? <UnclaimedPage {...unclaimed} /> : <ListedPage {...listed} />;
}
