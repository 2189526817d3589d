/** Dates missed, books rewritten, campaigns and newcomers. */
import type { CaseId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import { report } from "../answers.ts";
import { publish } from "../duties.ts";
import { named, type Stage, tell } from "./stage.ts";

/** Means well: tells of an outage five days late, and in full only after a month. */
export function sloppy(stage: Stage): void {
  const { script } = stage;
  const name = "Dunmere";
  const dunmere = named(stage, name);
  const noticed = script.at(402, 9);
  const first = {
    ...{ incident: "2026-01-late-payouts", status: "identified" },
    description: "Payouts stood still for nine hours: a certificate had ended.",
    impact: "61 withdrawals were late by up to nine hours.",
    ...{ startedAt: formatInstant(addMs(noticed, -HOUR_MS)), detectedAt: formatInstant(noticed) },
  };
  publish(script, dunmere, "incident", script.at(407, 16), first);
  publish(script, dunmere, "incident", script.at(433, 16), {
    ...{ ...first, status: "closed", endedAt: formatInstant(addMs(noticed, 8 * HOUR_MS)) },
    timeline: [{ at: formatInstant(noticed), what: "Payouts failed." }],
    rootCauses: ["Nobody was told when the certificate would end."],
    lessons: ["Dates need a calendar that somebody reads."],
    actionItems: [
      {
        ...{ item: "calendar", kind: "prevent", what: "A calendar of all dates, with two readers." },
        ...{ due: formatInstant(script.at(470, 12)), criterion: "The next renewal comes a week early." },
      },
    ],
  });
  const told =
    "Late with renewals, twice silent for more than three days, late with the report of an outage, and a promise that was never kept. Nobody lost money; its marks say what to expect.";
  tell(stage, {
    id: "sloppy",
    title: "Means well, forgets dates",
    told,
    shows: "Its page: renewals that came late, two silences, an incident told late, a promise that is overdue.",
    names: [name],
    cases: [],
  });
}

export function rewrittenBooks(stage: Stage): void {
  const told =
    "Two digests of one block of its ledger differ. Both are signed by it and in the log, so that no explanation is needed: books that nobody can rewrite were rewritten. It is E for ever.";
  tell(stage, {
    id: "rewritten-books",
    title: "Books rewritten once",
    told,
    shows:
      "Its page of ledger digests has both hashes of one block; the rule of two different words on one thing stands beside its points.",
    names: ["Isbrand"],
    cases: [],
  });
}

export function breach(stage: Stage): void {
  const { script } = stage;
  const name = "Rosenhage";
  const since = script.at(671, 3);
  publish(script, named(stage, name), "incident", script.at(672, 11), {
    ...{ incident: "2026-10-break-in", status: "identified", breach: true },
    description: "Somebody used a stolen administrator's login and moved money out of the hot wallet.",
    impact: "4 % of balances are missing. We stand in for them.",
    ...{ startedAt: formatInstant(since), detectedAt: formatInstant(addMs(since, 5 * HOUR_MS)) },
  });
  publish(script, named(stage, name), "incident", script.at(682, 15), {
    ...{ incident: "2026-10-break-in", status: "closed", breach: true },
    description: "Somebody used a stolen administrator's login and moved money out of the hot wallet.",
    impact: "4 % of balances are missing. We stand in for them.",
    ...{ startedAt: formatInstant(since), detectedAt: formatInstant(addMs(since, 5 * HOUR_MS)) },
    endedAt: formatInstant(addMs(since, 7 * HOUR_MS)),
    timeline: [{ at: formatInstant(addMs(since, 5 * HOUR_MS)), what: "An alarm on the hot wallet was read." }],
    rootCauses: ["One login could move money alone."],
    lessons: ["Two people move money, or nobody does."],
    actionItems: [
      {
        ...{ item: "two-people", kind: "prevent", what: "No payout above 500 EUR without a second person." },
        ...{ due: formatInstant(script.at(760, 12)), criterion: "The rule stands in the published configuration." },
      },
    ],
  });
  const told =
    "It told of a break-in the day after. Odds of failing are thirteen times higher in the quarter after one, and its tier says so, though it was honest.";
  tell(stage, {
    id: "breach",
    title: "Broken into, and told",
    told,
    shows: "On its page the bar “A breach that became known”, and the incident with its deadlines kept.",
    names: [name],
    cases: [],
  });
}

const CLAIMS = ["slow", "unsigned", "withdrawal-refused", "vanished"] as const;

/** Made-up keys that say bad things without a signed answer. */
export function slander(stage: Stage): void {
  const { script } = stage;
  const cases: CaseId[] = [];
  for (const [place, name] of ["Vardehus", "Fern Checks"].entries())
    for (let fake = 0; fake < 9; fake++) {
      const person = script.person(
        `fake-${place}-${fake}`,
        `Stranger ${place * 9 + fake + 1}`,
        "reporter",
        "A key that was made for one report.",
      );
      const at = addMs(script.at(402 + place * 160, 10), fake * 37 * MINUTE_MS);
      const claim = CLAIMS[(fake + place) % 2] ?? "slow";
      const params = {
        from: formatInstant(addMs(at, -DAY_MS)),
        until: formatInstant(at),
        count: 20 + fake,
        of: 30 + fake,
      };
      cases.push(
        report(
          script,
          person,
          { against: named(stage, name), claim, text: "Everybody knows it. Stay away.", params },
          at,
        ),
      );
    }
  const told =
    "Nine fresh keys each accused an instance and a service within a day, without one signed answer. The reports are public, counted, and weigh nothing: no mark moved by a thousandth of a point.";
  tell(stage, {
    id: "slander",
    title: "Nine strangers say so",
    told,
    shows:
      "Both pages count the reports under cases and give them no bar; the waterfall has the same sum without them.",
    names: ["Vardehus", "Fern Checks"],
    cases,
  });
}

export function priceChanges(stage: Stage): void {
  const told =
    "One service raised its price three weeks after it had said so, as its list promises; another on the day on which it said so. Both stand on their pages, with the days of notice.";
  tell(stage, {
    id: "prices",
    title: "Notice kept, and broken",
    told,
    shows: "The price list on each page, with what was announced and when it held.",
    names: ["Nettle Text", "Osier Rates"],
    cases: [],
  });
}

export function newcomers(stage: Stage): void {
  const told =
    "Too new for anybody to know much. Unrated is neither good nor bad: a limit as for D, and a list of what would change it. The oldest of the three has sent signs of life for long enough to be D.";
  tell(stage, {
    id: "newcomers",
    title: "Just opened",
    told,
    shows: "On each page what is missing; and what is sold through them stands in the margin of the market map.",
    names: ["Lindqvarn", "Morvane", "Ysgard"],
    cases: [],
  });
}

export function honest(stage: Stage): void {
  const told =
    "Two instances that never missed a date for two years, with reserves that their users check, and the services that were tested most. No licence, no size, no payment helped them: evidence did.";
  tell(stage, {
    id: "honest",
    title: "On time for two years",
    told,
    shows:
      "The history of each climbs from D to A; “Why A?” opens what each holds and shows, or clean checks and renewals in time, and `/method` says how long the way is.",
    names: ["Halden Prex", "Aldermoor", "Halden Store", "Kestrel Rates", "Bracken Tax"],
    cases: [],
  });
}
