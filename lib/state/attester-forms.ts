/** Canonical form of those who attach right answers to a provider, to be run again (docs/protocol/record.md, "Clean audits"). */
import type { EntryIndex, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import type { ReExecutionBody } from "#lib/statement/observations.ts";

/** What the index found when it ran the newest attachment. */
export type Rerun = Pick<ReExecutionBody, "outcome" | "reason" | "exchange" | "signedAt"> & {
  entry: EntryIndex;
  loggedAt: string;
};

/** One key's word for one provider: its newest attachment, since one a day counts. */
export type AttesterForm = {
  aggregate: "attester";
  provider: ProviderId;
  key: Thumbprint;
  attached: number;
  agreed: number;
  last: {
    statement: StatementHash;
    /** Commitment of the part that is the evidence. */
    bundle: string;
    entry: EntryIndex;
    loggedAt: string;
    /** Null: it was not run yet. */
    found: Rerun | null;
  };
};

export const attesterKey = (provider: string, thumbprint: string) => `attester:${provider}:${thumbprint}` as const;
