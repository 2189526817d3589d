/** What a checker knows besides the bundle: of the log, of other cases, of definitions; and the machines it can run. */
import type { PriceVersion } from "#lib/disclosure/price-history.ts";
import type { Did, EntryIndex, ProviderId, StatementHash } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { KeyEnd, LogPlace } from "#lib/keys/weight.ts";
import type { KeyPurpose } from "#lib/statement/bodies.ts";
import type { Definition } from "#lib/statement/definition.ts";
import type { StatementTrust } from "#lib/statement/verify-receipt.ts";
import type { FaultId } from "../bundle/fault-id.ts";
import type { Host } from "../definition/admission.ts";
import type { Material } from "../definition/run-definition.ts";

/** Which history a verdict rests on: the chain head of the key's aggregate after `events` entries of that log, hex. */
export type HistoryCited = { readonly origin: string; readonly head: string; readonly events: number };

/** A signing key's life in one log. */
export type KeyHistory = {
  readonly owner: ProviderId | Did;
  readonly purpose: KeyPurpose;
  readonly addedIn: EntryIndex;
  /** Where it proved its owner's name, if it was published later. */
  readonly provenIn?: EntryIndex;
  /** Null: it proved a name, and was published for nothing. */
  readonly activeFrom: Instant | null;
  readonly ends: readonly KeyEnd[];
};

/** Price lists of a provider that take effect in the log. */
export type KnownPrices = {
  readonly versions: readonly PriceVersion[];
  /** Entries of the log that were looked at for them. */
  readonly size: number;
  /** No list is left out before the first of these. */
  readonly isWhole: boolean;
};

/** `listed`: the log had the version before the report, and its tests came out; undefined: not known here. */
export type KnownDefinition = {
  readonly definition: Definition;
  readonly material: Material;
  readonly listed: boolean | undefined;
  /** Where its publisher withdrew it, at any time: the checks hold it against the answer. */
  readonly withdrawn?: LogPlace;
  /** The version that it replaced, whose grace may still run; `since`: from when it was a promise. */
  readonly before?: { readonly definition: Definition; readonly material: Material; readonly since: Instant };
};

export type CheckFacts = {
  /** Where the report stands in the log; before it is filed, the next place and now. */
  readonly filed: LogPlace;
  /** By which receipts are believed. */
  readonly trust: StatementTrust;
  /**
   * As the log has it at any time since the report: what came later is left out by the checks. Undefined: this checker does
   * not know the key's history, and believes what the bundle proves; `null`: the log has no such key.
   */
  readonly historyOf: (publicKey: Did) => KeyHistory | null | undefined;
  /** By its hash; undefined: not at hand here. */
  readonly definitionOf: (hash: string) => KnownDefinition | undefined;
  /** Left out, or undefined: its price lists are not known here. */
  readonly pricesOf?: (provider: ProviderId | Did) => KnownPrices | undefined;
  /** What the statement with this hash did in the log. Left out, or undefined: not known here. */
  readonly effectOf?: (statement: StatementHash) => "effective" | "void" | undefined;
  /** An earlier case of the same fault, null for none; left out by who does not know the cases. */
  readonly caseOf?: (fault: FaultId) => string | null;
  /** Open cases under the same definition against so many other providers; left out likewise. */
  readonly similarCases?: (definition: string) => number;
  /** Left out: this checker runs no code. */
  readonly hosts?: { readonly local: Host; readonly second?: Host };
};

/** As many accused under one definition are more likely the definition's fault than theirs. */
export const SUSPICIOUS_PROVIDERS = 3;
