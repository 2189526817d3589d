/**
 * What comes out when an answer that somebody attached is run again: the checks of a report that says it is wrong, which is
 * refuted when it is right. The same for the index that says it and for whoever runs it again.
 */
import { parseBundle } from "#lib/evidence/bundle/bundle.ts";
import type { ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import type { CaseId } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { ReExecutionBody } from "#lib/statement/observations.ts";
import type { AttesterForm } from "./attester-forms.ts";
import { type CaseReader, findingOf } from "./case/judge-case.ts";

export type Found = Pick<ReExecutionBody, "outcome" | "reason" | "exchange" | "signedAt">;

/** Claims by which a definition judges one answer. */
export const RUN_AGAIN: ReadonlySet<ClaimKind> = new Set(["content-address", "wrong-result", "predicate-violated"]);

/** The reason of the check of the claim when nothing is wrong. */
const RIGHT = "answer-is-right";

/** `bytes` undefined: the part is not there for everybody to read. */
export async function runAttached(
  { provider, last }: Pick<AttesterForm, "provider" | "last">,
  bytes: Uint8Array | undefined,
  reader: CaseReader,
  hosts: CheckFacts["hosts"],
): Promise<Found> {
  if (bytes === undefined) return cannotCheck("withheld");
  const bundle = parseBundle(bytes);
  if (!bundle.ok) return cannotCheck("bundle-form");
  const claim = bundle.value.claim.kind;
  if (!RUN_AGAIN.has(claim)) return cannotCheck("not-run-again");
  const filed = { id: "" as CaseId, provider, claim, filedIn: last.entry, filedAt: last.loggedAt };
  return foundIn(await findingOf(filed, bytes, reader, hosts));
}

/** The first check that neither passes nor says that the answer is right decides. */
function foundIn({ checks, fault, createdAt }: BundleFinding): Found {
  const isRight = checks.some(
    ({ name, outcome, reason }) => name === "claim" && outcome === "fail" && reason === RIGHT,
  );
  const other = checks.find(({ name, outcome }) => outcome !== "pass" && !(isRight && name === "claim"));
  const named = { exchange: fault?.id ?? null, signedAt: createdAt === undefined ? null : formatInstant(createdAt) };
  if (other !== undefined) return { outcome: "cannot-check", reason: other.reason ?? other.name, ...named };
  if (named.exchange === null || named.signedAt === null) return cannotCheck("not-dated");
  return { outcome: isRight ? "agrees" : "differs", reason: null, ...named };
}

function cannotCheck(reason: string): Found {
  return { outcome: "cannot-check", reason, exchange: null, signedAt: null };
}
