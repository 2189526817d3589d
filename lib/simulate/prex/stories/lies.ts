/** Services that sign wrong answers, and a bug that is nobody's alone. */
import type { CaseId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import { publish } from "../duties.ts";
import { secondKeyOf } from "../script.ts";
import { lieCaught, named, nth, type Stage, tell, upholds } from "./stage.ts";

/** Who catches these early has standing afterwards: their checks count whole. */
export async function earlyLiars(stage: Stage): Promise<void> {
  const { auditors } = stage.people;
  const cases = [
    await lieCaught(stage, "Brine Locker", 40, nth(auditors, 0), 0),
    await lieCaught(stage, "Gorse Tax", 46, nth(auditors, 1), 1),
    await lieCaught(stage, "Dune Checks", 53, nth(auditors, 2), 2),
    await lieCaught(stage, "Brine Locker", 61, nth(auditors, 3), 3),
    await lieCaught(stage, "Gorse Tax", 611, nth(auditors, 3), 4),
    await lieCaught(stage, "Dune Checks", 634, nth(auditors, 0), 5),
  ];
  const told =
    "Three cheap services signed wrong answers in their first two months. Four strangers caught them; machines decided, nobody contested. The strangers have had standing since, and caught two of the three again.";
  tell(stage, {
    id: "early-liars",
    title: "Caught in the first weeks",
    told,
    shows: "Their cases; and every clean check of the two years that counts whole is by one of the four.",
    names: ["Brine Locker", "Gorse Tax", "Dune Checks"],
    cases,
  });
}

export async function lowRateLiar(stage: Stage): Promise<void> {
  const { auditors } = stage.people;
  const cases = [
    await lieCaught(stage, "Vela Store", 152, nth(auditors, 1), 4),
    await lieCaught(stage, "Vela Store", 333, nth(auditors, 2), 1),
    await lieCaught(stage, "Vela Store", 521, nth(auditors, 0), 5),
    await lieCaught(stage, "Vela Store", 657, nth(auditors, 3), 2),
    await lieCaught(stage, "Vela Store", 792, nth(auditors, 2), 6),
  ];
  const told =
    "One answer in a few hundred is not what the address names. Each of them is signed, so that each proves itself: four were caught in two years, and right answers in between do not take them back.";
  tell(stage, {
    id: "low-rate-liar",
    title: "Wrong once in a while",
    told,
    shows:
      "Each case shows question and signed answer side by side, and that the address names other content; “Why E?” sets the bars of lies beside those of clean checks.",
    names: ["Vela Store"],
    cases,
  });
}

/** The last half unit is rounded the other way, by a library that three operators had updated on one day. */
export async function sharedBug(stage: Stage): Promise<void> {
  const { auditors } = stage.people;
  const names = ["Rowan Rates", "Sable Rates", "Thistle Rates"];
  const cases: CaseId[] = [];
  for (const [place, name] of names.entries()) {
    const id = await lieCaught(stage, name, 380 + place, nth(auditors, place), place);
    const statement =
      "We updated a library on that day, as two others did. It rounded halves down. Here is the change that put it right.";
    stage.plans.set(id, {
      answer: { type: "contest", afterHours: 20 + 9 * place, ground: "shared-software", statement },
      finds: () =>
        upholds("shared-software", "moderate", "All three signed the same wrong last digit on the same two days."),
    });
    cases.push(id);
  }
  const told =
    "Three services under one definition were a hundredth off on the same two days. Each lie was proven by machine; each operator contested on shared software, and panels found that nobody was at fault.";
  tell(stage, {
    id: "shared-bug",
    title: "One bug in three services",
    told,
    shows: "Three cases that a machine proved and people called nobody's fault; the record of all three is repaired.",
    names,
    cases,
  });
}

const STOLEN_FROM = 441;

/** A thief signs wrong answers; the operator revokes the key since a day before what is known already. */
export async function stolenKey(stage: Stage): Promise<void> {
  const { script, people } = stage;
  const name = "Heron Tax";
  const heron = named(stage, name);
  const before = await lieCaught(stage, name, STOLEN_FROM, nth(people.auditors, 0), 1);
  const revokedAt = script.at(STOLEN_FROM + 1, 9);
  const since = formatInstant(addMs(revokedAt, -12 * DAY_MS));
  const { thumbprint } = heron.responseKey;
  script.revokeKey(revokedAt, heron.operator, heron.id, { thumbprint, reason: "compromised", compromisedSince: since });
  script.addKey(addMs(revokedAt, HOUR_MS), heron.operator, heron.id, "response", secondKeyOf(script, heron));
  const after = await lieCaught(stage, name, STOLEN_FROM + 3, nth(people.auditors, 2), 3);
  publish(script, heron, "incident", addMs(revokedAt, 4 * HOUR_MS), {
    incident: "2026-02-stolen-key",
    status: "resolved",
    description: "Somebody copied the key that signs our answers from a backup. It is revoked, and another one signs.",
    impact: "Answers of two days may not be ours. Nobody told us of a loss.",
    startedAt: since,
    detectedAt: formatInstant(addMs(revokedAt, -2 * HOUR_MS)),
    endedAt: formatInstant(revokedAt),
  });
  publish(script, heron, "incident", script.at(STOLEN_FROM + 10, 14), closedIncident(since, revokedAt));
  publish(script, heron, "action_item_update", script.at(STOLEN_FROM + 38, 10), {
    ...{ incident: "2026-02-stolen-key", item: "key-in-hardware", status: "done" },
    changedAt: formatInstant(script.at(STOLEN_FROM + 38, 9)),
    evidence: "https://heron-tax.example/status/hardware-key",
  });
  const statement =
    "The key was stolen. We revoked it the morning after, and say since when we believe it was in other hands.";
  stage.plans.set(before, {
    answer: { type: "contest", afterHours: 30, ground: "key-compromised", statement },
    finds: () =>
      upholds("third-party", "moderate", "The wrong answer is signed; the log had it before the key was revoked."),
  });
  stage.plans.set(after, {
    answer: { type: "contest", afterHours: 30, ground: "key-compromised", statement },
    finds: () => upholds("third-party", "minor", "It was signed by the revoked key after it had ended."),
  });
  const told =
    "A thief signed wrong answers with a copied key. The operator revoked it and dated the theft back by twelve days: what the log held before the revocation keeps its full weight, and people said whose doing it was.";
  tell(stage, {
    id: "stolen-key",
    title: "A stolen key, dated back",
    told,
    shows:
      "Its keys: the revoked one with both dates. The first case stands as somebody else’s doing, the second was refuted, because the key had ended.",
    names: [name],
    cases: [before, after],
  });
}

function closedIncident(startedAt: string, ended: Instant) {
  const end = formatInstant(ended);
  return {
    incident: "2026-02-stolen-key",
    status: "closed",
    description: "Somebody copied the key that signs our answers from a backup. It is revoked, and another one signs.",
    impact: "Answers of two days may not be ours. Nobody told us of a loss.",
    startedAt,
    detectedAt: formatInstant(addMs(ended, -2 * HOUR_MS)),
    endedAt: end,
    timeline: [
      { at: startedAt, what: "A backup was read that should not have been readable." },
      { at: end, what: "The key was revoked." },
    ],
    rootCauses: ["The backup of the signing machine was not encrypted."],
    lessons: ["A key that signs answers does not belong into a backup."],
    actionItems: [
      {
        ...{
          item: "key-in-hardware",
          kind: "prevent",
          what: "Keep the signing key in hardware that does not give it out.",
        },
        ...{ due: formatInstant(addMs(ended, 40 * DAY_MS)), criterion: "The key's certificate of origin is public." },
      },
    ],
  };
}
