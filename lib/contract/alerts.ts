/** Alerts: what followers of a provider are told, in the API, in feeds, by webhook and on screen, with one sentence each. */
import { z } from "zod";
import { claimSentence, verdictSentence } from "#lib/evidence/words/verdict-words.ts";
import { ALERT_KINDS, type AlertKind } from "#lib/state/alerts.ts";
import type { ClaimName } from "#lib/statement/evidence-bodies.ts";
import { providerIdSchema, sizeSchema, timeSchema } from "./common.ts";

/** `bad`: against the provider. `note`: to be known. `good`: something was mended. */
export type AlertTone = "bad" | "note" | "good";

export const ALERT_TONES: Readonly<Record<AlertKind, AlertTone>> = {
  "tier-dropped": "bad",
  "tier-raised": "good",
  "tier-faded": "note",
  "downgrade-pending": "note",
  "winding-down": "bad",
  suspended: "bad",
  failed: "bad",
  "suspension-struck": "good",
  "sign-of-life": "note",
  fork: "bad",
  "case-proven": "bad",
  "case-upheld": "bad",
  "case-cleared": "good",
  "case-undecided": "note",
  "case-asked": "note",
  "case-answered": "note",
  "case-evidence": "note",
  "case-drawing": "note",
  "case-voting": "note",
  "case-draft": "note",
  "case-appealed": "note",
  "case-final": "note",
  "case-ended": "note",
  "disclosure-stale": "bad",
  "disclosure-renewed": "good",
  "key-compromised": "bad",
  "operator-changed": "note",
};

export const alertSchema = z
  .object({
    id: z.string().meta({ description: "Stays the same for ever: entry, provider, kind and what it is of." }),
    provider: providerIdSchema,
    provider_name: z.string().nullable().meta({ description: "Null for a provider that nobody has claimed." }),
    name_proven: z.boolean(),
    kind: z.enum(ALERT_KINDS),
    tone: z.enum(["bad", "note", "good"]),
    entry: sizeSchema.meta({ description: "The entry by which it came about, or after which it was seen." }),
    logged_at: timeSchema,
    says: z.string(),
    facts: z.record(z.string(), z.string()),
  })
  .meta({ id: "Alert" });
export type AlertView = z.infer<typeof alertSchema>;

/** Providers that one question or feed names. */
export const MOST_ASKED = 100;

export const alertsQuery = {
  provider: z
    .string()
    .regex(/^prv_[a-z2-7]{26}(,prv_[a-z2-7]{26}){0,99}$/, `one to ${MOST_ASKED} provider ids, with commas`)
    .transform((text) => [...new Set(text.split(","))])
    .optional()
    .meta({ description: `Only these providers: ids with commas between, at most ${MOST_ASKED}.` }),
};

type Facts = Readonly<Record<string, string>>;

