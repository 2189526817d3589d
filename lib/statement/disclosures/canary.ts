/** Canary: statements that are held true until they silently stop being repeated. */
import { z } from "zod";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { instantText, line } from "../fields.ts";
import { disclosureType, type Version } from "./disclosure-type.ts";
import { lastingBody } from "./envelope-fields.ts";

const canaryBody = lastingBody(
  {
    statements: z
      .array(line(200))
      .min(1, "A canary says at least one thing.")
      .max(10)
      .meta({ label: "Held true today", help: "Such as: no order to freeze balances was received.", input: "list" }),
    nextAt: instantText.meta({ label: "Next canary by", help: "Seven days later silence shows.", input: "time" }),
    freshFact: line(300).meta({
      label: "A fresh public fact",
      help: "Such as a headline or a block hash of today: it could not have been written before.",
    }),
  },
  ({ statements }, complain) => {
    const list = statements as string[];
    list.forEach((said, at) => {
      if (list.indexOf(said) < at) complain(["statements", at], "Each statement once.");
    });
  },
  { dated: false },
);

/** What was said last, and what the version before said that this one does not. */
function keepStatements(before: JsonObject | undefined, { body }: Version): JsonObject {
  const said = (body.statements ?? []) as string[];
  const earlier = (before?.said ?? []) as string[];
  return { said, removed: earlier.filter((statement) => !said.includes(statement)) };
}

export const disclosure = disclosureType({
  type: "canary",
  title: "Canary",
  object: "its canary",
  says: "Statements held true, with the date of the next.",
  purpose: "What it may not be allowed to tell you: a sentence that is no longer repeated.",
  body: canaryBody,
  minutes: 3,
  life: { ends: "after-field", field: "nextAt", graceDays: 7, presetDays: 30 },
  step: null,
  about: "both",
  replaces: true,
  composed: true,
  keep: keepStatements,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    statements: ["No order to freeze or hand over balances was received."],
    nextAt: formatInstant(addMs(now, 30 * DAY_MS)),
    freshFact: "Bitcoin block 930,000 has the hash 0000…f00d.",
  }),
});
