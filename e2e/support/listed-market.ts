/** The same services and the instance that sells them, signed into one index after another: their ids follow from their keys. */
import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { type Origin, type ProviderId, providerIdOfKey } from "#lib/kernel/ids.ts";
import { addMs, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { composeStatement, type Identity, signStatement } from "#lib/statement/compose.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { nameProofBytes } from "#lib/statement/possession-proof.ts";
import { buildSubmission } from "#lib/statement/submission.ts";

export const MARKET = { category: "storage", unit: "call", currency: "EUR" };

/** `price`: for 1,000 calls. */
export type ListedService = { readonly key: Identity; readonly name: string; readonly price: string };
export type ListedMarket = {
  readonly operator: Identity;
  readonly instance: Identity;
  readonly services: readonly ListedService[];
};

export const idOf = (key: Identity): ProviderId => providerIdOfKey(key.did);

/** Where statements go, under which name of a log, and what time it is there. */
export type Place = { readonly url: string; readonly origin: Origin; readonly now: () => Instant };

/** Registers the operator, claims all by their keys, links and prices them. Throws for a statement that has no effect. */
export async function listMarket(place: Place, { operator, instance, services }: ListedMarket): Promise<void> {
  const say = (kind: Kind, subject: string, body: JsonObject) => sayAt(place, operator, kind, subject, body);
  const claim = (key: Identity, kind: "instance" | "service", name: string) => {
    const message = nameProofBytes({ log: place.origin, operator: operator.did, provider: idOf(key) });
    const proof = base64UrlEncode(signEd25519(key.seed, message));
    return say("provider.claim", idOf(key), { kind, name, providerKey: key.did, proof });
  };
  await say("participant.register", operator.did, { displayName: "Operator" });
  await Promise.all([
    claim(instance, "instance", "Halden"),
    ...services.map(({ key, name }) => claim(key, "service", name)),
  ]);
  await Promise.all(
    services.flatMap(({ key, price }) => [
      say("provider.link", idOf(instance), { other: idOf(key), relation: "sells-tokens-of" }),
      say("disclosure.fees", idOf(key), feesAt(place.now(), price)),
    ]),
  );
}

function feesAt(now: Instant, pricePer1000: string): JsonObject {
  const line = { service: MARKET.category, unit: MARKET.unit, currency: MARKET.currency, noticeDays: 14 };
  return {
    ...DISCLOSURES.fees.example(now),
    lines: [{ ...line, pricePer1000, from: formatInstant(addMs(now, -1_000)) }],
  };
}

export async function sayAt(
  { url, origin, now }: Place,
  by: Identity,
  kind: Kind,
  subject: string,
  body: JsonObject,
): Promise<void> {
  const draft = { kind, log: origin, issuer: by.did, key: by.thumbprint, subject, body };
  const statement = composeStatement(draft, now(), (bytes) => new Uint8Array(randomBytes(bytes)));
  const sent = Uint8Array.from(buildSubmission(signStatement(statement, by.seed), []));
  // The same statement again is recorded once; a sequencer or a fold that is busy may not be there yet.
  for (let tries = 1; ; tries++) {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${url.replace(/\/$/, "")}/api/v1/statements`, {
      method: "POST",
      headers,
      body: sent,
    });
    const said = await response.json();
    if (said.effect?.status === "effective") return;
    const isEarly = response.status === 503 || (response.ok && said.effect == null);
    if (!isEarly || tries === MOST_TRIES) throw new Error(`${kind} at ${url}: ${JSON.stringify(said)}`);
    await setTimeout(100 * tries);
  }
}

const MOST_TRIES = 8;
