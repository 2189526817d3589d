/** Two signed digests that name two hashes for one block of one ledger: the proof that the log's readers already hold. */
import { parseSplitProof, verifySplitProof } from "#lib/disclosure/ledger-digest/split-proof.ts";
import type { Did, StatementHash } from "#lib/kernel/ids.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { StatementTrust } from "#lib/statement/verify-receipt.ts";
import type { Bundle } from "../bundle/bundle.ts";
import { type ClaimFinding, claimOnly } from "./claim.ts";

/** `operator`: in whose name both statements were signed. `at`: when the later says that it was signed. */
export type Contradiction = {
  readonly operator: Did;
  readonly provider: string;
  readonly statements: readonly StatementHash[];
  readonly at: Instant;
};

/** What the two statements say of themselves; undefined for another claim, or what cannot be read. Total. */
export function contradictionOf(bundle: Bundle): Contradiction | undefined {
  const parsed = parseSplitProof(splitBytes(bundle));
  if (!parsed.ok) return undefined;
  const entries = parsed.value.sides.map(({ receipt }) => parseEntry(receipt.entryBytes));
  const [first, second] = entries.map((entry) => (entry.ok ? entry.value.parsed : undefined));
  if (first === undefined || second === undefined) return undefined;
  const operator = first.statement.onBehalfOf ?? first.statement.issuer;
  if (operator !== (second.statement.onBehalfOf ?? second.statement.issuer)) return undefined;
  const times = [first, second].map(({ statement }) => parseInstant(statement.issuedAt) ?? 0);
  return {
    operator,
    provider: first.statement.subject,
    statements: [first.hash, second.hash],
    at: Math.max(...times) as Instant,
  };
}

export function judgeContradiction(bundle: Bundle, trust: StatementTrust): ClaimFinding {
  const name = "claim";
  const { ok, provider, checks } = verifySplitProof(splitBytes(bundle), trust);
  const failed = checks.find(({ outcome }) => outcome === "fail");
  if (failed !== undefined)
    return claimOnly({ name, outcome: "fail", reason: failed.reason ?? failed.name, detail: failed.detail ?? "" });
  if (provider !== bundle.subject.provider) {
    const detail = "The two statements are about another provider.";
    return claimOnly({ name, outcome: "fail", reason: "wrong-party", detail });
  }
  if (ok) return claimOnly({ name, outcome: "pass", detail: "Two hashes of one block, both signed." });
  const detail = "Nobody whom this checker knows says that the operator signed both.";
  return claimOnly({ name, outcome: "cannot-check", reason: "trusted-on-first-use", detail });
}

function splitBytes({ claim }: Bundle): Uint8Array {
  const { split } = claim.params as { split?: JsonObject };
  return canonicalBytes(split ?? null);
}
