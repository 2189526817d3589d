/**
 * What machines say of a claim, drawn from the checks alone, so that everybody who has the same checks has the same verdict
 * (docs/protocol/evidence.md, "Verdict").
 */
import { hexEncode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { type ClaimKind, isMachineDecided } from "../bundle/claim-kinds.ts";
import type { FaultId } from "../bundle/fault-id.ts";
import { BUNDLE_RULES } from "../rules.ts";
import type { HistoryCited } from "./facts.ts";

/**
 * `proven`: every check passed. `contested`: people must weigh key or time. `refuted`: the report is wrong. `inconclusive`:
 * nobody can tell, and nobody is hurt. `out-of-scope`: not for machines. `open`: this checker lacks something that
 * another has; it is no verdict.
 */
export type Verdict =
  | { readonly verdict: "proven" }
  | {
      readonly verdict: "contested" | "refuted" | "inconclusive" | "out-of-scope" | "open";
      readonly reason: string;
    };

type Meaning = "refuted" | "contested" | "out-of-scope" | "inconclusive";

/** What a failed check means; where a reason says more than the check, by the reason. */
const FAILURES: Readonly<Record<string, { verdict: Meaning; reason?: string }>> = {
  form: { verdict: "refuted", reason: "bundle-form" },
  "wrong-claim": { verdict: "refuted" },
  secrets: { verdict: "refuted", reason: "secrets" },
  body: { verdict: "refuted", reason: "bundle-integrity" },
  components: { verdict: "refuted", reason: "not-the-profile" },
  key: { verdict: "refuted" },
  signature: { verdict: "refuted", reason: "bad-signature" },
  "key-state": { verdict: "refuted" },
  // Whoever signs first and publishes the key afterwards would else be out of it; a key that waits may be a thief's.
  "key-not-active": { verdict: "contested" },
  "key-contested": { verdict: "contested" },
  "key-weak": { verdict: "contested" },
  time: { verdict: "refuted" },
  definition: { verdict: "inconclusive" },
  "not-listed": { verdict: "out-of-scope" },
  claim: { verdict: "refuted" },
  attestable: { verdict: "inconclusive" },
  "second-host": { verdict: "inconclusive" },
  "similar-cases": { verdict: "contested" },
};

/** Reasons with which a check that cannot be made is the verdict of everybody, and not only of this checker. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  "nondeterministic",
  "budget",
  "timeout",
  "memory",
  "stack",
  "bad-input",
  "out-of-window",
  "in-grace",
  "unattestable",
  "float-output",
  "crash",
  "no-price-list",
  "not-in-price-list",
  "other-currency",
  "two-operators",
  "unit-changed",
  "no-flows",
]);

function meaningOf({ name, reason = name }: Check): { verdict: Meaning; reason: string } {
  const meaning = FAILURES[reason] ?? FAILURES[name] ?? { verdict: "refuted" as const };
  return { verdict: meaning.verdict, reason: meaning.reason ?? reason };
}

/**
 * The first check that did not pass decides; a key that people must weigh only where nothing else speaks against the claim,
 * since nobody need weigh who signed a right answer. Total.
 */
export function verdictOf(checks: readonly Check[], kind: ClaimKind | undefined): Verdict {
  const failures = checks.filter(({ outcome }) => outcome === "fail").map(meaningOf);
  const failed = failures.find(({ verdict }) => verdict !== "contested") ?? failures[0];
  if (failed !== undefined) return failed;
  if (kind !== undefined && !isMachineDecided(kind)) return { verdict: "out-of-scope", reason: wordOfPeople(checks) };
  const silent = checks.find(({ outcome, reason }) => outcome === "cannot-check" && SAYS_NOTHING.has(reason ?? ""));
  if (silent !== undefined) return { verdict: "inconclusive", reason: silent.reason ?? silent.name };
  const unmade = checks.filter(({ outcome }) => outcome !== "pass");
  // What only other cases could tell matters last: everything else may still speak against the claim.
  const open = unmade.find(({ reason }) => reason !== "cases-unknown") ?? unmade[0];
  return open === undefined ? { verdict: "proven" } : { verdict: "open", reason: open.reason ?? open.name };
}

/** A claim without any signed answer is a note that people cannot weigh. */
function wordOfPeople(checks: readonly Check[]): string {
  return checks.some(({ name, reason }) => name === "claim" && reason === "no-evidence") ? "no-evidence" : "for-people";
}

/** A verdict as a statement says it. */
export type Settled = { readonly verdict: Exclude<Verdict["verdict"], "open">; readonly reason: string | null };

/** What is open to an index is open to everybody: it has the log and all its definitions. Total. */
export function settle(found: Verdict): Settled {
  if (found.verdict === "proven") return { verdict: "proven", reason: null };
  const { verdict, reason } = found;
  if (verdict !== "open") return { verdict, reason };
  if (reason === "missing-definition") return { verdict: "out-of-scope", reason: "not-listed" };
  if (reason === "audience-is-a-name") return { verdict: "out-of-scope", reason: "for-people" };
  return { verdict: "inconclusive", reason };
}

/** What a verdict rests on. `commit`: of the bundle's part. Hashes in hex. */
export type VerdictInputs = {
  /** Null: nothing that names a fault could be read. */
  readonly faultId: FaultId | null;
  readonly commit: string;
  readonly keyHistory: HistoryCited | null;
  readonly t: Instant;
  readonly definition: string | null;
  readonly state: string | null;
};

/** SHA-256 of the canonical inputs, hex: two indexes with equal inputs and different verdicts are at fault, one of them. */
export function inputsHash({ faultId, commit, keyHistory, t, definition, state }: VerdictInputs): string {
  return hexEncode(
    sha256(
      canonicalBytes({
        faultId,
        commit,
        rules: { ...BUNDLE_RULES },
        keyHistory: keyHistory === null ? null : { ...keyHistory },
        t: formatInstant(t),
        definition,
        state,
      }),
    ),
  );
}
