/**
 * evidence.attach: somebody shows a right answer of a provider, to be run again; and what the index found when it did. Whether
 * it adds to the provider's record is not asked here.
 */
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { ReExecutionBody } from "#lib/statement/observations.ts";
import { type AttesterForm, attesterKey } from "../attester-forms.ts";
import { isEvidence, isOwnWord } from "../case/accused.ts";
import type { Reducer } from "../reducer.ts";
import { attesterOf } from "../view.ts";

export const attachEvidence: Reducer = (view, { index, statedIn = index, loggedAt, statement, hash }) => {
  const key = thumbprintOfDid(statement.issuer);
  const [evidence] = statement.parts ?? [];
  if (key === undefined || evidence === undefined || !isEvidence(statement)) return "guard";
  const provider = statement.subject as ProviderId;
  if (isOwnWord(view, statement, provider)) return "conflicted";
  const before = attesterOf(view, provider, key);
  const at = formatInstant(loggedAt);
  // Texts of one form: the first ten letters are the day.
  if (before?.last.loggedAt.slice(0, 10) === at.slice(0, 10)) return "guard";
  const form: AttesterForm = {
    aggregate: "attester",
    provider,
    key,
    attached: (before?.attached ?? 0) + 1,
    agreed: before?.agreed ?? 0,
    last: { statement: hash, bundle: evidence.commit, entry: statedIn, loggedAt: at, found: null },
  };
  return new Map([[attesterKey(provider, key), form]]);
};

export const recordRerun: Reducer = (view, { index, loggedAt, statement }) => {
  const { evidence, by, outcome, reason, exchange, signedAt } = statement.body as ReExecutionBody;
  const before = attesterOf(view, statement.subject, by);
  if (before === undefined || before.last.statement !== evidence) return "guard";
  if (before.last.found !== null) return "already-recorded";
  if (outcome === "agrees" && (exchange === null || signedAt === null)) return "guard";
  const found = { outcome, reason, exchange, signedAt, entry: index, loggedAt: formatInstant(loggedAt) };
  const agreed = before.agreed + (outcome === "agrees" ? 1 : 0);
  const form: AttesterForm = { ...before, agreed, last: { ...before.last, found } };
  return new Map([[attesterKey(before.provider, by), form]]);
};
