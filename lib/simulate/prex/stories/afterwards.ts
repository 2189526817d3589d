/** What is worth watching in the weeks after the two years: something in each of the first twelve. */
import { addMs, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { DAYS } from "../calendar.ts";
import { dependency, identity, prices, publish, windupPlan } from "../duties.ts";
import { lieCaught, named, nth, refusal, type Stage, tell, upholds } from "./stage.ts";

const week = (nth: number, day = 2) => DAYS + 7 * (nth - 1) + day;

export async function afterwards(stage: Stage, until: number): Promise<void> {
  const { script, people } = stage;
  // 1: a price is to rise, as its plan says, and rises in week 4; and the open case is ruled on.
  // 2: a newcomer shows where it runs and how it would close.
  const life = { from: week(2), until };
  dependency(script, named(stage, "Corvane"), life, ["Fjord Cloud, NL"]);
  windupPlan(script, named(stage, "Corvane"), { ...life, from: week(2, 3) });
  // 3: somebody closes.
  publish(script, named(stage, "Ulvestad"), "windup_notice", script.at(week(3), 11), {
    ...{ lastDeposit: formatInstant(script.at(week(5), 12)), lastUse: formatInstant(script.at(week(8), 12)) },
    ...{ lastWithdrawal: formatInstant(script.at(week(12), 12)), coveragePercent: "100" },
    reason: "It does not pay for itself.",
  });
  // 4 and 9: lies are proven. 9 is the low-rate liar's.
  const lie = await lieCaught(stage, "Ember Vault", week(4), nth(people.auditors, 1), 2);
  // 5: an outage is told in time, and in full a week later.
  const noticed = script.at(week(5), 8);
  const outage = {
    ...{
      incident: "2027-01-outage",
      description: "No answers for two hours: a switch failed.",
      impact: "Calls of two hours failed, and were not charged.",
    },
    ...{
      startedAt: formatInstant(noticed),
      detectedAt: formatInstant(noticed),
      endedAt: formatInstant(addMs(noticed, 2 * HOUR_MS)),
    },
  };
  publish(script, named(stage, "Eskelund"), "incident", addMs(noticed, 6 * HOUR_MS), { ...outage, status: "resolved" });
  publish(script, named(stage, "Eskelund"), "incident", script.at(week(6), 9), {
    ...{ ...outage, status: "closed", timeline: [{ at: formatInstant(noticed), what: "Calls failed." }] },
    ...{ rootCauses: ["One switch, and no second one."], lessons: ["Two of each."], actionItems: [] },
  });
  // 2, ruled on in week 6: a complaint with a signed word.
  const held = await refusal(stage, nth(people.users, 3), "Quarnfeld", week(2), "They pay when they like.", {
    status: "queued",
    reason: "We pay on Fridays. Not on this one.",
  });
  stage.plans.set(held, {
    answer: { type: "contest", afterHours: 50, ground: null, statement: "Fridays are in our terms. We were ill." },
    finds: () => upholds("negligence", "moderate", "Two Fridays passed."),
  });
  // 7: a new instance. 8: another one falls silent (its beats end). 10: it is found to have failed.
  const operator = script.person("op-oxbow", "Oxbow operators", "operator", "Opens after the two years.", week(7));
  const oxbow = script.provider(operator, "instance", "Oxbow Prex", week(7));
  identity(script, oxbow, { from: week(7, 3), until }, { legalName: "Oxbow Betrieb", jurisdiction: "DK" });
  const line = { service: "address text", unit: "call", per1000: "0.35", from: week(7, 4) };
  prices(script, oxbow, until, [{ day: week(7, 4), lines: [line] }]);
  // 11: reserves of somebody who showed none. 12: a complaint about a newcomer.
  publish(script, named(stage, "Nordhule"), "windup_plan", script.at(week(11), 9), {
    expiresAt: formatInstant(script.at(week(11) + 360, 9)),
    trigger: "The operator's decision, or ten days without a payment.",
    orderOfPayment: ["Customers' balances", "Everyone else"],
    dataExport: "Each account can download its list of calls.",
    noticeDays: 30,
  });
  const gone = await refusal(
    stage,
    nth(people.users, 2),
    "Morvane",
    week(12),
    "It was cheap. Now it does not answer.",
    { status: "pending" },
  );
  stage.plans.set(gone, { finds: () => upholds("malice", "grave", "It promised and paid nobody.") });
  const told =
    "A price that rises with notice, a wind-down, lies that are proven, a ruling, a newcomer, a silence that becomes a failure: something in each of the first twelve weeks.";
  tell(stage, {
    id: "afterwards",
    title: "The weeks after",
    told,
    shows: "Let time pass by a week and look at the feed, at `/cases` and at the pages of those who are named.",
    names: ["Halden Store", "Corvane", "Ulvestad", "Ember Vault", "Eskelund", "Quarnfeld", "Nordhule", "Morvane"],
    cases: [lie, held, gone],
  });
}
