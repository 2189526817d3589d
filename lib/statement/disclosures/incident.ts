/**
 * Incident: what happened, whom it hurt, why, and what is done about it. Versions of one incident carry its id. Clocks:
 * first word within 72 h of noticing, the full report within 14 d, answers within 7 d of a question; action items say when
 * they are due.
 */
import { z } from "zod";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { hexHash, instantText, line, paragraph } from "../fields.ts";
import { disclosureType, type Version } from "./disclosure-type.ts";
import { eventBody } from "./envelope-fields.ts";

/** Names an incident and an action item among those of the provider. */
export const shortName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, "2 to 40 of a to z, 0 to 9 and hyphens, such as 2026-11-outage.");

const moment = (label: string) => instantText.meta({ label, input: "moment" });

const STATUS = {
  investigating: "Being looked into",
  identified: "Cause known",
  resolved: "Over",
  closed: "Over, full report given",
} as const;

/** Questions of one incident that are told, and of which the form keeps the times. */
const MOST_QUESTIONS = 10;

/** Faults of one incident that are told, so that a proof of one that comes later counts half. */
const MOST_FAULTS = 20;

/** Wrong answers, which a provider can find itself; what is worse than wrong is no incident. */
const TOLD_CLAIMS = {
  "wrong-result": "Results that its own rule does not give",
  "predicate-violated": "Answers that break its own rule",
  "content-address": "Other bytes than their name says",
} as const;

type ToldFault = { readonly claim: keyof typeof TOLD_CLAIMS; readonly definition?: string; readonly day: string };

type Question = { readonly askedAt: string; readonly answer?: string };

const incidentBody = eventBody(
  {
    incident: shortName.meta({ label: "Short name of the incident", help: "The same in every version." }),
    status: z
      .enum(["investigating", "identified", "resolved", "closed"])
      .meta({ label: "Status", input: "choice", options: STATUS }),
    description: paragraph(2000).meta({ label: "What happened", input: "paragraph" }),
    impact: paragraph(1000).meta({ label: "Whom it hurt, and how much", input: "paragraph" }),
    breach: z.boolean().optional().meta({
      label: "Somebody got in",
      told: "Somebody got in",
      help: "At money, keys or accounts that were not theirs. Once said it stands: marks count from the day on which it became known.",
      input: "switch",
    }),
    startedAt: moment("It began"),
    detectedAt: instantText.meta({
      label: "You noticed",
      told: "Noticed",
      help: "The clocks run from here.",
      input: "moment",
    }),
    endedAt: moment("It ended").optional().meta({ label: "It ended", input: "moment" }),
    timeline: z
      .array(z.strictObject({ at: moment("When"), what: line(300).meta({ label: "What" }) }))
      .max(60)
      .optional()
      .meta({ label: "Timeline", help: "UTC, to the minute.", row: "moment" }),
    rootCauses: z
      .array(line(500))
      .max(10)
      .optional()
      .meta({ label: "Root causes", help: "Why it could happen, not who did it.", input: "list" }),
    lessons: z.array(line(500)).max(10).optional().meta({ label: "Lessons", input: "list" }),
    actionItems: z
      .array(
        z.strictObject({
          item: shortName.meta({ label: "Short name" }),
          kind: z.enum(["prevent", "detect", "mitigate", "repair"]).meta({
            label: "Kind",
            input: "choice",
            options: { prevent: "Prevent", detect: "Detect sooner", mitigate: "Hurt less", repair: "Make good" },
          }),
          what: line(300).meta({ label: "What will be done" }),
          due: instantText.meta({ label: "Due", input: "time" }),
          criterion: line(300).meta({ label: "Done when", help: "How a stranger can tell." }),
        }),
      )
      .max(20)
      .optional()
      .meta({ label: "Action items", row: "action item" }),
    faults: z
      .array(
        z.strictObject({
          claim: z.enum(["wrong-result", "predicate-violated", "content-address"]).meta({
            label: "What was wrong",
            input: "choice",
            options: TOLD_CLAIMS,
          }),
          definition: hexHash.optional().meta({
            label: "Definition that it broke",
            help: "Its SHA-256, as its page names it. Leave it empty for bytes under a wrong name.",
          }),
          day: instantText.meta({ label: "Day of the answers", help: "In UTC.", input: "time" }),
        }),
      )
      .max(MOST_FAULTS)
      .optional()
      .meta({
        label: "Wrong answers that it gave",
        help: "By kind and day. A report of one that is filed after this was published counts half.",
        row: "kind of wrong answer",
      }),
    questions: z
      .array(
        z.strictObject({
          askedAt: instantText.meta({ label: "Asked", help: "When it reached you, in UTC.", input: "moment" }),
          question: line(300).meta({ label: "Question" }),
          answer: paragraph(1000).optional().meta({
            label: "Answer",
            help: "Within 7 days. Leave it empty until you know.",
            input: "paragraph",
          }),
        }),
      )
      .max(MOST_QUESTIONS)
      .optional()
      .meta({ label: "Questions about it", row: "question" }),
  },
  (body, complain) => {
    const { startedAt, detectedAt, endedAt, status } = body as Record<string, string | undefined>;
    if (startedAt !== undefined && detectedAt !== undefined && detectedAt < startedAt)
      complain(["detectedAt"], "Nobody notices what has not begun.");
    if (startedAt !== undefined && endedAt !== undefined && endedAt < startedAt)
      complain(["endedAt"], "It cannot end before it began.");
    const asked = ((body.questions ?? []) as Question[]).map(({ askedAt }) => askedAt);
    for (const [at, time] of asked.entries())
      if (asked.indexOf(time) !== at) complain(["questions", at, "askedAt"], "Each question has a minute of its own.");
    if ((status === "resolved" || status === "closed") && endedAt === undefined)
      complain(["endedAt"], "Say when it ended.");
    if (status !== "closed") return;
    for (const field of ["timeline", "rootCauses", "lessons", "actionItems"])
      if (body[field] === undefined) complain([field], "The full report has this part.");
  },
);

