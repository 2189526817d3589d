/** What is known of a provider, in one sentence. */
import type { Staleness } from "#lib/disclosure/staleness.ts";
import type { ProviderForm } from "#lib/state/forms.ts";

type Known = Pick<ProviderForm, "heartbeat" | "kind"> & { proven: boolean; identity: Staleness };

const IDENTITY: Record<Staleness, string> = {
  ok: "says who answers for it",
  due: "says who answers for it and should renew that soon",
  stale: "once said who answers for it, but let that lapse",
  "long-stale": "said long ago who answers for it and never renewed it",
  never: "does not say who answers for it",
};

/** Facts of the log only; nothing here is a judgement. */
export function knownSentence({ proven, heartbeat, kind, identity }: Known): string {
  const what = kind === "instance" ? "This instance" : "This service";
  const name = proven ? "has proved its name" : "has not proved that it is what it is called";
  const joint = proven === (identity === "ok" || identity === "due") ? "and" : "but";
  const beats =
    heartbeat === null
      ? "It has sent no sign of life."
      : `It has sent ${heartbeat.beats === 1 ? "one signed sign of life" : `${heartbeat.beats.toLocaleString("en")} signed signs of life`}.`;
  return `${what} ${name} ${joint} ${IDENTITY[identity]}. ${beats}`;
}
