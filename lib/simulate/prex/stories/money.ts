/** Instances that fail, take more than they said, close, or are accused of it. */
import { CHARGE_TYPE } from "#lib/evidence/charge.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { CaseId } from "#lib/kernel/ids.ts";
import { addMs, formatInstant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { report } from "../answers.ts";
import { publish } from "../duties.ts";
import type { Person } from "../script.ts";
import { denies, named, nth, refusal, type Stage, signedWord, tell, upholds } from "./stage.ts";

const PENDING = { status: "pending", reason: "Maintenance of our payment provider. Please be patient." };

/** It charges more than its own list, and says so in its own signed bytes. */
async function overcharged(stage: Stage, by: Person, name: string, service: string, day: number): Promise<CaseId> {
  const { script } = stage;
  const against = named(stage, name);
  const at = script.at(day, 11);
  const charge = { service: named(stage, service).id, unit: "call", quantity: "1000", amount: "4.90", currency: "EUR" };
  const exchange = await signedWord(
    script,
    against,
    "/v1/invoices",
    { "prex-charge": charge },
    addMs(at, -4 * MINUTE_MS),
    CHARGE_TYPE,
  );
  return report(
    script,
    by,
    { against, claim: "offer-broken", text: "The list says less.", exchanges: [exchange], key: against.responseKey },
    at,
  );
}

/** With a licence, the most customers and the longest history: it lies and fails like the rest. */
export async function largest(stage: Stage): Promise<void> {
  const { users } = stage.people;
  const name = "Kronwerk Exchange";
  const cases = [
    await overcharged(stage, nth(users, 1), name, "Larch Rates", 298),
    await overcharged(stage, nth(users, 3), name, "Copse Tax", 471),
    await refusal(
      stage,
      nth(users, 4),
      name,
      604,
      "My withdrawal waits since Monday. Support answers with a template.",
      PENDING,
    ),
    await refusal(stage, nth(users, 5), name, 612, "Nothing was paid out, and the page says all is well.", PENDING),
  ];
  const words = () => upholds("malice", "grave", "Its own signed words say that it does not pay, weeks apart.");
  for (const id of cases.slice(2)) stage.plans.set(id, { finds: words });
  const told =
    "The oldest and largest instance, licensed, charged more than its list twice, let its reserves sink to what it owed, stopped paying and fell silent. Its licence changed no mark on the way, and none afterwards.";
  tell(stage, {
    id: "largest",
    title: "Large, old, licensed, and gone",
    told,
    shows:
      "On its page: two charges that are proven, two rulings, and beside its points two rules: silent for 14 days, and a grave fault that was meant. On `/failures`: what it owed, and the signs in their order.",
    names: [name],
    cases,
  });
}

export async function exitScam(stage: Stage): Promise<void> {
  const { users } = stage.people;
  const name = "Gravendal";
  const cases = [
    await refusal(stage, nth(users, 2), name, 426, "It was always quick until last week.", PENDING),
    await refusal(stage, nth(users, 3), name, 430, "All of it is gone from the page; they say maintenance.", PENDING),
  ];
  for (const id of cases)
    stage.plans.set(id, {
      finds: () => upholds("malice", "grave", "It promised in signed words and went silent the day after."),
    });
  const told =
    "A friendly, cheap instance with full reserves for a year. In one week its customers were told to wait; then it was silent. Two weeks later silence was a failure, by the clock and by nobody's opinion.";
  tell(stage, {
    id: "exit-scam",
    title: "A good year, then gone",
    told,
    shows:
      "On `/failures`: the first warning came with the silence, eleven days before that was a failure. Its history falls from C to E on the fourth day.",
    names: [name],
    cases,
  });
}

export function slowInsolvency(stage: Stage): void {
  const told =
    "Reserves over debts sank from 107 % to below 80 % within ten months, in its own figures. Its tier fell on the way, long before it was silent.";
  tell(stage, {
    id: "slow-insolvency",
    title: "Sinking in plain sight",
    told,
    shows:
      "The chart of reserves and debts on its page falls below 100 % eight months before the end; its history falls from B.",
    names: ["Fenwold"],
    cases: [],
  });
}

export function windDown(stage: Stage): void {
  const { script } = stage;
  const name = "Jutevik";
  const jutevik = named(stage, name);
  publish(script, jutevik, "windup_notice", script.at(640, 10), {
    ...{ lastDeposit: formatInstant(script.at(655, 12)), lastUse: formatInstant(script.at(690, 12)) },
    ...{ lastWithdrawal: formatInstant(script.at(724, 12)), coveragePercent: "106" },
    reason: "The owner retires, and nobody takes it over. Everybody is paid.",
  });
  const stop = { cadenceHours: 24, softwareVersion: "prex 2.4.0", armed: false };
  publish(script, jutevik, "heartbeat", script.at(708, 9), { ...stop, effectiveAt: formatInstant(script.at(716, 9)) });
  const { armed: _, ...beat } = stop;
  for (const day of [710, 712, 714, 716]) publish(script, jutevik, "heartbeat", script.at(day, 8), beat);
  const told =
    "Announced three months ahead, with all balances covered. From the notice on its limit is 0; nobody lost anything.";
  tell(stage, {
    id: "wind-down",
    title: "Closed in good order",
    told,
    shows: "On `/failures` as one that closed: announced, with what it owed. Its limit is 0 since the notice.",
    names: [name],
    cases: [],
  });
}

/** Accused with its own words out of their context, ruled against by two of three, and cleared by five others. */
export async function clearedOnAppeal(stage: Stage): Promise<void> {
  const { people } = stage;
  const name = "Tarnvik";
  const id = await refusal(stage, nth(people.users, 1), name, 455, "They keep my money and say that I must wait.", {
    status: "held",
    reason: "The account's login changed yesterday: withdrawals are held for 72 hours.",
  });
  stage.plans.set(id, {
    answer: {
      ...{ type: "contest", afterHours: 40, ground: null },
      statement:
        "We hold withdrawals for 72 hours after a change of login, as our terms say. This one was paid on the third day.",
    },
    finds: (round, place) =>
      round === 1 && place < 2
        ? upholds("negligence", "serious", "It says itself that it held the money.")
        : denies("The hold of 72 hours stands in its terms, and the payment of the third day is on the chain."),
    appeal: {
      ...{ by: "operator", afterHours: 300, ground: "new-evidence" },
      statement: "The bank's confirmation of the payment, and the terms of before with their hash in this log.",
      shows: {
        ...{ label: "The bank's confirmation of the payment", class: "signed-by-third-party" },
        statement: "Paid 70 hours after the change of login.",
        bytes: utf8Encode("Confirmation: 1,240.00 EUR paid on the third day.\n"),
      },
    },
  });
  const told =
    "A customer's complaint was upheld by two of three reviewers. On appeal five others saw the payment and cleared it; its record was repaired back to the day of the report.";
  tell(stage, {
    id: "cleared-on-appeal",
    title: "Accused, and cleared",
    told,
    shows:
      "The history of Tarnvik has a dent that ends with the appeal; the case shows both panels and what changed between them.",
    names: [name],
    cases: [id],
  });
}

export async function retaliation(stage: Stage): Promise<void> {
  const { users } = stage.people;
  const name = "Wyndermark";
  const cases = [
    await overcharged(stage, nth(users, 2), name, "Elder Tax", 500),
    await refusal(stage, nth(users, 2), name, 506, "They closed my account for the report of last week.", {
      status: "closed",
      reason: "You have filed a public report against us. Your balance stays here until you take it back.",
    }),
  ];
  const [, refused] = cases;
  if (refused !== undefined)
    stage.plans.set(refused, {
      answer: { type: "contest", afterHours: 60, ground: null, statement: "We choose our customers." },
      finds: () => upholds("malice", "grave", "It says in signed words that it keeps the balance because of a report."),
    });
  const told =
    "It charged more than its list; the customer reported it, and it kept her balance for that. Its own signed answer says so, and a panel found malice.";
  tell(stage, {
    id: "retaliation",
    title: "Revenge for a report",
    told,
    shows: "The second case begins with the signed words; the rule of a grave fault that was meant holds for a year.",
    names: [name],
    cases,
  });
}
