import type { Instant } from "#lib/kernel/instant.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import type { Published } from "./published.ts";
import type { Scored } from "./scored.ts";

/** The log as a reader's own replay gives it, which what a site shows is held against. */
export type Site = {
  readonly size: number;
  readonly entries: readonly AuditedEntry[];
  readonly state: MemoryState;
  /** Marks of `at`. */
  readonly scored: Scored;
  /** By subject. */
  readonly published: ReadonlyMap<string, readonly Published[]>;
  /** 00:00 UTC of the day of entry size − 1. */
  readonly at: Instant;
  /** By which is drawn what is looked at where not all can be. */
  readonly seed: string;
};
