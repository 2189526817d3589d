/** What time makes of a maintainer: whether it can be drawn, and until when its interests are fresh. */
import { addMs, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { type Interests, isServing, MAINTAINER_FRESH_MS, type MaintainerForm } from "./maintainer-forms.ts";

export const MAINTAINER_STATES = ["appointed", "no-interests", "ready", "stale", "resting", "removed"] as const;

/**
 * appointed: has not accepted; no-interests: has stated none; stale: stated them more than 180 days ago; resting: left a
 * seat empty lately; ready: can be drawn.
 */
export type MaintainerState = (typeof MAINTAINER_STATES)[number];

export function maintainerStateAt(form: MaintainerForm, at: Instant): MaintainerState {
  if (form.removedIn !== null) return "removed";
  if (!isServing(form)) return "appointed";
  if (form.interests === null) return "no-interests";
  if (at >= interestsStaleFrom(form.interests)) return "stale";
  return form.noShowUntil !== null && at < instantOf(form.noShowUntil) ? "resting" : "ready";
}

/** From this time on nobody is drawn by them. */
export function interestsStaleFrom({ statedAt }: Pick<Interests, "statedAt">): Instant {
  return addMs(instantOf(statedAt), MAINTAINER_FRESH_MS);
}

/** Times of forms were read from statements: they are well formed. */
function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`A form holds the time ${text}.`);
  return instant;
}
