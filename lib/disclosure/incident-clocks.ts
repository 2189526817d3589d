/**
 * The clocks of incidents (docs/concepts/disclosures.md, "Incidents"): by when the first word, the full report, answers and
 * word of each action item are due. Read from the facts that the provider's form keeps; nothing here needs a body.
 */
import { addMs, DAY_MS, HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";

/** After noticing. */
export const FIRST_WORD_MS = 72 * HOUR_MS;
/** After noticing. */
export const FULL_REPORT_MS = 14 * DAY_MS;
/** After a question. */
export const ANSWER_MS = 7 * DAY_MS;
/** After an action item changed, or was due. */
export const ITEM_UPDATE_MS = 3 * DAY_MS;

export type ItemStatus = "open" | "in-progress" | "done" | "dropped";

export type ActionItem = {
  readonly name: string;
  readonly due: Instant;
  readonly status: ItemStatus;
  /** Since when, as its last update says; null: no update yet. */
  readonly changedAt: Instant | null;
  /** Log time of the last update. */
  readonly saidAt: Instant | null;
};

export type Incident = {
  readonly name: string;
  readonly status: string;
  readonly detectedAt: Instant;
  readonly firstAt: Instant;
  readonly fullAt: Instant | null;
  /** Entry of the last version. */
  readonly entry: number;
  readonly items: readonly ActionItem[];
  readonly questions: readonly Question[];
};

/** `answeredAt`: log time of the version that has the answer; null: none has. */
export type Question = { readonly askedAt: Instant; readonly answeredAt: Instant | null };

type Published = Readonly<Record<string, { readonly facts?: JsonObject } | undefined>>;

/** A provider's incidents, last noticed first. Total: a record that is not of the form is left out. */
export function incidentsOf(disclosures: Published): Incident[] {
  const updates = disclosures.action_item_update?.facts ?? {};
  const found = Object.entries(disclosures.incident?.facts ?? {}).flatMap(
    ([name, facts]) => incidentOf(name, facts, updates) ?? [],
  );
  return found.toSorted((a, b) => b.detectedAt - a.detectedAt);
}

function incidentOf(name: string, facts: JsonValue, updates: JsonObject): Incident | undefined {
  if (!isJsonObject(facts)) return undefined;
  const [detectedAt, firstAt] = [instantOf(facts.detectedAt), instantOf(facts.firstAt)];
  if (detectedAt === null || firstAt === null) return undefined;
  const due = isJsonObject(facts.due) ? facts.due : {};
  const asked = isJsonObject(facts.asked) ? facts.asked : {};
  const questions = Object.entries(asked).flatMap(([at, answered]) => {
    const askedAt = instantOf(at);
    return askedAt === null ? [] : [{ askedAt, answeredAt: instantOf(answered) }];
  });
  const items = Object.entries(due).flatMap(([item, at]) => itemOf(item, at, updates[`${name}/${item}`]) ?? []);
  return {
    name,
    status: String(facts.status),
    detectedAt,
    firstAt,
    fullAt: instantOf(facts.fullAt),
    entry: Number(facts.entry),
    items: items.toSorted((a, b) => a.due - b.due),
    questions: questions.toSorted((a, b) => a.askedAt - b.askedAt),
  };
}

function itemOf(name: string, at: JsonValue, update: JsonValue | undefined): ActionItem | undefined {
  const due = instantOf(at);
  if (due === null) return undefined;
  if (!isJsonObject(update)) return { name, due, status: "open", changedAt: null, saidAt: null };
  const status = STATUSES.find((one) => one === update.status) ?? "open";
  return { name, due, status, changedAt: instantOf(update.changedAt), saidAt: instantOf(update.saidAt) };
}

const STATUSES: readonly ItemStatus[] = ["in-progress", "done", "dropped"];

function instantOf(value: JsonValue | undefined): Instant | null {
  return (typeof value === "string" ? parseInstant(value) : undefined) ?? null;
}

/** `running` and `overdue`: not met yet. */
export type ClockState = "kept" | "late" | "running" | "overdue";

export type IncidentClock = {
  /** `word`: of an action item that changed. */
  readonly what: "first-word" | "full-report" | "answer" | "item" | "word";
  /** Of an action item. */
  readonly item: string | undefined;
  readonly dueAt: Instant;
  readonly metAt: Instant | null;
  readonly state: ClockState;
};

/** Every clock of an incident at a time: first word, full report, answers, then its action items by due date. */
export function clocksOfIncident(incident: Incident, now: Instant): IncidentClock[] {
  const { detectedAt, firstAt, fullAt, items, questions } = incident;
  return [
    clock("first-word", undefined, addMs(detectedAt, FIRST_WORD_MS), firstAt, now),
    clock("full-report", undefined, addMs(detectedAt, FULL_REPORT_MS), fullAt, now),
    ...questions.map(({ askedAt, answeredAt }) =>
      clock("answer", undefined, addMs(askedAt, ANSWER_MS), answeredAt, now),
    ),
    ...items.flatMap((item) => [
      clock("item", item.name, item.due, endOfItem(item), now),
      ...(item.changedAt === null
        ? []
        : [clock("word", item.name, addMs(item.changedAt, ITEM_UPDATE_MS), item.saidAt, now)]),
    ]),
  ];
}

/** When its fate was settled, as the operator says it; a dropped item was not done in time, and not left open either. */
function endOfItem({ status, changedAt }: ActionItem): Instant | null {
  return status === "done" || status === "dropped" ? changedAt : null;
}

/** Once due without an end, when a reader must have heard what became of it. */
export function updateDueOf({ due }: ActionItem): Instant {
  return addMs(due, ITEM_UPDATE_MS);
}

function clock(
  what: IncidentClock["what"],
  item: string | undefined,
  dueAt: Instant,
  metAt: Instant | null,
  now: Instant,
): IncidentClock {
  const state = metAt === null ? (now <= dueAt ? "running" : "overdue") : metAt <= dueAt ? "kept" : "late";
  return { what, item, dueAt, metAt, state };
}
