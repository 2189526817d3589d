/** Writes down what an invented market says: people, providers, keys, and the ids that follow from their statements. */
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import {
  type Did,
  type Origin,
  type ProviderId,
  providerIdOf,
  providerIdOfKey,
  type StatementHash,
} from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { KeyPurpose } from "#lib/statement/bodies.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { demoKey } from "#lib/statement/demo-key.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { keyProofBytes, nameProofBytes } from "#lib/statement/possession-proof.ts";
import { type Dice, diceOf, seededRandom } from "../dice.ts";
import { type Actor, type Attachment, composeFirst, type Role, type Saying, type Story } from "./saying.ts";

/** Whoever signs as `identity`, and what pages say of it. */
export type Person = { readonly id: string; readonly name: string; readonly identity: Identity };

export type Provider = {
  readonly id: ProviderId;
  readonly kind: "instance" | "service";
  readonly name: string;
  readonly domain: string;
  readonly operator: Person;
  /** Signs its answers. */
  readonly responseKey: Identity;
  /** Day of the world on which it was listed. */
  readonly since: number;
};

/** Ed25519 over the message by a 32-byte seed: 64 bytes. */
export type SignBySeed = (seed: Uint8Array, message: Uint8Array) => Uint8Array;

export class Script {
  readonly seed: string;
  readonly origin: Origin;
  readonly start: Instant;
  readonly sign: SignBySeed;
  readonly actors: Actor[] = [];
  readonly people: Person[] = [];
  readonly stories: Story[] = [];
  readonly #sayings: Saying[] = [];
  /** Last key statement of each owner: the next one and its proof name it. */
  readonly #keySlots = new Map<string, StatementHash>();

  constructor(seed: string, origin: Origin, start: Instant, sign: SignBySeed = signEd25519) {
    this.seed = seed;
    this.origin = origin;
    this.start = start;
    this.sign = sign;
  }

  /** What was said, in the order of time; of one moment in the order of writing. */
  sayings(): Saying[] {
    return this.#sayings.toSorted((a, b) => a.at - b.at);
  }

  /** Throws that nobody else's throws change. */
  dice(name: string): Dice {
    const [a = 0, b = 0, c = 0, d = 0] = sha256(utf8Encode(`${this.seed}\n${name}`));
    return diceOf(seededRandom((a << 24) | (b << 16) | (c << 8) | d));
  }

  /** A moment of a day of the world; hours may be fractions, and are cut to the second. */
  at(day: number, hour = 12): Instant {
    const ms = day * DAY_MS + hour * HOUR_MS;
    return asInstant(this.start + Math.floor(ms / SECOND_MS) * SECOND_MS);
  }

  say(
    at: Instant,
    by: Identity,
    kind: Kind,
    subject: string,
    body: object,
    attached: readonly Attachment[] = [],
  ): Saying {
    const saying = { at, by, said: { kind, subject, body: body as JsonObject }, attached };
    this.#sayings.push(saying);
    return saying;
  }

  /** Of a statement whose kind has no slot, or that is the first in its slot. */
  hashOf(saying: Saying, prev?: StatementHash): StatementHash {
    return statementHash(composeFirst(this, saying, prev));
  }

  /** A registered participant, or with `day` undefined somebody who only has a key. */
  person(id: string, name: string, role: Role, about: string, day?: number): Person {
    const identity = demoKey(this.seed, `actor/${id}`);
    if (day !== undefined)
      this.say(this.at(day, 8), identity, "participant.register", identity.did, { displayName: name });
    this.actors.push({ id, name, role, did: identity.did, about });
    const person = { id, name, identity };
    this.people.push(person);
    return person;
  }

  /** Registers with a proof by its token key, and publishes the key that signs its answers. */
  provider(operator: Person, kind: Provider["kind"], name: string, since: number): Provider {
    const { at, token, listing, proofOf } = this.#listing(operator, kind, name, since);
    const body = { ...listing, proofs: [{ publicKey: token.did, signature: proofOf("new") }] };
    const registered = this.say(at, operator.identity, "provider.register", "new", body);
    return this.#listed({ operator, kind, name, since, at, id: providerIdOf(this.hashOf(registered)) });
  }

  /** As {@link Script.provider}, named by its token key: the id is the same in every log in which this is said. */
  claimed(operator: Person, kind: Provider["kind"], name: string, since: number): Provider {
    const { at, token, listing, proofOf } = this.#listing(operator, kind, name, since);
    const id = providerIdOfKey(token.did);
    this.say(at, operator.identity, "provider.claim", id, { ...listing, providerKey: token.did, proof: proofOf(id) });
    return this.#listed({ operator, kind, name, since, at, id });
  }

  #listing(operator: Person, kind: Provider["kind"], name: string, since: number) {
    const label = labelOf(name);
    const domain = `${label}.example`;
    const token = demoKey(this.seed, `actor/${operator.id}/${label}/token`);
    const proofOf = (provider: ProviderId | "new") => {
      const message = nameProofBytes({ log: this.origin, operator: operator.identity.did, provider });
      return base64UrlEncode(this.sign(token.seed, message));
    };
    const at = this.at(since, 9 + (label.length % 5) / 10);
    return { at, token, proofOf, listing: { kind, name, domain, address: `https://${domain}` } };
  }

  #listed({ at, ...provider }: Omit<Provider, "domain" | "responseKey"> & { readonly at: Instant }): Provider {
    const { operator, id, name } = provider;
    const label = labelOf(name);
    const responseKey = demoKey(this.seed, responseKeyName(operator.id, name));
    this.addKey(addMs(at, 5 * MINUTE_MS), operator, id, "response", responseKey);
    return { ...provider, domain: `${label}.example`, responseKey };
  }

  addKey(at: Instant, operator: Person, owner: ProviderId | Did, purpose: KeyPurpose, added: Identity): void {
    const prev = this.#keySlots.get(owner);
    const claim = { log: this.origin, provider: owner, thumbprint: added.thumbprint, purpose };
    const proof = this.sign(added.seed, keyProofBytes(prev === undefined ? claim : { ...claim, prev }));
    const body = { purpose, newKey: added.did, proof: base64UrlEncode(proof) };
    this.#keyStatement(at, operator, "key.add", owner, body);
  }

  revokeKey(at: Instant, operator: Person, owner: ProviderId, body: object): void {
    this.#keyStatement(at, operator, "key.revoke", owner, body);
  }

  #keyStatement(at: Instant, operator: Person, kind: Kind, owner: string, body: object): void {
    const said = this.say(at, operator.identity, kind, owner, body);
    this.#keySlots.set(owner, this.hashOf(said, this.#keySlots.get(owner)));
  }

  /** The instance sells the service's tokens, as both operators say. */
  sells(at: Instant, instance: Provider, service: Provider): void {
    const body = { other: service.id, relation: "sells-tokens-of" };
    const link = this.say(at, instance.operator.identity, "provider.link", instance.id, body);
    if (instance.operator.id === service.operator.id) return;
    const statement = this.hashOf(link);
    this.say(addMs(at, HOUR_MS), service.operator.identity, "cosign", `stmt:${statement}`, { statement });
  }
}

function labelOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

/** Of the first key that signs a provider's answers, for `demoKey`. */
export function responseKeyName(operatorId: string, name: string): string {
  return `actor/${operatorId}/${labelOf(name)}/response-1`;
}

/** The key that replaces the first one which signed answers. */
export function secondKeyOf(
  { seed }: Pick<Script, "seed">,
  { operator, id }: Pick<Provider, "operator" | "id">,
): Identity {
  return demoKey(seed, `actor/${operator.id}/${id}/response-2`);
}
