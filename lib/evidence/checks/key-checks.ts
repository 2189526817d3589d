/** Checks 5, 7 and 8: whose key it is, what it weighed when the log learned of the evidence, and when that was. */
import type { Check } from "#lib/kernel/checks.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { isWeakKey } from "#lib/kernel/ed25519.ts";
import { type Did, providerIdOfKey } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, type Instant, MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import { type LogPlace, type Weighed, weighEvidence } from "#lib/keys/weight.ts";
import type { Bundle } from "../bundle/bundle.ts";
import type { KeyHistory } from "./facts.ts";
import type { Signed } from "./read-signed.ts";
import type { Believed } from "./stated.ts";

/** How far a signer's date may be ahead of the log's time, and how old an answer may be. */
const AHEAD_MS = 300 * SECOND_MS;
const OLDEST_MS = 180 * DAY_MS;
/** Fixed later than this after its own date, an answer's date is its signer's word. */
const LATE_MS = 10 * MINUTE_MS;

const NO_EXCHANGE = "This kind of claim has no exchange.";

/** `null`: the log has no such key; undefined: this checker does not know. */
type History = KeyHistory | null | undefined;

/** A provider that never registered is its key: nobody else has to vouch for it. */
function isSelfCertifying({ subject }: Bundle, signer: Did): boolean {
  return subject.provider === signer || subject.provider === providerIdOfKey(signer);
}

/** Check 5: admitted, and the provider's own. */
export function keyCheck(bundle: Bundle, { findings, signer }: Signed, { history, refused, isOld }: Believed): Check {
  const name = "key";
  if (refused !== undefined) return { name, outcome: "fail", ...refused };
  if (findings.length === 0 && signer === undefined) return { name, outcome: "pass", detail: NO_EXCHANGE };
  if (signer === undefined) {
    const broken = findings
      .flatMap(({ checks }) => checks)
      .find((check) => check.name === "key" && check.outcome !== "pass");
    if (broken !== undefined) return { ...broken, name };
    return { name, outcome: "fail", reason: "several-signers", detail: "The answers were signed by different keys." };
  }
  const publicKey = publicKeyOfDid(signer);
  if (publicKey === undefined || isWeakKey(publicKey))
    return { name, outcome: "fail", reason: "weak-key", detail: "TS-Ed25519/1 admits no such key." };
  if (isSelfCertifying(bundle, signer))
    return { name, outcome: "pass", reason: "self-certifying", detail: "The provider is named by this very key." };
  if (history === undefined && isOld) return { name, outcome: "cannot-check", ...TOO_OLD };
  if (history === undefined) {
    const detail = "Whose key it is, the log knows; this checker has neither the log nor a proof of the key's history.";
    return { name, outcome: "cannot-check", reason: "key-history-missing", detail };
  }
  if (history === null || history.owner !== bundle.subject.provider)
    return { name, outcome: "fail", reason: "wrong-party", detail: "It is not a key of the provider that is accused." };
  return { name, outcome: "pass" };
}

const TOO_OLD = {
  reason: "history-too-old",
  detail: "The bundle proves the key's history of a time before the log had the exchange; what came after may matter.",
} as const;

/** The weight under the key's ends; a key without a history has none. */
export function weigh({ createdAt, committed }: Signed, history: History, filed: LogPlace): Weighed {
  if (createdAt === undefined || !history) return { weight: "full", misuse: false };
  return weighEvidence({ logged: filed, hashLogged: committed ?? null, createdAt }, history.ends);
}

/** Check 7. A claim of misuse is about a key that had ended: there it asks nothing. */
export function keyStateCheck(
  bundle: Bundle,
  signed: Signed,
  { history, isOld }: Believed,
  { weight }: Weighed,
): Check {
  const name = "key-state";
  const { findings, signer, firstCreatedAt } = signed;
  if (bundle.claim.kind === "key-misuse") return { name, outcome: "pass", detail: "The claim itself is about it." };
  if (findings.length === 0 || signer === undefined) return { name, outcome: "pass", detail: NO_EXCHANGE };
  if (!history) {
    if (isSelfCertifying(bundle, signer)) return { name, outcome: "pass", detail: "No log says that it ended." };
    return { name, outcome: "cannot-check", ...(isOld ? TOO_OLD : { reason: "key-history-missing" }) };
  }
  const isInForce = firstCreatedAt === undefined || isActiveAt(history, firstCreatedAt);
  if (history.purpose !== "response" && isInForce) {
    const detail = `The key is for "${history.purpose}" and signs no answers; that can be reported as misuse of a key.`;
    return { name, outcome: "fail", reason: "key-purpose", detail };
  }
  // A key that was stolen while it waited says nothing of its owner, whom nobody need weigh then.
  if (weight === "none") return { name, outcome: "fail", ...WEIGHT_WORDS.none };
  if (!isInForce) return { name, outcome: "fail", reason: "key-not-active", detail: NOT_ACTIVE };
  if (weight === "full") return { name, outcome: "pass" };
  return { name, outcome: "fail", ...WEIGHT_WORDS[weight] };
}

