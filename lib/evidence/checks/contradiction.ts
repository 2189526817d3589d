/**
 * Two signed, logged statements of one operator that cannot both be true: two hashes for one block of a ledger, or two
 * epochs of liabilities of which the second does not follow from the first.
 *
 * Anybody can sign a statement about anybody, and the log takes it and calls it void: so each of the two must take effect.
 */
import { parseSplitProof, verifySplitProof } from "#lib/disclosure/ledger-digest/split-proof.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { Did, StatementHash } from "#lib/kernel/ids.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { buildReceipt, parseReceipt, type Receipt } from "#lib/log/receipt.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { ParsedStatement } from "#lib/statement/envelope.ts";
import { checkEquation, type EpochTotals, type Equation, type Flows } from "#lib/statement/solvency.ts";
import { verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import type { Bundle } from "../bundle/bundle.ts";
import { namesEntry, provenStanding } from "../proven-history.ts";
import { type ClaimFinding, claimOnly } from "./claim.ts";
import type { CheckFacts } from "./facts.ts";

/** `operator`: in whose name both statements were signed. `at`: when the later says that it was signed. */
export type Contradiction = {
  readonly operator: Did;
  readonly provider: string;
  readonly statements: readonly StatementHash[];
  readonly at: Instant;
};

/** What the two statements say of themselves; undefined for another claim, or what cannot be read. Total. */
export function contradictionOf(bundle: Bundle): Contradiction | undefined {
  const entries = contradictingReceipts(bundle).map(({ entryBytes }) => parseEntry(entryBytes));
  const [first, second, more] = entries.map((entry) => (entry.ok ? entry.value.parsed : undefined));
  if (first === undefined || second === undefined || more !== undefined) return undefined;
  const operator = operatorOf(first);
  if (operator !== operatorOf(second)) return undefined;
  const times = [first, second].map(({ statement }) => parseInstant(statement.issuedAt) ?? 0);
  return {
    operator,
    provider: first.statement.subject,
    statements: [first.hash, second.hash],
    at: Math.max(...times) as Instant,
  };
}

export function judgeContradiction(bundle: Bundle, facts: Pick<CheckFacts, "trust" | "effectOf">): ClaimFinding {
  const proven = splitOf(bundle) === undefined ? epochsCheck(bundle, facts) : splitCheck(bundle, facts);
  return claimOnly(proven.outcome === "pass" ? (effectCheck(bundle, facts) ?? proven) : proven);
}

const name = "claim";
const fail = (reason: string, detail: string): Check => ({ name, outcome: "fail", reason, detail });
const open = (reason: string, detail: string): Check => ({ name, outcome: "cannot-check", reason, detail });

const UNVOUCHED = open("trusted-on-first-use", "Nobody whom this checker knows says that the operator signed both.");

function splitCheck(bundle: Bundle, { trust }: Pick<CheckFacts, "trust">): Check {
  const { ok, provider, checks } = verifySplitProof(canonicalBytes(splitOf(bundle) ?? null), trust);
  const failed = checks.find(({ outcome }) => outcome === "fail");
  if (failed !== undefined) return fail(failed.reason ?? failed.name, failed.detail ?? "");
  if (provider !== bundle.subject.provider)
    return fail("wrong-party", "The two statements are about another provider.");
  return ok ? { name, outcome: "pass", detail: "Two hashes of one block, both signed." } : UNVOUCHED;
}

type Epoch = EpochTotals & { readonly flows?: Flows };

function epochsCheck(bundle: Bundle, { trust }: Pick<CheckFacts, "trust">): Check {
  const found = contradictingReceipts(bundle).map((receipt) => verifyStatementReceipt(buildReceipt(receipt), trust));
  const [first, second, more] = found.map(({ parsed }) => parsed);
  if (first === undefined || second === undefined || more !== undefined)
    return fail("bad-proof", "The proof is the receipts of two statements: of one epoch, then of the next.");
  const failed = found.flatMap(({ checks }) => checks).find(({ outcome }) => outcome === "fail");
  if (failed !== undefined) return fail(failed.reason ?? failed.name, failed.detail ?? "");
  for (const { statement } of [first, second]) {
    if (statement.kind !== "disclosure.liabilities" || statement.body.notApplicable !== undefined)
      return fail("bad-proof", "A statement is no disclosure of liabilities.");
    if (statement.subject !== bundle.subject.provider)
      return fail("wrong-party", "The two statements are about another provider.");
  }
  const isLogged = found.every(({ checks }) =>
    checks.some((check) => check.name === "log-signature" && check.outcome === "pass"),
  );
  if (!isLogged) return UNVOUCHED;
  if (operatorOf(first) !== operatorOf(second))
    return open("two-operators", "The provider changed hands between the two epochs.");
  const [before, now] = [first, second].map(({ statement }) => statement.body as unknown as Epoch) as [Epoch, Epoch];
  const { equation, off } = checkEquation(before, now, now.flows);
  return equation === "broken"
    ? { name, outcome: "pass", detail: `The total of epoch ${now.epoch} is off by ${off} by its own flows.` }
    : NOT_BROKEN[equation];
}

const NOT_BROKEN: Record<Exclude<Equation, "broken">, Check> = {
  first: fail("bad-proof", "There is no epoch before."),
  holds: fail("equation-holds", "The second total follows from the first."),
  "epoch-gap": fail("not-consecutive", "The two statements are not of one epoch and the next."),
  "unit-changed": open("unit-changed", "The two epochs are counted in different units."),
  "no-flows": open("no-flows", "The second epoch does not say what moved in between."),
};

/** Undefined when both statements take effect. */
function effectCheck(bundle: Bundle, { trust, effectOf }: Pick<CheckFacts, "trust" | "effectOf">): Check | undefined {
  const standing = provenStanding(bundle, trust);
  const effects = contradictingReceipts(bundle).map(({ index, entryBytes }) => {
    const entry = parseEntry(entryBytes);
    const known = entry.ok ? effectOf?.(entry.value.parsed.hash) : undefined;
    return known ?? (standing !== undefined && namesEntry(standing, index) ? "effective" : undefined);
  });
  if (effects.includes("void"))
    return fail("void-statement", "One of the statements is void: the log does not take it for the operator's word.");
  if (effects.includes(undefined))
    return open("effect-unknown", "Whether both statements take effect, the log knows; this checker does not.");
  return undefined;
}

function operatorOf({ statement }: ParsedStatement): Did {
  return statement.onBehalfOf ?? statement.issuer;
}

function splitOf({ claim }: Bundle): JsonObject | undefined {
  return (claim.params as { split?: JsonObject }).split;
}

/** Of the statements that contradict one another, in the order given; none when one cannot be read. */
export function contradictingReceipts(bundle: Bundle): Receipt[] {
  const split = splitOf(bundle);
  if (split !== undefined) {
    const proof = parseSplitProof(canonicalBytes(split));
    return proof.ok ? proof.value.sides.map(({ receipt }) => receipt) : [];
  }
  const read = bundle.receipts.map((receipt) => parseReceipt(canonicalBytes(receipt as JsonObject)));
  // The log's first entry may stand there too: it says who speaks for the index.
  return read.every((each) => each.ok) ? read.map((each) => each.value).filter(({ index }) => index > 0) : [];
}
