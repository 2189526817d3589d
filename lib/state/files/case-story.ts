/** What a case in a file says to whoever takes it up: how it stood at its index, who sat, and why it was handed over. */
import { z } from "zod";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ConflictReason } from "#lib/statement/dispute-words.ts";

/** What is read of the proven forms; whatever else stands there is left alone. */
const caseForm = z.object({
  state: z.string(),
  provider: z.string(),
  accused: z.string(),
  claim: z.string(),
  reporter: z.string(),
  filedAt: z.string(),
  joinedTo: z.string().nullable(),
  verdict: z.object({ verdict: z.string(), reason: z.string().nullable(), signer: z.string().nullable() }).nullable(),
});
const panelForm = z.object({
  round: z.number(),
  seats: z.array(z.object({ maintainer: z.string(), state: z.string() })),
  skipped: z.array(z.object({ maintainer: z.string(), reason: z.string() })),
});

export type CaseStory = z.infer<typeof caseForm> & {
  readonly panels: readonly z.infer<typeof panelForm>[];
  /** Why it was handed over, in a sentence; undefined: it was not. */
  readonly handedOver: string | undefined;
};

/** Undefined where the file proves no state of the case, or one that this reader does not understand. Total. */
export function caseStory(id: string, forms: ReadonlyMap<string, JsonObject> | undefined): CaseStory | undefined {
  const form = caseForm.safeParse(forms?.get(`case:${id}`)).data;
  if (form === undefined) return undefined;
  const panels = [...(forms?.entries() ?? [])]
    .flatMap(([key, value]) => (key.startsWith("panel:") ? (panelForm.safeParse(value).data ?? []) : []))
    .toSorted((a, b) => a.round - b.round);
  return { ...form, panels, handedOver: form.state === "handed_over" ? whyHandedOver(panels.at(-1)) : undefined };
}

function whyHandedOver(panel: z.infer<typeof panelForm> | undefined): string {
  if (panel === undefined) return "Handed over: nobody there could decide it.";
  if (panel.seats.length > 0) return `Handed over: of ${panel.seats.length} who were asked nobody voted.`;
  if (panel.skipped.length === 0) return "Handed over: there was nobody to draw.";
  const counts = new Map<string, number>();
  for (const { reason } of panel.skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = [...counts].map(([reason, count]) => `${count} ${REASONS[reason as ConflictReason] ?? reason}`);
  return `Handed over: nobody could sit. Passed over: ${reasons.join(", ")}.`;
}

/** After a number of maintainers. */
const REASONS: Readonly<Record<ConflictReason, string>> = {
  removed: "removed",
  "is-party": "a side themselves",
  operates: "operating a side",
  funds: "funding a side",
  audits: "auditing a side",
  "employed-by": "employed by a side",
  "holds-balance": "holding a balance with a side",
  rival: "rivals of the provider",
  "reported-lately": "in a report with a side lately",
  "sat-before": "on an earlier panel",
  "stale-interests": "with stale interests",
  "no-show-lately": "who missed a vote lately",
  "same-organisation": "of an organisation that has a seat",
};
