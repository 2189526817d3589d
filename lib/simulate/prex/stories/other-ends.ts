/** Cases that end otherwise than by a machine or a vote alone: admitted, taken back, and heard with a reviewer less. */
import { addMs, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { publish } from "../duties.ts";
import { denies, named, nth, refusal, type Stage, tell, upholds } from "./stage.ts";

export async function otherEnds(stage: Stage): Promise<void> {
  const { script, people, plans } = stage;
  const names = ["Oststade", "Silverne", "Nordhule"] as const;

  const admitted = await refusal(stage, nth(people.users, 2), "Oststade", 540, "They say that I was paid. I was not.", {
    ...{ status: "paid", reason: "Paid on Monday." },
  });
  plans.set(admitted, {
    answer: {
      ...{ type: "admission", afterHours: 30 },
      statement: "Our bank sent the payment back, and nobody read its letter for four days. It is paid now.",
    },
    finds: () => upholds("negligence", "minor", "It says so itself."),
  });
  const since = script.at(536, 9);
  publish(script, named(stage, "Oststade"), "incident", script.at(545, 14), {
    ...{ incident: "2026-05-returned-payment", status: "closed" },
    description: "A payment that the bank had returned was listed as paid.",
    impact: "Three customers waited four days longer for 410 EUR.",
    ...{ startedAt: formatInstant(since), detectedAt: formatInstant(addMs(since, 5 * 24 * HOUR_MS)) },
    endedAt: formatInstant(addMs(since, 6 * 24 * HOUR_MS)),
    timeline: [{ at: formatInstant(addMs(since, 5 * 24 * HOUR_MS)), what: "A report told of it." }],
    rootCauses: ["Letters of the bank came to an address that nobody read on weekends."],
    lessons: ["Returned payments are an alarm, and no letter."],
    actionItems: [
      {
        ...{ item: "returned-payments", kind: "prevent", what: "Returned payments wake somebody." },
        ...{
          due: formatInstant(script.at(575, 12)),
          criterion: "A returned payment of one cent is answered within an hour.",
        },
      },
    ],
  });

  const takenBack = await refusal(stage, nth(people.users, 3), "Silverne", 556, "Nobody answers me.", {
    ...{ status: "queued", reason: "Our treasurer is ill." },
  });
  plans.set(takenBack, {
    withdraws: { afterHours: 62, reason: "Paid this morning, with an apology. I ask for nothing more." },
    finds: () => denies("It was taken back."),
  });

  const aside = await refusal(stage, nth(people.users, 5), "Nordhule", 570, "My money is late, and they argue.", {
    ...{ status: "held", reason: "You sold a token that was not yours to sell." },
  });
  plans.set(aside, {
    asksMoreTime: { afterHours: 130, reason: "The seller of the token is abroad until the week after next." },
    answer: {
      ...{ type: "contest", afterHours: 300, ground: null },
      statement: "The token was sold twice. The first buyer's receipt is older, and we paid him.",
    },
    stepsAside: { nth: 0, reason: "I find that I taught the operator's daughter. Somebody else should sit." },
    finds: () => denies("The receipt that is older counts, as its terms say."),
  });

  tell(stage, {
    id: "other-ends",
    title: "Admitted, taken back, stepped aside",
    told: "One instance admitted a payment that had come back, and told the whole of it within two weeks. One customer was paid, and took the report back. In a third case the operator asked for more time, and a reviewer who knew its family stepped aside: the next in the draw sat down.",
    shows:
      "Three cases with three ends: ruled by admission, withdrawn, and decided by a panel whose page names who stepped aside and why.",
    names,
    cases: [admitted, takenBack, aside],
  });
}
