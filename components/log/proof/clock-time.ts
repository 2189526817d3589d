import { browserClock } from "#lib/client/platform.ts";
import { formatInstant } from "#lib/kernel/instant.ts";

/** `14:02 UTC`, by this browser's clock: when a check here was done. */
export function clockTime(): string {
  return `${formatInstant(browserClock()).slice(11, 16)} UTC`;
}