/** Incidents of which facts are kept; the oldest closed ones give way, and the newest breach never does. */
const MOST_INCIDENTS = 20;

/**
 * By the time at which it was asked: when the answer was logged, null before. A question that a later version leaves out
 * stays open; the oldest answered ones give way.
 */
function keepQuestions(earlier: JsonValue | undefined, questions: readonly Question[], loggedAt: Instant) {
  const known = isJsonObject(earlier) ? earlier : {};
  const answeredAt = ({ askedAt, answer }: Question) =>
    known[askedAt] ?? (answer === undefined ? null : formatInstant(loggedAt));
  const all = { ...known, ...Object.fromEntries(questions.map((one) => [one.askedAt, answeredAt(one)])) };
  const kept = Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1));
  while (kept.length > MOST_QUESTIONS) {
    const answered = kept.findIndex(([, at]) => at !== null);
    kept.splice(Math.max(answered, 0), 1);
  }
  return kept.length === 0 ? {} : { asked: Object.fromEntries(kept) };
}

/**
 * By what a verdict names a fault, without its provider ("wrong-result <definition> 2026-11-22"): when it was first told. A day
 * that is still to come is no fault that anybody knows. What was told stays told; the newest find no place among too many.
 */
function keepFaults(earlier: JsonValue | undefined, faults: readonly ToldFault[], loggedAt: Instant) {
  const known = isJsonObject(earlier) ? earlier : {};
  const at = formatInstant(loggedAt);
  const told = faults
    .filter(({ day }) => day <= at)
    .map(({ claim, definition = "-", day }) => [claim, definition, day.slice(0, 10)].join(" "));
  const kept = [...new Set([...Object.keys(known).sort(), ...told])].slice(0, MOST_FAULTS);
  return kept.length === 0 ? {} : { told: Object.fromEntries(kept.map((name) => [name, known[name] ?? at])) };
}