const WORDS: Readonly<Record<AlertKind, (facts: Facts) => string>> = {
  "tier-dropped": ({ from, to, shut, by }) =>
    `Its tier fell from ${from} to ${to}${byModel(by)}.${shut === "yes" ? " Do not add money." : ""}`,
  "tier-raised": ({ from, to, by }) => `Its tier rose from ${from} to ${to}${byModel(by)}.`,
  "tier-faded": ({ from, by }) =>
    `It is no longer rated ${from}${byModel(by)}: too little recent evidence is left. Treat it as high risk.`,
  "downgrade-pending": ({ to, day, reason }) =>
    `It will fall to ${to} on ${day} unless something is done before: ${PENDING[reason ?? ""] ?? "a clock runs out"}.`,
  "winding-down": ({ lastWithdrawal }) =>
    lastWithdrawal === undefined
      ? "It announced that it closes. Do not add money, and withdraw."
      : `It announced that it closes. Do not add money, and withdraw until ${dayOf(lastWithdrawal)}.`,
  suspended: ({ from }) => `Suspended: no sign of life for 72 hours, since ${timeOf(from)}. Do not add money.`,
  failed: ({ from }) => `Failed: no sign of life for 14 days, since ${timeOf(from)}.`,
  "suspension-struck": ({ from }) =>
    `The silence since ${timeOf(from)} was this index's fault, not the provider's: the suspension is struck.`,
  "sign-of-life": ({ from, to }) =>
    `It gave a sign of life again on ${timeOf(to)}; it was silent since ${timeOf(from)}.`,
  fork: ({ of, database, block, claim }) =>
    of === "ledger"
      ? `Its ledger ${database} forked: two digests of block ${block}, both signed.`
      : verdictSentence(claim as ClaimName, "proven", null),
  "case-proven": ({ claim }) => verdictSentence(claim as ClaimName, "proven", null),
  "case-upheld": ({ claim, silence, labels }) =>
    `Reviewers upheld a report: ${reported(claim)}${silence === "yes" ? " The provider had not answered." : ""}${labelled(labels)}`,
  "case-cleared": ({ claim, outcome }) =>
    outcome === undefined
      ? `No longer taken as proven: ${reported(claim)}`
      : `Reviewers did not uphold a report against it: ${reported(claim)}`,
  "case-undecided": ({ claim }) => `Reviewers could not tell whether it is so: ${reported(claim)}`,
  "case-asked": ({ claim, until }) => `It is asked about a report${by(until)}: ${reported(claim)} Nothing is decided.`,
  "case-answered": ({ claim, type }) => `${ANSWERS[type ?? ""] ?? "It answered a report"}: ${reported(claim)}`,
  "case-evidence": ({ claim, until }) =>
    `Anybody may add evidence in a case against it${by(until)}: ${reported(claim)}`,
  "case-drawing": ({ claim, until }) =>
    `Evidence is closed, and both sides reveal their secrets for the draw of reviewers${by(until)}: ${reported(claim)}`,
  "case-voting": ({ claim }) => `Reviewers sit in a case against it, and vote: ${reported(claim)}`,
  "case-draft": ({ claim }) => `The draft of a ruling can be read for two days: ${reported(claim)}`,
  "case-appealed": ({ claim, until }) =>
    `A case against it was appealed; evidence is open${by(until)}: ${reported(claim)}`,
  "case-final": ({ claim }) => `A case against it is final: ${reported(claim)}`,
  "case-ended": ({ claim, state }) => `A case against it ${ENDS[state ?? ""] ?? "ended"}: ${reported(claim)}`,
  "disclosure-stale": ({ type }) => `Its ${nameOf(type)} is no longer current, and was not renewed in time.`,
  "disclosure-renewed": ({ type }) => `Its ${nameOf(type)} was renewed, late.`,
  "key-compromised": ({ purpose, since }) =>
    `One of its signing keys (${purpose}) was stolen, it says, on ${timeOf(since)} or later.`,
  "operator-changed": () => "It is run by somebody else now.",
};

/** One or two sentences without the provider's name. */
export function alertSentence(kind: AlertKind, facts: Facts): string {
  return WORDS[kind](facts);
}

const ANSWERS: Readonly<Record<string, string>> = {
  contest: "It contests a report",
  admission: "It admits what was reported",
  silence: "It did not answer a report in time",
};

const ENDS: Readonly<Record<string, string>> = {
  withdrawn: "was withdrawn by its reporter",
  expired: "lapsed",
  handed_over: "ended undecided: nobody here could sit",
};

const LABELS: Readonly<Record<string, string>> = {
  "single-reviewer": "by a single reviewer",
  "no-appeal-panel": "without an appeal panel here",
  "needs-confirmation": "counts half until an appeal confirms it",
};

const reported = (claim: string | undefined): string => lowerFirst(claimSentence(claim as ClaimName));
const by = (until: string | undefined): string => (until === undefined ? "" : ` until ${timeOf(until)}`);

function labelled(labels: string | undefined): string {
  const words = (labels ?? "").split(",").flatMap((label) => LABELS[label] ?? []);
  return words.length === 0 ? "" : ` Labelled: ${words.join("; ")}.`;
}

const PENDING: Readonly<Record<string, string>> = {
  stale: "a disclosure that readers rely on runs out",
  failed: "it gives no sign of life",
};

const NAMES: Readonly<Record<string, string>> = {
  identity: "identity disclosure",
  contacts: "contacts disclosure",
  fees: "price list",
  reserves: "disclosure of reserves",
  liabilities: "disclosure of liabilities",
  custody_addresses: "disclosure of custody addresses",
};

const BY: Readonly<Record<string, string>> = {
  model: ", since another model is in force: nothing new is known of it",
  both: ", by what was logged and by another model, both new on that day",
};
const byModel = (by: string | undefined): string => BY[by ?? ""] ?? "";
const nameOf = (type: string | undefined): string => NAMES[type ?? ""] ?? "disclosure";
const dayOf = (time: string): string => time.slice(0, 10);
const timeOf = (time: string | undefined): string => (time ?? "").slice(0, 16).replace("T", " ").concat(" UTC");
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
