/** What a key's state means to people, with the time that goes with it. */
import type { Tone } from "#components/ui/badge.tsx";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { type KeyState, keyStateAt, RECOVERY_DELAY_MS, type SigningKey } from "#lib/keys/lifecycle.ts";

export const KEY_STATES: Record<KeyState, { word: string; tone: Tone }> = {
  proven: { word: "proved the name", tone: "neutral" },
  pending: { word: "pending", tone: "attention" },
  active: { word: "active", tone: "neutral" },
  retiring: { word: "retiring", tone: "attention" },
  retired: { word: "retired", tone: "neutral" },
  revoked: { word: "revoked", tone: "failed" },
};

export const KEY_PURPOSE_WORDS: Record<SigningKey["purpose"], { title: string; help: string }> = {
  control: { title: "Account", help: "Speaks for you: registers, grants, publishes keys." },
  disclosure: { title: "Disclosures", help: "Publishes disclosures and heartbeats, nothing else." },
  response: { title: "Responses", help: "Signs your provider's answers to its users." },
  token: { title: "Tokens", help: "Issues your provider's tokens." },
  report: { title: "Reports", help: "Signs reports about others." },
};

export const REVOCATION_WORDS: Record<NonNullable<SigningKey["revocation"]>["reason"], string> = {
  compromised: "somebody else may have it",
  superseded: "another key takes its place",
  ceased: "not needed any more",
};

export type Countdown = { readonly at: Instant; readonly lead: string; readonly reason: string };

/** What time will bring: undefined when nothing is due. */
export function countdownOf(key: SigningKey, now: Instant): Countdown | undefined {
  const state = keyStateAt(key, now);
  if (state === "pending" && key.activeFrom !== null) {
    const at = parseInstant(key.activeFrom);
    const isRecovery = at !== undefined && at - (parseInstant(key.addedAt) ?? at) >= RECOVERY_DELAY_MS;
    const reason = isRecovery
      ? "The recovery key announced it; until then the spare key can veto it, once."
      : "A later key waits, so that its owner can notice one that he did not add.";
    return at === undefined ? undefined : { at, lead: "Signs from", reason };
  }
  const end = state === "retiring" && key.retirement !== null ? parseInstant(key.retirement.retiresAt) : undefined;
  if (end === undefined) return undefined;
  return { at: end, lead: "Signs until", reason: "Until then it overlaps with its successor." };
}
