import { expect, test } from "vitest";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { failureView, type ToldAt } from "./failure-views.ts";

const START = asInstant(Date.UTC(2026, 0, 1));
const form = { id: "prv_x", name: "Fenwold", kind: "instance", heartbeat: null, disclosures: {} };

function told(day: number, kind: ToldAt["kind"], facts: ToldAt["facts"] = {}): ToldAt {
  return { id: `${day}`, entry: day as EntryIndex, at: addMs(START, day * DAY_MS), kind, facts };
}

const signs = (...before: ToldAt[]) =>
  failureView({ ...told(300, "failed"), kind: "failed" }, before, {
    ...{ now: form as unknown as ProviderForm, failed: undefined, tierBefore: "C" },
  }).signs.map(({ says }) => says);

test("a fall that follows a rise tells of the rise, so that no two warnings read the same; rises are no warnings", () => {
  const fall = (day: number, from: string, to: string) => told(day, "tier-dropped", { from, to });
  const rise = (day: number, from: string, to: string) => told(day, "tier-raised", { from, to });
  expect(
    signs(rise(1, "C", "B"), fall(9, "B", "C"), rise(20, "C", "B"), fall(40, "B", "C"), fall(90, "C", "E")),
  ).toEqual([
    "Its tier fell from B to C.",
    "Its tier fell from B to C. It had risen again on 2026-01-21.",
    "Its tier fell from C to E.",
  ]);
});
