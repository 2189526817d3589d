/** What two to five providers are compared by, the differences first. Pure. */

import { days, GATE_WORDS, oneIn, tierWords } from "#components/marks/marks-words.ts";
import { HEARTBEAT_WORDS } from "#components/provider/heartbeat/heartbeat-words.ts";
import { countryText } from "#components/ui/country-text.ts";
import type { Compared, SharedFate } from "#lib/contract/compared.ts";
import { oneUnit, pricedUnits } from "../priced-units.ts";

export type CompareRow = {
  readonly name: string;
  /** One for each provider, in their order. */
  readonly cells: readonly string[];
};

/** `unit`: of all prices that are shown; undefined: they have several. */
type Question = {
  readonly name: string | ((unit: string | undefined) => string);
  readonly says: (of: Compared, unit: string | undefined) => string;
};

/** In the order in which people ask. */
const QUESTIONS: readonly Question[] = [
  { name: "Tier", says: ({ marks }) => (marks === null ? "not rated" : tierWords(marks.tier)) },
  {
    name: "By a rule that no points outweigh",
    says: ({ marks }) => (marks?.lowered_by === undefined ? "no" : GATE_WORDS[marks.lowered_by]),
  },
  { name: "Takes money", says: ({ marks }) => (marks?.is_shut ? "no: suspended, failed or closing" : "yes") },
  {
    name: "Keep at most, of 100 you could lose",
    says: ({ marks }) => (marks === null ? "unknown" : String(marks.limit_percent)),
  },
  { name: "Pay ahead at most", says: ({ marks }) => (marks === null ? "unknown" : days(marks.prepay_days)) },
  {
    name: "At worst within a year",
    says: ({ marks }) => (isKnown(marks) ? `${oneIn(marks.probability.high)} ${of(marks)}` : "too little known"),
  },
  { name: "Estimate", says: ({ marks }) => (isKnown(marks) ? oneIn(marks.probability.estimate) : "too little known") },
  {
    name: (unit) => (unit === undefined ? "Prices" : `Prices for ${pricedUnits(unit)}`),
    says: ({ offers }, unit) => pricesText(offers, unit),
  },
  { name: "Reports upheld or proven", says: ({ reports }) => String(reports.upheld) },
  { name: "Reports open", says: ({ reports }) => String(reports.open) },
  { name: "Shows", says: ({ marks }) => (marks === null ? "unknown" : `${marks.transparency} of 4 steps`) },
  { name: "Evidence", says: ({ marks }) => marks?.depth ?? "unknown" },
  { name: "Heartbeat", says: ({ heartbeat }) => HEARTBEAT_WORDS[heartbeat].word },
  { name: "Kind", says: ({ kind }) => kind },
  { name: "Operator", says: ({ operator }) => operator },
  { name: "Name", says: ({ proven }) => (proven ? "proven" : "unproven") },
  {
    name: "Jurisdiction",
    says: ({ jurisdiction }) => (jurisdiction === null ? "not said" : countryText(jurisdiction)),
  },
  { name: "Regulation", says: ({ regulation }) => regulation ?? "not said" },
  { name: "Listed since", says: ({ registeredAt }) => registeredAt.slice(0, 10) },
];

function isKnown(marks: Compared["marks"]): marks is NonNullable<Compared["marks"]> {
  return marks !== null && marks.tier !== "unrated";
}

const of = ({ decided_by }: NonNullable<Compared["marks"]>) => (decided_by === "failure" ? "fail" : "at fault");

const MOST_PRICES = 4;

function pricesText(offers: Compared["offers"], unit: string | undefined): string {
  if (offers.length === 0) return "none stated";
  const shown = offers.slice(0, MOST_PRICES).map((offer) => {
    const per = unit === undefined ? ` for ${pricedUnits(offer.unit)}` : "";
    return `${offer.category}: ${offer.price} ${offer.currency}${per} (${offer.with})`;
  });
  return [...shown, ...(offers.length > MOST_PRICES ? [`and ${offers.length - MOST_PRICES} more`] : [])].join("; ");
}

/** What is different stands first, what is the same on its own. */
export function compareRows(providers: readonly Compared[]): { different: CompareRow[]; alike: CompareRow[] } {
  const unit = oneUnit(providers.flatMap(({ offers }) => offers));
  const rows = QUESTIONS.map(({ name, says }) => ({
    name: typeof name === "string" ? name : name(unit),
    cells: providers.map((one) => says(one, unit)),
  }));
  const isAlike = ({ cells }: CompareRow) => cells.every((cell) => cell === cells[0]);
  return { different: rows.filter((row) => !isAlike(row)), alike: rows.filter(isAlike) };
}

/** The finding: who is safer than whom, only where their bands say so; and where nothing can be said, that. */
export function compareTitle(providers: readonly Compared[]): string {
  const known = providers.filter(({ marks }) => isKnown(marks));
  if (known.length === 0) return `None of these ${providers.length} is rated yet`;
  if (known.length === 1) return `Only ${known[0]?.name} is rated, ${tierWords(known[0]?.marks?.tier ?? "unrated")}`;
  const sorted = known.toSorted((a, b) => high(a) - high(b));
  const [best, second] = sorted;
  if (best === undefined || second === undefined) return "";
  const isClear = high(best) < low(second);
  if (!isClear) return `By what is known ${best.name} and ${second.name} cannot be told apart by risk`;
  return `${best.name} is the safest of these: even at worst safer than ${second.name} at best`;
}

const high = ({ marks }: Compared) => marks?.probability.high ?? 1_000_000;
const low = ({ marks }: Compared) => marks?.probability.low ?? 0;

const BECAUSE: Readonly<Record<string, string>> = {
  "same-owner": "they have one owner",
  "same-host": "they run at one host",
  "same-custody": "their money lies in one place",
  "sells-tokens-of": "one sells the tokens of the other, and holds what you pay",
};

/** By each one's own word: the fall of one is not the other's, but one cause can reach both. */
const ALIKE: Readonly<Record<string, string>> = {
  "same-jurisdiction": "stand under the same courts",
  "same-build": "run the same build",
};

/** Whether it is by each one's own word alone. */
export const isAlike = ({ because }: SharedFate): boolean => because.every((one) => Object.hasOwn(ALIKE, one));

/**
 * "Halden and Nord may fall together: they have one owner. Count them as one." "Halden and Nord stand under the same courts:
 * keep at most half of what you could lose with them together."
 */
export function sharedWords({ of: ids, because }: SharedFate, providers: readonly Compared[]): string {
  const names = ids.map((id) => providers.find((one) => one.id === id)?.name ?? id);
  const who = `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  const alike = because.flatMap((one) => ALIKE[one] ?? []);
  if (alike.length > 0)
    return `${who} ${alike.join(" and ")}: keep at most half of what you could lose with them together.`;
  const reasons = because.map((relation) => BECAUSE[relation] ?? relation).join(", and ");
  return `${who} may fall together${reasons === "" ? "" : `: ${reasons}`}. Count them as one.`;
}

/** "Prices are in EUR and USD: nothing is converted." Empty where there is one currency at most. */
export function currencyWords(providers: readonly Compared[]): string {
  const currencies = [...new Set(providers.flatMap(({ offers }) => offers.map(({ currency }) => currency)))].sort();
  if (currencies.length < 2) return "";
  return `Prices are in ${currencies.slice(0, -1).join(", ")} and ${currencies.at(-1)}: nothing is converted.`;
}
