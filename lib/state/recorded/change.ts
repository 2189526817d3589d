/** What an entry changes in a provider's record. */
import type { EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import type { FactType, RecordedFact } from "../record-forms.ts";

/** A fact without its place; `entry`: whose place shows it, when that is another than the entry that records it. */
export type Draft = Omit<RecordedFact, "id" | "entry" | "day" | "type" | "about"> & { readonly entry?: EntryIndex };

/** The fact of that name on that month's page becomes so; undefined: it is taken off. */
export type Change = {
  readonly provider: ProviderId;
  readonly month: string;
  readonly type: FactType;
  readonly about: string;
  readonly fact: Draft | undefined;
};