function isActiveAt({ activeFrom }: KeyHistory, at: Instant): boolean {
  return activeFrom !== null && at >= activeFrom;
}

const NOT_ACTIVE = "Signed before the key was in force: people must weigh whose word it was.";

const WEIGHT_WORDS = {
  contested: {
    reason: "key-contested",
    detail: "The key was reported stolen, and a thief can date back: people must weigh it.",
  },
  weak: {
    reason: "key-weak",
    detail: "The log learned of it more than 7 days after the key had ended: people must weigh it.",
  },
  none: { reason: "key-ended", detail: "The key had ended: this says nothing of its owner." },
} as const;

/** Check 8. A date in the log's future is a fault of its own, and says nothing against the claim. */
export function timeCheck(
  { findings, createdAt, firstCreatedAt, committed, badReceipt }: Signed,
  filed: LogPlace,
): Check {
  const name = "time";
  if (findings.length === 0) return { name, outcome: "pass", detail: NO_EXCHANGE };
  if (createdAt === undefined || firstCreatedAt === undefined) return { name, outcome: "not-run" };
  if (badReceipt !== undefined && !badReceipt.isOpen) {
    const detail = `${badReceipt.pointer} is no receipt of the log that fixes an exchange.`;
    return { name, outcome: "fail", reason: "bad-time-receipt", detail };
  }
  const t = committed?.at ?? filed.at;
  if (firstCreatedAt < addMs(t, -OLDEST_MS))
    return { name, outcome: "fail", reason: "out-of-time", detail: "It was signed more than 180 days before." };
  if (badReceipt !== undefined) {
    const detail = "The key of the log that fixed the exchange is not known here.";
    return { name, outcome: "cannot-check", reason: "trusted-on-first-use", detail };
  }
  if (createdAt > addMs(t, AHEAD_MS)) {
    const detail = `It is dated ${formatInstant(createdAt)}, and the log had it at ${formatInstant(t)}: misuse of a key.`;
    return { name, outcome: "pass", reason: "false-time", detail };
  }
  const isLate = committed === undefined || committed.at > addMs(createdAt, LATE_MS);
  if (!isLate) return { name, outcome: "pass" };
  const detail = "The log held no hash of it within 10 minutes of its date, which is so the signer's word.";
  return { name, outcome: "pass", reason: "late-commit", detail };
}

type Misuse = { readonly t: Instant; readonly filed: LogPlace };

/**
 * Whether a key was used where it must not be: after its end, for another purpose, or with a date in the future. A purpose
 * binds from when the key was in force for it, not back: what it signed before was signed by a key for nothing yet.
 */
export function misuseClaim(signed: Signed, history: History, weighed: Weighed, { t, filed }: Misuse): Check {
  const name = "claim";
  const { createdAt } = signed;
  // Its owner said that somebody else has it: what it signs since is no word of the owner's, whatever it is.
  const thefts = history ? { ...history, ends: history.ends.filter(({ kind }) => kind === "compromised") } : history;
  if (weigh(signed, thefts, filed).weight !== "full") return { name, outcome: "fail", ...WEIGHT_WORDS.contested };
  if (createdAt !== undefined && createdAt > addMs(t, AHEAD_MS))
    return { name, outcome: "pass", reason: "false-time", detail: "Its signed bytes existed before their own date." };
  if (history === undefined) return { name, outcome: "cannot-check", reason: "key-history-missing" };
  const isPublished = history !== null && createdAt !== undefined && isActiveAt(history, createdAt);
  if (isPublished && history.purpose !== "response")
    return { name, outcome: "pass", reason: "wrong-purpose", detail: `The key is for "${history.purpose}".` };
  if (weighed.misuse) return { name, outcome: "pass", reason: "used-after-end", detail: "The key had ended before." };
  return { name, outcome: "fail", reason: "no-misuse", detail: "The key had not ended, and signs what it is for." };
}
