/** Canonical form of the model that marks are computed by (docs/protocol/models.md). */
import type { EntryIndex, StatementHash } from "#lib/kernel/ids.ts";

/** `entry`: where the statement stands. `at`: the log time from which it counts. Hashes in hex. */
export type AnnouncedModel = {
  model: string;
  hash: string;
  codeSha256: string;
  ruleSha256: string;
  from: string | null;
  entry: EntryIndex;
  at: string;
};

export type ActivatedModel = { hash: string; entry: EntryIndex; at: string };

export type ModelForm = {
  aggregate: "model";
  /** Null: announced only. */
  active: ActivatedModel | null;
  /** Not activated yet, oldest first; at most {@link MODELS_ANNOUNCED}. */
  announced: AnnouncedModel[];
  /** Every activation, oldest first, the active one last; at most {@link MODELS_KEPT}. */
  history: ActivatedModel[];
  /** Null: genesis named the first. */
  slot: StatementHash | null;
};

export const MODELS_ANNOUNCED = 8;
export const MODELS_KEPT = 64;
