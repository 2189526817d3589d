/**
 * What a disclosure type is. Each type is one file of this folder that exports `disclosure`; the lists of them
 * (`all.ts`) and of their words (`words.ts`) are written by `npm run check -- --fix`. From the one definition follow the kind and who may sign it, the
 * form, the validation, the reader's view, the differences, the command line, the API and the staleness clock.
 */
import type { z } from "zod";
import type { Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";

/** When a version stops being fresh. */
export type Life =
  /** At the body's `expiresAt`, which lies at most `longestDays` after the log time. */
  | { readonly ends: "at-expiry"; readonly presetDays: number; readonly longestDays: number }
  /** `graceDays` after the time in a field of the body. */
  | { readonly ends: "after-field"; readonly field: string; readonly graceDays: number; readonly presetDays: number }
  /** It has no end of its own: other clocks, or none. */
  | { readonly ends: "never" };

/** A version as the fold meets it. */
export type Version = {
  readonly body: JsonObject;
  readonly loggedAt: Instant;
  readonly entry: number;
  /** Hex. */
  readonly statement: string;
};

/** Transparency step that asks for the type; null: welcome, but no step needs it. */
export type StepNumber = 1 | 2 | 3 | 4;

export type DisclosureType<Name extends string = string> = {
  readonly type: Name;
  readonly title: string;
  /** What a sentence says was published, such as "its identity" or "an incident". */
  readonly object: string;
  /** Short, for the documentation's table of kinds. */
  readonly says: string;
  /** What a reader gains by it. */
  readonly purpose: string;
  readonly body: z.ZodObject;
  /** Minutes that an operator needs for it the first time. */
  readonly minutes: number;
  readonly life: Life;
  /** It announces: its `effectiveAt` may lie ahead by so many days. Absent: what is said is true already. */
  readonly aheadDays?: number;
  readonly step: StepNumber | null;
  /** Providers that it can be about. */
  readonly about: "instance" | "service" | "both";
  /** Whether a version replaces the one before and names it by `prev`; else each stands for itself. */
  readonly replaces: boolean;
  /** Written by a person in the composer; false: by a program. */
  readonly composed: boolean;
  /** Member scope that suffices beside `disclose`. */
  readonly scope?: "beat";
  /**
   * Facts of the version that later versions, clocks and pages need, kept in the provider's form: small and bounded. A
   * void code refuses the version. Total, and of the body and the facts before it alone: parts are never read.
   */
  readonly keep?: (before: JsonObject | undefined, version: Version) => JsonObject | VoidCode;
  /** A body that is true of somebody at a time: the template of the command line, of the documentation and of tests. */
  readonly example: (now: Instant) => JsonObject;
};

/** Keeps the name's literal type. */
export function disclosureType<const Name extends string>(type: DisclosureType<Name>): DisclosureType<Name> {
  return type;
}
