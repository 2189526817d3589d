/** What is known of a provider, in one sentence; and what is missing. */
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

export type Missing = { id: string; title: string; why: string; href: string; link: string };

/** What a careful reader would look for and does not find, first things first. */
export function missingOf(known: Known & Pick<ProviderForm, "keys">): Missing[] {
  const missing: Missing[] = [];
  if (!known.proven) {
    missing.push({
      id: "name",
      title: "Proof of name",
      why: "Anybody can register any name. A proof shows that whoever registered this one also holds the provider's own key, or its domain.",
      href: "/docs/how-to/prove-your-name",
      link: "How a name is proved",
    });
  }
  if (known.identity === "never") {
    missing.push({
      id: "identity",
      title: "Identity",
      why: "Nobody is named who answers for this provider, nor where a customer could go to court.",
      href: "/docs/concepts/disclosures",
      link: "What an identity says",
    });
  } else if (known.identity === "stale" || known.identity === "long-stale") {
    missing.push({
      id: "identity",
      title: "A current identity",
      why: "The published one has ended. What it said may no longer be so.",
      href: "/docs/concepts/disclosures",
      link: "How disclosures age",
    });
  }
  if (known.heartbeat === null) {
    missing.push({
      id: "heartbeat",
      title: "Heartbeat",
      why: "No signed sign of life: silence would not be noticed.",
      href: "/docs/how-to/send-heartbeats",
      link: "How heartbeats are sent",
    });
  }
  if (!known.keys.some(({ purpose }) => purpose === "response")) {
    missing.push({
      id: "response-key",
      title: "A key for signed responses",
      why: "Without one, no answer of this provider can be held against it later.",
      href: "/docs/concepts/signing-keys",
      link: "What keys are for",
    });
  }
  return missing;
}
