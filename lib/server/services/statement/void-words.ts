/** What the door says of a statement that the fold would give no effect: where to look, and why, in words. */
import type { VoidCode } from "#lib/kernel/refusal.ts";
import type { Kind } from "#lib/statement/kinds.ts";

/** Where in the statement the reader looks for the reason of a void code. */
export const PLACES: Partial<Record<VoidCode, string>> = {
  "stale-issued": "/issuedAt",
  "stale-prev": "/prev",
  "no-authority": "/key",
  "key-not-active": "/key",
  conflicted: "/issuer",
  "unknown-subject": "/subject",
  "already-exists": "/subject",
  "already-recorded": "/subject",
  "bad-proof": "/body",
  guard: "/body",
};

const REASONS: Partial<Record<VoidCode, string>> = {
  "stale-issued": "issuedAt must lie between 24 hours before and 5 minutes after the log's time.",
  "stale-prev": "prev must be the hash of the last effective statement in this slot, and absent when there is none.",
  "no-authority": "This key may not sign that kind for that subject.",
  "key-not-active": "This signing key is retired, revoked or not active yet.",
  conflicted: "Whoever is tied to one of the two sides has no voice in the case.",
  "unknown-subject": "The subject is not registered in this log.",
  "already-exists": "The subject is registered already.",
  "already-recorded": "This transition is recorded already.",
  "bad-proof": "A proof of possession in the body does not verify.",
  guard: "The state of the subject does not allow this step.",
};

/** What is said in a case has its own words: whoever missed a clock must not guess which. */
const IN_CASES: Readonly<Record<string, Partial<Record<VoidCode, string>>>> = {
  "response.file": {
    guard: "The case does not wait for this answer now; what a machine has proven is contested on a named ground only.",
    "already-recorded": "The operator has answered already, or has asked for more time once.",
  },
  "evidence.attach": {
    guard:
      "Evidence is not open in this case now, or there is no room left for this sender. While a draft stands, the two sides may point out slips.",
  },
  "report.withdraw": {
    guard: "A report is withdrawn before the draw is near, while no machine has proven it and nobody else reported it.",
  },
  "draw.reveal": { "bad-proof": "This is not the secret that was committed to: its hash is another." },
  "panel.accept": {
    guard: "The seat is not offered any more, or is of another round.",
    "already-recorded": "The seat is taken already.",
  },
  "panel.decline": { guard: "The seat is not offered any more, or is of another round." },
  "panel.recuse": { guard: "There is no seat to leave now, or it is of another round." },
  "vote.commit": {
    "no-authority": "Only who holds a seat in this panel has a vote.",
    guard: "Ballots are sealed while the panel votes: not before its seats are filled, and not after voting has ended.",
    "already-recorded": "This seat has sealed its ballot already. It is not changed any more.",
  },
  "vote.reveal": {
    "no-authority": "Only who holds a seat in this panel has a vote.",
    guard: "A sealed ballot is opened between the end of voting and the end of the time for opening.",
    "already-recorded": "This seat has opened its ballot already.",
    "bad-proof": "These answers with this nonce are not the ballot that was sealed.",
  },
  "appeal.file": {
    guard: "There is no ruling that can be appealed by this sender now: one appeal, within its time, on a ground.",
    "already-recorded": "The case was appealed already.",
  },
} satisfies Partial<Record<Kind, unknown>>;

export function voidReason(kind: string, code: VoidCode): string {
  return IN_CASES[kind]?.[code] ?? REASONS[code] ?? "The fold would give this statement no effect.";
}
