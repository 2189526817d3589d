/** The newest observation of each type about a provider, and what follows from it: computed here, from entries alone. */
import type { AsOf } from "#lib/contract/common.ts";
import type { ProviderObservations } from "#lib/contract/observations.ts";
import { asInstant, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { isActiveAt } from "#lib/keys/lifecycle.ts";
import { keyKey, type NameSeen, type ProviderForm } from "#lib/state/forms.ts";
import { isNameProven, nameFileUrl, nameSeenAt } from "#lib/state/name-proofs.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { NAME_DNS_LABEL, nameRecord, type ObservationOf, type ObservationType } from "#lib/statement/observations.ts";
import type { Ctx, ReadCtx } from "../context.ts";
import { getProvider } from "../provider/get-provider.ts";
import { readForms } from "../state/read-aggregates.ts";
import { findLookAlikes } from "./look-alikes.ts";
import { paymentView } from "./payment-view.ts";

/** Errors: `not-found`, `gone`. */
export async function getObservations(
  ctx: Ctx,
  id: string,
  size?: number,
): Promise<{ data: ProviderObservations; as_of: AsOf }> {
  const { data, as_of } = await getProvider(ctx, id, size);
  return { data: await observationsOf(ctx, data.form, as_of), as_of };
}

/** Of a provider's form at a size. */
export async function observationsOf(ctx: Ctx, form: ProviderForm, asOf: AsOf): Promise<ProviderObservations> {
  const at = asInstant(Date.parse(asOf.time));
  const [bodies, look_alikes] = await Promise.all([readBodies(ctx, form), findLookAlikes(ctx, form.name, form.id)]);
  const dnsPlace = form.domain === null ? null : `${NAME_DNS_LABEL}.${form.domain}`;
  return {
    id: form.id,
    name: {
      proven: isNameProven(form, at),
      by_key: form.provenBy,
      dns: nameView(form.names.dns, dnsPlace, at),
      file: nameView(form.names.file, nameFileUrl(form) ?? null, at),
      record: nameRecord(form.id, ctx.origin),
    },
    look_alikes,
    probe: probeView(form, bodies),
    payment_methods: await paymentsOf(ctx, form, bodies, asOf.size),
    security_txt: securityView(form, bodies),
    key_directory: await keyView(ctx, form, bodies, asOf.size, at),
  };
}

/** Where it tells its users to pay; null: it was never seen to. */
export async function paymentMethodsOf(
  ctx: ReadCtx,
  form: ProviderForm,
  size: number,
): Promise<ProviderObservations["payment_methods"]> {
  return paymentsOf(ctx, form, await readBodies(ctx, form), size);
}

function nameView(name: NameSeen, place: string | null, at: Instant): ProviderObservations["name"]["dns"] {
  const { state, until } = nameSeenAt(name, at);
  return {
    state,
    place,
    until: until === undefined ? null : formatInstant(until),
    seen_in: name.seen?.entry ?? null,
    missed_in: name.missed?.entry ?? null,
  };
}

type Bodies = ReadonlyMap<number, JsonObject>;

/** Bodies of the entries that the form names, by index. */
async function readBodies(ctx: ReadCtx, form: ProviderForm): Promise<Bodies> {
  const contacts = form.disclosures.contacts?.entry;
  const wanted = [
    ...Object.values(form.observed).map(({ entry }) => entry),
    ...(contacts === undefined ? [] : [contacts]),
  ];
  if (wanted.length === 0) return new Map();
  const { rows } = await ctx.pool.query<{ index: string; leaf: Buffer }>(
    "SELECT index, leaf FROM log_entry WHERE index = ANY($1::bigint[])",
    [wanted],
  );
  return new Map(
    rows.flatMap(({ index, leaf }): [number, JsonObject][] => {
      const entry = parseEntry(new Uint8Array(leaf));
      return entry.ok ? [[Number(index), entry.value.parsed.statement.body]] : [];
    }),
  );
}

function newest<Type extends ObservationType>(form: ProviderForm, bodies: Bodies, type: Type) {
  const seen = form.observed[type];
  const body = seen === undefined ? undefined : bodies.get(seen.entry);
  if (seen === undefined || body === undefined) return undefined;
  return { seen: { entry: seen.entry, logged_at: seen.loggedAt }, body: body as unknown as ObservationOf<Type> };
}

function probeView(form: ProviderForm, bodies: Bodies): ProviderObservations["probe"] {
  const found = newest(form, bodies, "probe");
  if (found === undefined) return null;
  const { state, from, to, looks, answered, latencyMs } = found.body;
  return { ...found.seen, state, from, to, looks, answered, latency_ms: latencyMs ?? null };
}

async function paymentsOf(ctx: ReadCtx, form: ProviderForm, bodies: Bodies, size: number) {
  const found = newest(form, bodies, "payment-methods");
  return found === undefined
    ? null
    : await paymentView(ctx, form, { ...found.seen, outcome: found.body.outcome }, size);
}

function securityView(form: ProviderForm, bodies: Bodies): ProviderObservations["security_txt"] {
  const found = newest(form, bodies, "security-txt");
  if (found === undefined) return null;
  const { outcome, contacts, expires } = found.body;
  const entry = form.disclosures.contacts?.entry;
  const said = entry === undefined ? undefined : bodies.get(entry)?.securityContact;
  const isComparable = typeof said === "string" && outcome === "found";
  const bare = (contact: string) => contact.replace(/^mailto:/i, "").toLowerCase();
  return {
    ...found.seen,
    outcome,
    contacts,
    expires: expires ?? null,
    agrees: isComparable ? contacts.some((contact) => bare(contact) === bare(said)) : null,
  };
}

async function keyView(
  ctx: Ctx,
  form: ProviderForm,
  bodies: Bodies,
  size: number,
  at: Instant,
): Promise<ProviderObservations["key_directory"]> {
  const found = newest(form, bodies, "key-directory");
  if (found === undefined) return null;
  const forms = await readForms(
    ctx,
    form.keys.map(({ thumbprint }) => keyKey(thumbprint)),
    size,
  );
  const known = forms.flatMap((key) => (key.aggregate === "key" ? [key] : []));
  const everKnown = new Set<string>([...known.map(({ publicKey }) => publicKey), ...form.provenBy]);
  const { outcome, keys } = found.body;
  const inForce = known.filter((key) => key.purpose !== "disclosure" && isActiveAt(key, at));
  return {
    ...found.seen,
    outcome,
    only_there: keys.filter((key) => !everKnown.has(key)),
    only_here: outcome === "found" ? inForce.map((key) => key.publicKey).filter((key) => !keys.includes(key)) : [],
  };
}
