/** What is proven beside what was measured, with what that takes for granted. Pure. */
import type { Certificate } from "#lib/selection/ceiling.ts";
import { ASSUMPTION_WORDS, WITHOUT_WORDS } from "#lib/selection/ceiling-words.ts";
import type { EngineView, LabView } from "#lib/selection/lab/lab-run.ts";
import { countText, engineName, lossText } from "./lab-words.ts";

/** Of a run in a made-up world. */
export function certificateSentence(
  { engine, ceiling, certificate, bound }: EngineView,
  { settings }: LabView,
): string {
  const name = engineName(engine);
  const end = ceiling.at(-1) ?? Number.NaN;
  if (!Number.isNaN(end)) {
    const most = Math.round(end) >= settings.rounds ? " (all that could be lost: nothing better is proven here)" : "";
    return `Proven ceiling of ${name}: ${lossText(end)}${most}, on average over its dice. Taken for granted: ${assumed(certificate)}.`;
  }
  if (bound !== undefined)
    return `${name} proves nothing as it goes; its paper has a bound of ${lossText(bound)} on average, for losses told at once and indexes that never sleep.`;
  return `No ceiling for ${name}: ${WITHOUT_WORDS[certificate.without ?? "no-proof-for-engine"]}.`;
}

/** Of a record. */
export function recordCeiling(certificate: Certificate | null): string | undefined {
  if (certificate === null || certificate.rounds === 0) return undefined;
  const { ceiling, without, rounds } = certificate;
  if (ceiling === null) return `Proven ceiling: none, since ${WITHOUT_WORDS[without ?? "no-proof-for-engine"]}.`;
  return `Proven ceiling so far: on average at most ${lossText(Math.ceil(ceiling))} more than any one index in ${countText(rounds)} rounds. Taken for granted: ${assumed(certificate)}.`;
}

const assumed = ({ assumptions }: Certificate) => assumptions.map((one) => ASSUMPTION_WORDS[one]).join("; ");
