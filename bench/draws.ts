/**
 * `npm run bench -- draws [trials]`: draws panels of random pools, and counts broken promises: a seated maintainer with a
 * conflict, a draw that another order of the pool changes, a seat that changes since somebody else is gone.
 */

import {
  barOf,
  bondSince,
  conflictOf,
  type MaintainerFacts,
  type OwnActs,
  organisationName,
  type Parties,
  type SinceFiling,
  type Tie,
} from "#lib/dispute/conflict.ts";
import { type Candidate, drawPanel } from "#lib/dispute/draw.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import type { CaseId, Did, EntryIndex, Origin, ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { type Dice, diceOf, seededRandom } from "#lib/simulate/dice.ts";
import { PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";
import { INTEREST_RELATIONS } from "#lib/statement/dispute-words.ts";

export type DrawsReport = {
  readonly trials: number;
  /** Panels by their number of seats. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly skipped: number;
  readonly failures: readonly string[];
};

const NOW = asInstant(1_800_000_000_000);
const DRAWN_AT = formatInstant(NOW);
const daysAgo = (days: number) => formatInstant(asInstant(NOW - days * DAY_MS));

export function tryDraws({ seed, trials }: { readonly seed: number; readonly trials: number }): DrawsReport {
  const random = seededRandom(seed);
  const dice = diceOf(random);
  // Names take longer to make than draws: few are made, and mixed for each trial.
  const names = Array.from({ length: 40 }, () => didKeyOf(random(32).slice()));
  const sizes: Record<string, number> = {};
  const failures: string[] = [];
  let skipped = 0;
  for (let trial = 0; trial < trials; trial++) {
    const isAppeal = dice.isTrue(0.3);
    const [operator, reporter, ...others] = shuffled(names, dice);
    if (operator === undefined || reporter === undefined) throw new Error("There are names enough.");
    const parties: Sides = {
      provider: "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa" as ProviderId,
      accused: [operator],
      reporter,
      categories: ["Inference"],
      filedAt: formatInstant(asInstant(NOW - 12 * DAY_MS)),
      isAppeal,
    };
    const people = others.slice(0, dice.roll(18)).map((did) => anyMaintainer(dice, did, parties));
    const preimage = hexEncode(random(32));
    const draw = (of: readonly Person[]) => drawPanel(inputsOf(of, parties, preimage));
    const panel = draw(people);
    const seated = panel.seats.map(({ maintainer }) => maintainer);
    sizes[panel.size] = (sizes[panel.size] ?? 0) + 1;
    skipped += panel.skipped.length;
    const fail = (what: string) => failures.push(`trial ${trial}: ${what}`);

    for (const one of people) if (panel.order.includes(one.did) && isBound(one, parties)) fail(`${one.did} is bound`);
    const organisations = people.filter(({ did }) => seated.includes(did)).flatMap((one) => organisationOf(one) ?? []);
    if (new Set(organisations).size < organisations.length) fail("two seats of one organisation");
    if (seated.length !== panel.size || (panel.size > 0 && panel.size % 2 === 0)) fail(`${seated.length} seats`);
    if (draw(shuffled(people, dice)).order.join() !== panel.order.join()) fail("the pool's order matters");
    if (people.length === 0) continue;
    const gone = dice.pick(people).did;
    const without = draw(people.filter(({ did }) => did !== gone));
    const after = without.seats.map(({ maintainer }) => maintainer);
    if (!seated.includes(gone) && after.join() !== seated.join())
      fail("a draw changed without somebody who was not in it");
    if (without.size === panel.size && !seated.every((did) => did === gone || after.includes(did)))
      fail("a seat was lost with another");
  }
  return { trials, sizes, skipped, failures };
}

function inputsOf(people: readonly Person[], parties: Sides, preimage: string) {
  const pool = people.map((one): Candidate => {
    const bond = bondSince(one, parties);
    const conflict = barOf(conflictOf(one, parties), { ...one, bond }, NOW);
    return { did: one.did, conflict, organisation: organisationOf(one) };
  });
  return {
    log: "index.example/log" as Origin,
    case: "case_aaaaaaaaaaaaaaaaaaaaaaaaaa" as CaseId,
    preimage,
    shares: { reporter: null, operator: null },
    round: 1,
    isAppeal: parties.isAppeal,
    isRehearing: parties.isAppeal,
    rules: PRESET_DISPUTE_RULES,
    pool,
    drawnIn: 9 as EntryIndex,
    drawnAt: DRAWN_AT,
  };
}

type Sides = Parties & { readonly isAppeal: boolean };
type Person = MaintainerFacts & OwnActs & Omit<SinceFiling, "bond"> & { readonly organisation: string | null };
const organisationOf = ({ organisation }: Person) => (organisation === null ? null : organisationName(organisation));

function anyMaintainer(dice: Dice, did: Did, parties: Sides): Person {
  const [accused = did] = parties.accused;
  const party = () => dice.pick([parties.provider, accused, parties.reporter, did]);
  const seldom = () => dice.isTrue(0.04);
  // Stated before or after the filing, and taken back before the draw or not.
  const tie = (to: string, how: Tie["how"]): Tie => ({
    to,
    how,
    from: daysAgo(dice.pick([30, 20, 11, 3])),
    until: dice.isTrue(0.5) ? daysAgo(dice.pick([18, 2])) : null,
  });
  return {
    did: seldom() ? dice.pick([accused, parties.reporter]) : did,
    organisation: dice.isTrue(0.4) ? dice.pick(["Halden", " halden ", "Norvik", "HALDEN"]) : null,
    removedAt: seldom() ? daysAgo(1) : null,
    ties: [
      ...Array.from({ length: dice.isTrue(0.2) ? 1 : 0 }, () => tie(party(), dice.pick(INTEREST_RELATIONS))),
      tie(seldom() ? "inference" : "Storage", "rival"),
    ].filter(({ from, until }) => until === null || from < until),
    reportedAt: seldom() ? [daysAgo(dice.pick([2, 15]))] : [],
    interestsAt: daysAgo(dice.roll(200)),
    noShow: seldom() ? { from: daysAgo(dice.pick([29, -1])), until: daysAgo(dice.pick([0, -2])) } : null,
    actsFor: seldom() ? [party()] : [],
    reportedLately: seldom(),
    satBefore: parties.isAppeal && dice.isTrue(0.2),
  };
}

/** Written apart from the rule that it holds to account. */
function isBound(one: Person, { provider, accused, reporter, filedAt }: Sides): boolean {
  const isSide = (name: string) => name === provider || name === reporter || accused.some((did) => did === name);
  const age = Date.parse(filedAt) - Date.parse(one.interestsAt ?? "");
  // What stood when the case was filed, or was stated since.
  const counts = ({ from, until }: Tie) => from >= filedAt || until === null;
  return [
    isSide(one.did),
    one.removedAt !== null,
    one.ties.some((tie) => counts(tie) && (isSide(tie.to) || tie.to === "inference")),
    one.reportedAt.some((at) => at >= filedAt),
    one.actsFor.some(isSide),
    one.reportedLately,
    one.satBefore,
    !(age < 180 * DAY_MS),
    one.noShow !== null && Date.parse(one.noShow.from) <= NOW && NOW < Date.parse(one.noShow.until),
  ].some((bound) => bound === true);
}

function shuffled<T>(list: readonly T[], dice: Dice): T[] {
  return list
    .map((item) => ({ item, at: dice.uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

if (import.meta.main) {
  const report = tryDraws({ seed: 6962, trials: Number(process.argv[2] ?? 10_000) });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.failures.length === 0 ? 0 : 1;
}
