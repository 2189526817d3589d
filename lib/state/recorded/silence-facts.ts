/** Silences of an armed heartbeat, recorded when they have ended; one that beats elsewhere explain is struck again. */
import type { Silence } from "#lib/disclosure/heartbeat.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import { monthOf } from "#lib/kernel/month.ts";
import type { ProviderForm } from "../forms.ts";
import type { Change } from "./change.ts";

export function silenceChanges(before: ProviderForm, after: ProviderForm): Change[] {
  const [was, is] = [before.heartbeat?.silences ?? [], after.heartbeat?.silences ?? []];
  if (was === is) return [];
  return is.flatMap((silence): Change[] => {
    const earlier = was.find(({ from, to }) => from === silence.from && to === silence.to);
    const endedAt = silence.to === null ? undefined : parseInstant(silence.to);
    if (earlier === silence || endedAt === undefined || weightOf(earlier) === weightOf(silence)) return [];
    const place = { provider: after.id, month: monthOf(endedAt), about: `silence ${silence.from}` };
    const severity = weightOf(silence);
    const fact =
      severity === undefined ? undefined : ({ evidence: "self-proving", severity, attribution: "unknown" } as const);
    return [{ ...place, type: "promise-broken", fact }];
  });
}

/** Undefined: it never reached 72 h. */
function weightOf(silence: Silence | undefined): "serious" | "moderate" | undefined {
  if (silence === undefined || silence.suspendedAt === null) return undefined;
  return silence.failedAt === null ? "moderate" : "serious";
}
