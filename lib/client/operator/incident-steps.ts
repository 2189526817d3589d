/** The incident wizard's steps: every field of the schema in exactly one of them, in the order in which people know it. */

export type IncidentStep = {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly fields: readonly string[];
};

export const INCIDENT_STEPS: readonly IncidentStep[] = [
  {
    id: "what",
    title: "What happened",
    lead: "In words that a customer understands. Say what you know; what you do not know yet can follow.",
    fields: ["description", "incident"],
  },
  {
    id: "impact",
    title: "Impact",
    lead: "Numbers where you have them, also of those it did not hurt.",
    fields: ["impact", "breach", "faults"],
  },
  {
    id: "timeline",
    title: "Timeline",
    lead: "Moments in UTC, to the minute. The clocks run from when you noticed.",
    fields: ["startedAt", "detectedAt", "endedAt", "timeline"],
  },
  {
    id: "causes",
    title: "Causes and lessons",
    lead: "Why it could happen, not who did it. The full report has both; the first word needs neither.",
    fields: ["rootCauses", "lessons"],
  },
  {
    id: "items",
    title: "Action items",
    lead: "What you will do, until when, and how a stranger can tell. Each becomes a clock of its own.",
    fields: ["actionItems"],
  },
  {
    id: "questions",
    title: "Questions",
    lead: "What users or partners asked you about it. Each starts a clock of 7 days that an answer ends; readers see both.",
    fields: ["questions"],
  },
  {
    id: "status",
    title: "Status",
    lead: "“Over, full report given” ends the clock of the report and asks for timeline, causes, lessons and action items.",
    fields: ["status", "effectiveAt"],
  },
];

/** The step that holds a field, by its dotted name; the last one for what no step draws. */
export function stepOfField(name: string): number {
  const field = name.split(".")[0] ?? "";
  const at = INCIDENT_STEPS.findIndex(({ fields }) => fields.includes(field));
  return at < 0 ? INCIDENT_STEPS.length - 1 : at;
}