/** What was said last comes last. Members of a form that was read from rows stand by name: their own order says nothing. */
export function oldestFirst(records: Readonly<Record<string, JsonValue>>): [string, JsonValue][] {
  const entryOf = (record: JsonValue) => (isJsonObject(record) ? Number(record.entry) : 0);
  return Object.entries(records).toSorted(([a, one], [b, other]) => entryOf(one) - entryOf(other) || (a < b ? -1 : 1));
}

/**
 * By incident: when it was noticed, first said and fully reported, since when it is known as a breach, its status, each
 * action item's due time, each question's answer, and which wrong answers it tells of.
 */
function keepIncident(before: JsonObject | undefined, { body, loggedAt, entry }: Version): JsonObject {
  const name = String(body.incident);
  const known = (before ?? {}) as Record<string, JsonValue>;
  const earlier = isJsonObject(known[name]) ? known[name] : undefined;
  const items = (body.actionItems ?? []) as { item: string; due: string }[];
  const record: JsonObject = {
    detectedAt: earlier?.detectedAt ?? String(body.detectedAt),
    firstAt: earlier?.firstAt ?? formatInstant(loggedAt),
    fullAt: earlier?.fullAt ?? (body.status === "closed" ? formatInstant(loggedAt) : null),
    status: String(body.status),
    ...breachOf(earlier, body, loggedAt),
    entry,
    due: Object.fromEntries(items.map(({ item, due }) => [item, due])),
    ...keepQuestions(earlier?.asked, (body.questions ?? []) as Question[], loggedAt),
    ...keepFaults(earlier?.told, (body.faults ?? []) as ToldFault[], loggedAt),
  };
  const { [name]: _, ...others } = known;
  const kept = oldestFirst(others);
  while (kept.length >= MOST_INCIDENTS) {
    const newest =
      kept
        .map(([, one]) => breachAt(one))
        .sort()
        .at(-1) ?? "";
    const canGo = kept.filter(([, one]) => breachAt(one) === "" || breachAt(one) < newest);
    const closed = canGo.find(([, one]) => isJsonObject(one) && one.status === "closed");
    kept.splice(kept.indexOf(closed ?? canGo[0] ?? EMPTY), 1);
  }
  return { ...Object.fromEntries(kept), [name]: record };
}

const EMPTY: [string, JsonValue] = ["", null];

/** RFC 3339; empty: it is not called a breach. */
function breachAt(incident: JsonValue): string {
  return isJsonObject(incident) && typeof incident.breachAt === "string" ? incident.breachAt : "";
}

/** What was once called a breach stays one, whatever a later version says. */
function breachOf(earlier: JsonObject | undefined, { breach }: JsonObject, loggedAt: Instant): JsonObject {
  const known = breachAt(earlier ?? null);
  if (known !== "") return { breachAt: known };
  return breach === true ? { breachAt: formatInstant(loggedAt) } : {};
}

export const disclosure = disclosureType({
  type: "incident",
  title: "Incident",
  object: "an incident",
  says: "What went wrong, its causes, and what is done about it.",
  purpose: "What went wrong, and whether it is likely to happen again.",
  body: incidentBody,
  minutes: 15,
  life: { ends: "never" },
  step: null,
  about: "both",
  replaces: true,
  composed: true,
  keep: keepIncident,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    incident: "2026-11-outage",
    status: "identified",
    description: "No withdrawals for two hours: the node of the payment chain fell behind.",
    impact: "41 withdrawals were late by up to two hours. Nobody lost money.",
    startedAt: formatInstant(addMs(now, -5 * HOUR_MS)),
    detectedAt: formatInstant(addMs(now, -4 * HOUR_MS)),
    actionItems: [
      {
        item: "second-node",
        kind: "prevent",
        what: "Run a second node with another provider.",
        due: formatInstant(addMs(now, 20 * DAY_MS)),
        criterion: "Withdrawals go on when either node is stopped.",
      },
    ],
  }),
});
