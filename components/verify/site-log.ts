import type { Did } from "#lib/kernel/ids.ts";

/** What this site says of its own log. `issuer`: who speaks for this index, from its genesis. */
export type SiteLog = {
  readonly origin: string;
  readonly vkey: string;
  /** Every promise key that its log ever named. */
  readonly promiseVkeys: readonly string[];
  readonly issuer: Did | undefined;
  /** By whom its answers are signed, from there too. */
  readonly answerKey: Did | undefined;
  /** Keys of other logs that this index knows. */
  readonly peers: readonly { readonly origin: string; readonly vkey: string }[];
};
