/**
 * What followers of a provider are told: by what one entry changed in the forms, and by how its marks moved from one day
 * of the log to another. Pure, so that whoever has the log finds the same alerts with the same names.
 */
import { sharesDueBy } from "#lib/dispute/advance.ts";
import type { CaseState } from "#lib/dispute/dispute.ts";
import { FINDINGS } from "#lib/dispute/finding.ts";
import type { EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { isJsonObject } from "#lib/kernel/json.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import { isBetterTier, type Tier } from "#lib/reputation/tier.ts";
import { DISCLOSURES, isDisclosureName } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import type { KeptSeries } from "#lib/statement/ledger/series-facts.ts";
import type { CaseForm } from "./case/case-forms.ts";
import { findingOf, standsAgainst } from "./case/outlook.ts";
import type { Form, KeyForm, ProviderForm } from "./forms.ts";
import { isCritical } from "./recorded/disclosure-facts.ts";

export const ALERT_KINDS = [
  "tier-dropped",
  "tier-raised",
  "tier-faded",
  "downgrade-pending",
  "winding-down",
  "suspended",
  "failed",
  "suspension-struck",
  "sign-of-life",
  "fork",
  "case-proven",
  "case-upheld",
  "case-cleared",
  "case-undecided",
  "case-asked",
  "case-answered",
  "case-evidence",
  "case-drawing",
  "case-voting",
  "case-draft",
  "case-appealed",
  "case-final",
  "case-ended",
  "disclosure-stale",
  "disclosure-renewed",
  "key-compromised",
  "operator-changed",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** `about`: what it is of; with entry, provider and kind it names the alert. `facts`: texts, numbers stay in the log. */
export type Alert = {
  readonly id: string;
  readonly provider: ProviderId;
  readonly kind: AlertKind;
  readonly entry: EntryIndex;
  readonly about: string;
  readonly facts: Readonly<Record<string, string>>;
};

type Told = Pick<Alert, "kind" | "about" | "facts">;

/** `before`: the form that the entry replaced; undefined: there was none. */
export function alertsOf(before: Form | undefined, after: Form, entry: EntryIndex): Alert[] {
  if (after.aggregate === "provider") {
    if (before?.aggregate !== "provider") return [];
    return named(after.id, entry, providerAlerts(before, after));
  }
  if (after.aggregate === "case")
    return named(after.provider, entry, caseAlerts(before?.aggregate === "case" ? before : undefined, after));
  if (after.aggregate === "key")
    return named(after.owner as ProviderId, entry, keyAlerts(before?.aggregate === "key" ? before : undefined, after));
  return [];
}

/** An id of printable characters: "<entry>.<provider>.<kind>" and what it is of. */
export function named(provider: ProviderId, entry: EntryIndex, told: readonly Told[]): Alert[] {
  return told.map((one) => ({
    ...one,
    id: [entry, provider, one.kind, ...(one.about === "" ? [] : [encodeURIComponent(one.about)])].join("."),
    provider,
    entry,
  }));
}

/** What was told of a provider's marks last: `pending` is the `about` of that alert. A newcomer is unrated. */
export type MarksTold = { readonly tier: Tier; readonly pending: string | null };
export const NOTHING_TOLD: MarksTold = { tier: "unrated", pending: null };

/** What moved marks: facts, another model in force (nothing of the provider changed), or both on one day. */
export type MovedBy = "facts" | "model" | "both";

/**
 * How marks moved since then. `entry`: the last one that may have moved them. Unrated is treated as D: between the two nothing fell or rose.
 */
export function marksAlerts(told: MarksTold, marks: Marks, entry: EntryIndex, by: MovedBy): Told[] {
  const { tier, isShut, model } = marks;
  const pending = marks.pending !== null && isSoon(marks.pending, marks.day) ? marks.pending : null;
  const kind = wayOf(told.tier, tier);
  const facts = { from: told.tier, to: tier, shut: isShut ? "yes" : "no", model, by };
  const of = pending === null ? null : [pending.tier, pending.day, pending.reason, pending.of].join("/");
  return [
    ...(kind === undefined ? [] : [{ kind, about: "", facts }]),
    ...(pending === null || of === null || of === told.pending
      ? []
      : [
          {
            kind: "downgrade-pending",
            about: of,
            facts: { to: pending.tier, day: dayText(pending.day), reason: pending.reason, of: pending.of, model },
          } as const,
        ]),
  ].map((one) => ({ ...one, facts: { ...one.facts, size: `${entry + 1}` } }));
}

/** What always ends some day is no news before it is near: else who renews in time is warned of at each renewal. */
const SOON_DAYS = 10;

/** A fifth of a disclosure's life at most, as when it is due. */
function isSoon({ reason, day, of }: NonNullable<Marks["pending"]>, today: number): boolean {
  if (reason !== "stale" || !isDisclosureName(of)) return true;
  const { life }: DisclosureType = DISCLOSURES[of];
  const longest = life.ends === "at-expiry" ? Math.ceil(life.longestDays / 5) : SOON_DAYS;
  return !(day - today > Math.min(SOON_DAYS, longest));
}

/** From E to unrated nothing rose: too little evidence is left. */
function wayOf(from: Tier, to: Tier): "tier-raised" | "tier-dropped" | "tier-faded" | undefined {
  if (isBetterTier(from, to)) return "tier-dropped";
  if (!isBetterTier(to, from)) return undefined;
  return to === "unrated" && from === "E" ? "tier-faded" : "tier-raised";
}

const dayText = (day: number): string => formatInstant(asInstant(day * DAY_MS)).slice(0, 10);

function providerAlerts(before: ProviderForm, after: ProviderForm): Told[] {
  return [
    ...operatorAlerts(before, after),
    ...silenceAlerts(before, after),
    ...closingAlerts(before, after),
    ...forkAlerts(before, after),
    ...disclosureAlerts(before, after),
  ];
}

function operatorAlerts(before: ProviderForm, after: ProviderForm): Told[] {
  if (before.operator === after.operator) return [];
  return [{ kind: "operator-changed", about: "", facts: { from: before.operator, to: after.operator } }];
}

function silenceAlerts(before: ProviderForm, after: ProviderForm): Told[] {
  const [was, is] = [before.heartbeat?.silences ?? [], after.heartbeat?.silences ?? []];
  if (was === is) return [];
  return is.flatMap((silence): Told[] => {
    const earlier = was.find(({ from }) => from === silence.from);
    const { from, to, suspendedAt, failedAt } = silence;
    const told = (kind: AlertKind, facts: Told["facts"]): Told => ({ kind, about: from, facts: { from, ...facts } });
    return [
      ...(suspendedAt !== null && (earlier?.suspendedAt ?? null) === null ? [told("suspended", {})] : []),
      ...(failedAt !== null && (earlier?.failedAt ?? null) === null ? [told("failed", {})] : []),
      ...(suspendedAt === null && (earlier?.suspendedAt ?? null) !== null ? [told("suspension-struck", {})] : []),
      ...(to !== null && suspendedAt !== null && (earlier?.to ?? null) === null ? [told("sign-of-life", { to })] : []),
    ];
  });
}

function closingAlerts(before: ProviderForm, after: ProviderForm): Told[] {
  const [was, is] = [before.disclosures.windup_notice, after.disclosures.windup_notice];
  if (is === undefined || is.entry === was?.entry) return [];
  const days = ["lastDeposit", "lastUse", "lastWithdrawal"].flatMap((name): [string, string][] => {
    const day = is.facts?.[name];
    return typeof day === "string" ? [[name, day]] : [];
  });
  return [{ kind: "winding-down", about: "", facts: Object.fromEntries(days) }];
}

function forkAlerts(before: ProviderForm, after: ProviderForm): Told[] {
  const [was, is] = [before, after].map(({ disclosures }) => disclosures.database_ledger_digest?.facts);
  if (is === undefined || is === was) return [];
  const [known, now] = [seriesIn(was), seriesIn(is)];
  return Object.entries(now).flatMap(([series, { fork, database }]): Told[] => {
    if (fork === null || (known[series]?.fork ?? null) !== null) return [];
    return [{ kind: "fork", about: series, facts: { of: "ledger", series, database, block: `${fork.block}` } }];
  });
}

function seriesIn(facts: unknown): Readonly<Record<string, KeptSeries>> {
  const series = isJsonObject(facts as never) ? (facts as { series?: unknown }).series : undefined;
  return (series ?? {}) as Readonly<Record<string, KeptSeries>>;
}

function disclosureAlerts(before: ProviderForm, after: ProviderForm): Told[] {
  return Object.entries(after.disclosures).flatMap(([type, is]): Told[] => {
    const was = before.disclosures[type];
    if (!isCritical(type) || was === undefined || was === is) return [];
    if (is.entry !== was.entry)
      return was.recorded === undefined ? [] : [{ kind: "disclosure-renewed", about: type, facts: { type } }];
    if (is.recorded === undefined || was.recorded !== undefined) return [];
    return [{ kind: "disclosure-stale", about: type, facts: { type, since: is.expiresAt ?? "" } }];
  });
}

/** What stands against the provider now, and how far the case is: both sides read the same. */
function caseAlerts(before: CaseForm | undefined, after: CaseForm): Told[] {
  const facts = { case: after.id, claim: after.claim };
  const told = (kind: AlertKind, more: Told["facts"] = {}): Told => ({
    kind,
    about: after.id,
    facts: { ...facts, ...more },
  });
  return [...findingAlerts(before, after, told), ...stageAlerts(before, after, told)];
}

type Tell = (kind: AlertKind, more?: Told["facts"]) => Told;

function findingAlerts(before: CaseForm | undefined, after: CaseForm, told: Tell): Told[] {
  const [was, is] = [isAgainst(before), isAgainst(after)];
  const ruling = after.dispute?.rulings.at(-1);
  const isNew = ruling !== undefined && (before?.dispute?.rulings.length ?? 0) < (after.dispute?.rulings.length ?? 0);
  if (isNew && ruling.by !== "machine") {
    const facts = {
      outcome: ruling.outcome,
      silence: ruling.onSilence ? "yes" : "no",
      labels: ruling.labels.join(","),
    };
    const finding = FINDINGS[ruling.outcome];
    return [
      told(finding === "against" ? "case-upheld" : finding === "cleared" ? "case-cleared" : "case-undecided", facts),
    ];
  }
  if (was === is) return [];
  if (!is) return [told("case-cleared")];
  if (after.claim === "equivocation") return [{ ...told("fork"), facts: { of: "case", ...told("fork").facts } }];
  return [told("case-proven")];
}

/** By which step a state is told, with the date that counts then. */
const STAGES: Partial<Record<CaseState, { kind: AlertKind; until: (form: CaseForm) => string | null | undefined }>> = {
  awaiting_response: { kind: "case-asked", until: ({ dispute }) => dispute?.respondBy },
  evidence_open: { kind: "case-evidence", until: ({ dispute }) => dispute?.evidenceClosesAt },
  drawing: { kind: "case-drawing", until: ({ dispute, rules }) => dispute && sharesDueBy(dispute, rules) },
  voting: { kind: "case-voting", until: () => null },
  draft: { kind: "case-draft", until: () => null },
  appealed: { kind: "case-appealed", until: ({ dispute }) => dispute?.evidenceClosesAt },
  final: { kind: "case-final", until: () => null },
  withdrawn: { kind: "case-ended", until: () => null },
  expired: { kind: "case-ended", until: () => null },
  handed_over: { kind: "case-ended", until: () => null },
};

function stageAlerts(before: CaseForm | undefined, after: CaseForm, told: Tell): Told[] {
  const [was, is] = [before?.dispute?.answer ?? null, after.dispute?.answer ?? null];
  const answered = was === null && is !== null ? [told("case-answered", { type: is.type })] : [];
  const stage = before?.state === after.state ? undefined : STAGES[after.state];
  // Each round of a case goes through the same states: the name of an alert has its entry, too.
  if (stage === undefined) return answered;
  const until = stage.until(after);
  return [...answered, told(stage.kind, { state: after.state, ...(until == null ? {} : { until }) })];
}

/** Proven, or upheld by people, and not taken back. */
function isAgainst(form: CaseForm | undefined): boolean {
  if (form === undefined) return false;
  const { state, verdict, dispute } = form;
  return standsAgainst({ state, verdict: verdict?.verdict ?? null, finding: findingOf(dispute) });
}

/** Of keys of providers; a stolen account key is told by what it leads to. */
function keyAlerts(before: KeyForm | undefined, after: KeyForm): Told[] {
  const { owner, revocation, thumbprint, purpose } = after;
  if (!owner.startsWith("prv_") || revocation === null || revocation.reason !== "compromised") return [];
  if (before?.revocation != null) return [];
  const since = revocation.compromisedSince ?? revocation.at;
  return [{ kind: "key-compromised", about: thumbprint, facts: { key: thumbprint, purpose, since } }];
}
