/** What the fold is made of: an entry, what it does, and the rule of one kind that says so. */
import type { Hash } from "#lib/kernel/hash.ts";
import type { EntryIndex, StatementHash } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { AggregateKey, Form } from "./forms.ts";
import type { StateView } from "./view.ts";

/** What the fold needs of an entry. Signatures were verified before. */
export type Entry = {
  index: EntryIndex;
  leafHash: Hash;
  loggedAt: Instant;
  statement: UnsignedStatement;
  hash: StatementHash;
  /** Where the statement stands, when it is carried out at a later entry: that of the last signature under it. */
  statedIn?: EntryIndex;
};

export type Effect = { status: "effective" } | { status: "void"; code: VoidCode };

export type Writes = ReadonlyMap<AggregateKey, Form>;

/** A reducer answers with what it writes, or with the guard that failed. */
export type Reducer = (view: StateView, entry: Entry) => Writes | VoidCode;
