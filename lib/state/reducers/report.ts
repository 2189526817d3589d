/**
 * report.file: somebody accuses a provider, with the evidence beside the statement. Opens a case; whether the report is
 * true is not asked here.
 */
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { caseIdOf, type Did, type ProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, type Instant, MINUTE_MS, parseInstant } from "#lib/kernel/instant.ts";
import { PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";
import type { ReportFileBody } from "#lib/statement/evidence-bodies.ts";
import { accusedBy, isEvidence, isOwnWord } from "../case/accused.ts";
import {
  type CaseForm,
  caseKey,
  REPORTED_KEPT,
  type Reported,
  type ReporterForm,
  reporterKey,
  type UnclaimedForm,
  unclaimedKey,
} from "../case/case-forms.ts";
import { atFilingOf } from "../case/standing.ts";
import type { AggregateKey, Form, IndexForm } from "../forms.ts";
import { MAINTAINER_FRESH_MS } from "../governance/maintainer-forms.ts";
import type { Entry, Reducer } from "../reducer.ts";
import { indexOf, policyFormOf, reporterOf, type StateView } from "../view.ts";

/** Reports that one key files in a day; those that are proven do not count. */
export const REPORTS_PER_DAY = 20;

/** The index promises a verdict within so long, by log time. */
export const JUDGED_WITHIN_MS = 10 * MINUTE_MS;

export const fileReport: Reducer = (view, entry) => {
  const { index, loggedAt, statement, hash } = entry;
  const [evidence] = statement.parts ?? [];
  if (evidence === undefined || !isEvidence(statement)) return "guard";
  const accused = accusedBy(view, statement.subject);
  if (accused === undefined) return statement.subject.startsWith("prv_") ? "unknown-subject" : "guard";
  const { provider, opens } = accused;
  // A report is somebody else's word.
  if (isOwnWord(view, statement, provider)) return "conflicted";
  const reporter = filedBy(view, entry, provider);
  if (reporter === undefined) return "guard";
  const { claim, drawShare } = statement.body as ReportFileBody;
  const [policy, own] = [policyFormOf(view), indexOf(view)];
  const filed = {
    provider,
    accused: statement.subject as ProviderId | Did,
    reporter: statement.issuer,
    filedAt: formatInstant(loggedAt),
    roster: own?.roster ?? null,
  };
  const form: CaseForm = {
    aggregate: "case",
    ...filed,
    id: caseIdOf(hash),
    claim,
    statement: hash,
    bundle: evidence.commit,
    drawShare,
    filedIn: index,
    verdictBy: formatInstant(addMs(loggedAt, JUDGED_WITHIN_MS)),
    judgedAt: null,
    policySince: policy?.since ?? index,
    rules: policy?.policy.disputes ?? PRESET_DISPUTE_RULES,
    atFiling: atFilingOf(view, filed),
    chain: chainOfDraws(own),
    state: "filed",
    closedFor: null,
    cluster: null,
    verdict: null,
    provenAt: null,
    rulesAt: null,
    joinedTo: null,
    joined: 0,
    reporters: 1,
    suspects: false,
    page: null,
    dispute: null,
    due: null,
    passed: [],
  };
  const writes = new Map<AggregateKey, Form>([
    [caseKey(form.id), form],
    [reporterKey(reporter.key), reporter],
  ]);
  if (opens !== undefined) writes.set(unclaimedKey(provider), unclaimedProfile(entry, provider, opens));
  return writes;
};

/** The reporter with this report; undefined when it has filed too many of late. */
function filedBy(
  view: StateView,
  { loggedAt, statement, hash }: Entry,
  provider: ProviderId,
): ReporterForm | undefined {
  const key = thumbprintOfDid(statement.issuer);
  if (key === undefined) return undefined;
  const before = reporterOf(view, key);
  const recent = recentOf(before, loggedAt);
  if (recent.length >= REPORTS_PER_DAY) return undefined;
  return {
    aggregate: "reporter",
    key,
    reports: (before?.reports ?? 0) + 1,
    upheld: before?.upheld ?? 0,
    abusive: before?.abusive ?? 0,
    burnt: before?.burnt ?? [],
    recent: [...recent, { case: caseIdOf(hash), at: formatInstant(loggedAt) }],
    ...againstToo(before, provider, loggedAt),
  };
}

/** What was reported lately stays, so that no flood of reports makes the log forget one. */
function againstToo(
  before: ReporterForm | undefined,
  provider: ProviderId,
  now: Instant,
): Pick<ReporterForm, "against" | "beyond"> {
  const { against = [], beyond = null } = before ?? {};
  const at = formatInstant(now);
  const lately = formatInstant(addMs(now, -MAINTAINER_FRESH_MS));
  const again = (known: Reported | null | undefined): Reported => ({
    since: known != null && known.at > lately ? known.since : at,
    at,
  });
  const others = against.filter((one) => one.provider !== provider);
  const kept = others.length < REPORTED_KEPT ? others : others.filter((one) => one.at > lately);
  if (kept.length >= REPORTED_KEPT) return { against, beyond: again(beyond) };
  const known = against.find((one) => one.provider === provider);
  return { against: [...kept, { provider, ...again(known) }], beyond };
}

function chainOfDraws(own: IndexForm | undefined): CaseForm["chain"] {
  if (own === undefined || own.drawChainEnd === null || own.drawChainSince === null) return null;
  return { end: own.drawChainEnd, since: own.drawChainSince };
}

function recentOf(reporter: ReporterForm | undefined, now: Instant): ReporterForm["recent"] {
  return (reporter?.recent ?? []).filter(({ at }) => (parseInstant(at) ?? now) > addMs(now, -DAY_MS));
}

function unclaimedProfile({ index, loggedAt }: Entry, id: ProviderId, publicKey: Did): UnclaimedForm {
  return { aggregate: "unclaimed", id, publicKey, openedIn: index, openedAt: formatInstant(loggedAt), claimedIn: null };
}
