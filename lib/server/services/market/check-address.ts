import type { AsOf } from "#lib/contract/common.ts";
import type { AddressCheck } from "#lib/contract/offers.ts";
import { addressStanding, type CustodyVersion } from "#lib/disclosure/address-check.ts";
import { addressForm } from "#lib/disclosure/payment-alarms.ts";
import { asInstant, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { custodyNamesOfBody } from "#lib/statement/disclosures/custody-addresses.ts";
import type { ReadCtx } from "../context.ts";
import { paymentMethodsOf } from "../observation/get-observations.ts";
import { getProvider } from "../provider/get-provider.ts";
import { readVersions } from "../provider/read-disclosures.ts";

type Question = { readonly provider: string; readonly address: string; readonly as_of?: number | undefined };

/** Errors: `not-found`, `gone`. */
export async function checkAddress(ctx: ReadCtx, query: Question): Promise<{ data: AddressCheck; as_of: AsOf }> {
  const { data, as_of } = await getProvider(ctx, query.provider, query.as_of);
  return { data: await addressCheckOf(ctx, data.form, { address: query.address, coin: "" }, as_of), as_of };
}

/** `coin`: what is paid, as far as that is known; else empty. */
export async function addressCheckOf(
  ctx: ReadCtx,
  form: ProviderForm,
  asked: { readonly address: string; readonly coin: string },
  asOf: AsOf,
): Promise<AddressCheck> {
  const [{ versions }, payments] = await Promise.all([
    readVersions(ctx, form.id, "custody_addresses", { size: asOf.size }),
    paymentMethodsOf(ctx, form, asOf.size),
  ]);
  const now = asInstant(Date.parse(asOf.time));
  const known = versions.map(custodyVersion).reverse();
  const { state, since, entry, chains } = addressStanding(asked, known, now);
  const methods = payments?.methods ?? [];
  return {
    ...{ state, entry, chains: [...chains] },
    since: since && formatInstant(since),
    told: methods.some(({ address }) => addressForm(address) === addressForm(asked.address)),
  };
}

type Version = Awaited<ReturnType<typeof readVersions>>["versions"][number];

function custodyVersion({ publishedIn, entry, body }: Version): CustodyVersion {
  const loggedAt = parseInstant(entry.logged_at) ?? (0 as Instant);
  const until = parseInstant(String(body.expiresAt)) ?? null;
  return { entry: publishedIn, loggedAt, until, names: custodyNamesOfBody(body) };
}
