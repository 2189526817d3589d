/**
 * What the people of an invented market sign, and when. Whoever logs it composes it by {@link composeSaying}: ids of providers,
 * definitions and cases follow from the hashes of statements, so that a world knows them before anything is logged.
 */
import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { CaseId, Did, Origin, ProviderId, StatementHash } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { lastInSlot } from "#lib/state/slot.ts";
import type { StateView } from "#lib/state/view.ts";
import { composeStatement, type Draft, type Identity } from "#lib/statement/compose.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import type { Promised } from "./definitions.ts";

export type Attachment = { readonly bytes: Uint8Array; readonly mediaType: string };

/** Said at a moment of the world's time, which is both `issuedAt` and, when the world is played, log time. */
export type Saying = {
  readonly at: Instant;
  readonly by: Identity;
  readonly said: Pick<Draft, "kind" | "subject" | "body">;
  /** Public parts. */
  readonly attached: readonly Attachment[];
};

export type Role = "admin" | "operator" | "publisher" | "auditor" | "reporter" | "maintainer" | "user";

/** A participant of the world, in words for its page. */
export type Actor = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly did: Did;
  /** One sentence. */
  readonly about: string;
};

/** Something that the two years tell, and who is in it. */
export type Story = {
  readonly id: string;
  readonly title: string;
  /** Two or three sentences. */
  readonly told: string;
  /** Where it can be seen, in words; routes in backticks. */
  readonly shows: string;
  readonly providers: readonly ProviderId[];
  readonly cases: readonly CaseId[];
};

/** Keys of the index and of its first admin, all of the seed. `draw`: its seed begins the chain of draws. */
export type IndexKeys = Readonly<
  Record<"log" | "promise" | "answer" | "witness" | "statement" | "admin" | "draw", Identity>
>;

type Named = { readonly id: ProviderId; readonly name: string; readonly responseKey: Identity };

/** One instance that sells services under one definition, the same at several indexes. `lies`: to whoever asks today. */
export type CommonMarket = {
  readonly promised: Promised;
  readonly instance: Named;
  readonly services: readonly { readonly provider: Named; readonly lies: boolean }[];
  readonly pays: Named;
};

export type PrexWorld = {
  readonly seed: string;
  readonly origin: Origin;
  readonly start: Instant;
  /** Two years after the start: here a visitor comes in. */
  readonly now0: Instant;
  /** Nothing is planned behind it. */
  readonly end: Instant;
  readonly indexKeys: IndexKeys;
  readonly actors: readonly Actor[];
  readonly stories: readonly Story[];
  /** In the order of time: all that does not depend on what others do. The first founds the log. */
  readonly planned: readonly Saying[];
  /** Of each instance: what it asks over the list price of services, in percent. */
  readonly markups: ReadonlyMap<ProviderId, number>;
  readonly doors: {
    /** When each case that is prepared for a visitor takes the last ballot, in order. */
    readonly seats: readonly { readonly from: Instant; readonly until: Instant }[];
    /** A service that lies whenever a visitor asks it. `key`: name of its response key for `demoKey`. */
    readonly liar: {
      readonly provider: ProviderId;
      readonly name: string;
      readonly key: string;
      readonly promised: Promised;
    };
  };
  /** What several indexes know: a service that pays to be named, and lies, is among them. */
  readonly common: CommonMarket;
  /** What people say because of what they see at a moment, each with that moment as its time. `cases`: those that are open. */
  readonly react: (view: StateView, now: Instant, cases: Iterable<CaseId>) => readonly Saying[];
  /** Of those cases: sealed ballots that only a visitor can open now, by name. */
  readonly ballotsOfOthers: (view: StateView, now: Instant, cases: Iterable<CaseId>) => readonly string[];
};

/** What a log of a world is played from. */
export type PlayableWorld = Omit<PrexWorld, "actors" | "common" | "doors" | "end" | "now0">;

/** 16 bytes, base64url: of one world the same saying has the same id, whenever it is composed. */
export function idOf(seed: string, { at, by, said: { kind, subject, body } }: Saying): string {
  const name = canonicalBytes({ at, by: by.did, kind, subject, body });
  return base64UrlEncode(sha256(utf8Encode(seed), name).slice(0, 16));
}

/** The parts with nonces that follow from the statement's id. */
export function partsOf(seed: string, saying: Saying): Part[] {
  const id = base64UrlDecode(idOf(seed, saying)) ?? new Uint8Array();
  return saying.attached.map(({ bytes }, at) => ({ bytes, nonce: sha256(concatBytes(id, Uint8Array.of(at))) }));
}

type Place = Pick<PrexWorld, "seed" | "origin">;

/** The statement with its predecessor in the state that it meets. */
export function composeSaying(world: Place, saying: Saying, view: StateView): UnsignedStatement {
  const plain = composeFirst(world, saying);
  const prev = lastInSlot(view, plain);
  return prev === undefined ? plain : { ...plain, prev };
}

/** The statement of a saying without a predecessor, or with the given one. */
export function composeFirst({ seed, origin }: Place, saying: Saying, prev?: StatementHash): UnsignedStatement {
  const { at, by, said, attached } = saying;
  const id = base64UrlDecode(idOf(seed, saying)) ?? new Uint8Array();
  const parts = partsOf(seed, saying).map((part, nth) => ({
    commit: commitOf(part),
    bytes: part.bytes.length,
    mediaType: attached[nth]?.mediaType ?? "application/octet-stream",
    visibility: "public" as const,
  }));
  const draft = { ...said, log: origin, issuer: by.did, key: by.thumbprint, prev };
  return composeStatement(parts.length === 0 ? draft : { ...draft, parts }, at, () => id);
}
