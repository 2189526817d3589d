/**
 * What each of the fourteen checks says to people, by its reason: the same words on a page, on a command line and in the
 * offline file. Codes are for auditors; a sentence is for everybody.
 */
import type { Check, Outcome } from "#lib/kernel/checks.ts";
import type { BundleCheck } from "../rules.ts";
import { SIGNING_CODES } from "../signing/signing-refusal.ts";

type CheckWords = {
  /** The check in a few words. */
  readonly title: string;
  readonly pass: string;
  /** Where a reason says no more than that. */
  readonly fail: string;
  /** By reason, whatever the outcome. */
  readonly reasons: Readonly<Record<string, string>>;
};

const NO_HISTORY = "Only the log knows the history of this key, and this checker was not told it.";
/** A history of the key that came inside the bundle. */
const HISTORY_REASONS: Readonly<Record<string, string>> = {
  "key-history-missing": NO_HISTORY,
  "history-too-old":
    "The history of the key that comes with it ends before the log had the exchange; what came after may matter.",
  "history-incomplete": "The history of the key that comes with it leaves something out.",
  "history-forged": "The history of the key that comes with it is not what the log holds.",
};
const NO_CASES = "Only an index knows its other cases; this checker was not told them.";
const NO_LOG_KEY = "It rests on a log whose own key is not known here.";
const UNATTESTABLE = "Its rule leaves this answer open: nobody can say which one is right.";

const SIGNING_REASONS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SIGNING_CODES).map(([code, rule]) => [code, `It is not in the form of signed answers: ${rule}`]),
);

/** Why a run of the provider's own rule says nothing. */
const RUN_REASONS: Readonly<Record<string, string>> = {
  nondeterministic: "Two runs of its rule differ, or other engines would: the rule is at fault, not the answer.",
  budget: "Its rule needs more steps than it allows itself, or nearly all of them: too close to accuse anybody.",
  timeout: "A run of its rule took too long.",
  memory: "A run of its rule needs more memory than it allows itself.",
  stack: "A run of its rule calls itself too deep.",
  "missing-code": "The code that its rule names by its hash is not at hand here.",
  "missing-state": "The data that its rule reads are not at hand here.",
  "bad-input": "Request or answer have no form that its rule reads, or not all servers read such a request alike.",
  "out-of-window": "Its rule was not in force when it answered, nor in its grace.",
  unattestable: UNATTESTABLE,
  "runtime-unavailable": "This checker cannot run code twice, independently: an index can.",
  "float-output": "Its rule gives a number that is not whole, which machines write differently.",
  crash: "Its rule ended with an error.",
};

const TOKEN_FORM = "One of the tokens does not have the form that instances issue";
const TOKEN_REASONS: Readonly<Record<string, string>> = {
  "token-malformed": `${TOKEN_FORM}.`,
  "token-algorithm": `${TOKEN_FORM}: another way of signing.`,
  "token-issuer": `${TOKEN_FORM}: its issuer is no key.`,
  "token-key-id": `${TOKEN_FORM}: it names another key than its issuer's.`,
  "token-audience": `${TOKEN_FORM}: it is for nobody.`,
  "token-exp": `${TOKEN_FORM}: its end is no time.`,
  "token-nbf": `${TOKEN_FORM}: its beginning is no time.`,
  "token-iat": `${TOKEN_FORM}: its date is no time.`,
  "token-times": `${TOKEN_FORM}: it ends before it begins.`,
  "token-jti": `${TOKEN_FORM}: it has no number of its own.`,
  "token-quantity": `${TOKEN_FORM}: its quantity is no whole number.`,
  "token-usage": `${TOKEN_FORM}: what it is for is unknown.`,
  "token-signature": "A token was not signed by the instance that it names.",
  "token-without-signature": "A token was kept without its signature, so nobody can tell who issued it.",
  "token-example-key": "It was made with the key of a public example: anybody can make such a token.",
  "audience-is-a-name": "For whom a token is meant is a name, and people must judge it.",
  "different-tokens": "They are two tokens, not one token issued twice.",
  "same-claims": "Both tokens say the same.",
};

const FORM_REASONS: Readonly<Record<string, string>> = {
  malformed: "It cannot be read: the file is broken or cut off.",
  "not-canonical": "It is not written in the one form that evidence has: a byte was added or moved.",
  "duplicate-key": "One field stands in it twice.",
  "too-large": "It is larger than evidence may be.",
  "too-deep": "It is nested deeper than evidence may be.",
  schema: "A field is missing, unknown, or not of its form.",
};

const SIGNATURE_REASONS: Readonly<Record<string, string>> = {
  "weak-key": "The key is so weak that anybody could sign with it.",
  "signature-length": "It has not the length of a signature.",
  "scalar-not-reduced": "It is a second form of a signature, which the rule refuses.",
  "weak-commitment": "It is a signature that would fit several messages, which the rule refuses.",
  equation: "The signature does not fit the answer: the answer, or the signature, was changed.",
};

export const CHECK_WORDS: Readonly<Record<BundleCheck, CheckWords>> = {
  form: {
    title: "Whole and readable",
    pass: "It is whole, and in the one form that evidence has.",
    fail: "It cannot be read as evidence.",
    reasons: FORM_REASONS,
  },
  secrets: {
    title: "No secret to be seen",
    pass: "Nothing stands in it that looks like a password, a token or a key.",
    fail: "It holds what looks like a secret, and would become public.",
    reasons: {
      "said-not-secret": "Something in the answer looks like a secret; the reporter says that it is none of theirs.",
      "bearer-token": "It holds what looks like a token that can still be spent.",
      authorization: "It holds what looks like a sign-in header.",
      cookie: "It holds what looks like a cookie.",
      "private-key": "It holds what looks like a private key.",
      password: "It holds what looks like a password.",
      "api-key": "It holds what looks like an access key.",
      "session-token": "It holds what looks like it opens a session, or lets act for somebody.",
    },
  },
  body: {
    title: "The body is the one that was signed",
    pass: "The body has exactly the hash that was signed.",
    fail: "The body is not the one that was signed: that is a fault of the report, not of the provider.",
    reasons: {
      ...SIGNING_REASONS,
      "digest-mismatch": "The body is not the one that was signed: that is a fault of the report, not of the provider.",
      "digest-missing": "Nothing that was signed binds this body: that is a fault of the report, not of the provider.",
    },
  },
  components: {
    title: "Everything that counts was signed",
    pass: "Request, answer and time are all covered by the signature.",
    fail: "The signature does not cover what it must.",
    reasons: SIGNING_REASONS,
  },
  key: {
    title: "The key belongs to the provider",
    pass: "The provider published this key in the log.",
    fail: "It is not a key of the provider that is accused.",
    reasons: {
      "weak-key": "The key is so weak that anybody could sign with it.",
      "several-signers": "The answers were signed by different keys.",
      "key-unknown": "The key that signed is not in the file, and not known here.",
      "key-not-named": "The signature names another key.",
      ...HISTORY_REASONS,
      "wrong-party": "It is not a key of the provider that is accused.",
      "self-certifying": "The provider is named by this very key: it needs nobody to vouch for it.",
    },
  },
  signature: {
    title: "The signature fits the answer",
    pass: "The key signed exactly this answer to exactly this request.",
    fail: "The signature does not fit the answer.",
    reasons: SIGNATURE_REASONS,
  },
  "key-state": {
    title: "The key was valid then",
    pass: "The key was in force when the log learned of this.",
    fail: "The key was not in force.",
    reasons: {
      ...HISTORY_REASONS,
      "key-purpose": "The key is for something else and signs no answers.",
      "key-not-active": "It was signed before the key was in force: people must weigh whose word it was.",
      "key-contested": "The key was reported stolen, and a thief can date back: people must weigh it.",
      "key-weak": "The log learned of it more than 7 days after the key had ended: people must weigh it.",
      "key-ended": "The key had ended: this says nothing of its owner.",
    },
  },
  time: {
    title: "Its date can be true",
    pass: "The log knew of the exchange soon after its date.",
    fail: "Its date cannot be.",
    reasons: {
      "bad-time-receipt": "The receipt that should show when it was known is not one.",
      "out-of-time": "It was signed more than 180 days before it was reported: too old.",
      "trusted-on-first-use": NO_LOG_KEY,
      "false-time": "It carries a date in the future: that is a fault of its own.",
      "late-commit": "The log held no hash of it within 10 minutes of its date, so the date is the signer's word.",
    },
  },
  duplicate: {
    title: "Not reported before",
    pass: "No earlier case is about this fault.",
    fail: "It was reported before.",
    reasons: {
      "cases-unknown": NO_CASES,
      duplicate: "The same fault was reported before: this report is added to that case.",
    },
  },
  definition: {
    title: "The rule is its own, and was in force",
    pass: "What decides is the provider's own published rule, or needs none.",
    fail: "The rule does not count.",
    reasons: {
      unattestable: "What it signed names no rule: nobody can say what a right answer is.",
      "missing-definition": "The rule that it names is not at hand here.",
      "listing-unknown":
        "Only the log knows whether this version of the rule was admitted, and this checker was not told.",
      "not-listed": "The log does not list this version of the rule.",
      "out-of-window": "Its rule was not in force when it answered, nor in its grace.",
    },
  },
  claim: {
    title: "The answer breaks it",
    pass: "The signed answer is the fault that is claimed.",
    fail: "The signed answer is not the fault that is claimed.",
    reasons: {
      "key-contested": "Its owner said that the key was stolen: people must weigh who used it.",
      ...RUN_REASONS,
      ...TOKEN_REASONS,
      ...FORM_REASONS,
      ...SIGNATURE_REASONS,
      "answer-is-right": "The answer is right: its own rule gives the same.",
      "other-kind": "Its rule decides another kind of fault than the one that is claimed.",
      "different-requests": "The two answers belong to different requests.",
      "several-right-answers": "Its rule allows several right answers to one request.",
      "same-answer": "Both answers are the same.",
      "in-grace": "The version of its rule before was still in its grace, and by that this may be right.",
      "for-people": "No machine decides this kind of claim: people do.",
      "false-time": "It was signed with a date in the future.",
      "wrong-purpose": "The key signed what it is not for.",
      "used-after-end": "The key signed after it had ended.",
      "no-misuse": "The key was in force and signed what it is for.",
      ...HISTORY_REASONS,
      "wrong-party": "The two statements are about another provider.",
      "trusted-on-first-use": NO_LOG_KEY,
      "bad-proof": "The two statements do not show what they should.",
      "no-charge": "The signed answer says nothing of what it charged.",
      "price-lists-missing": "Only the log knows its price lists, and this checker was not told all of them.",
      "no-price-list": "It had no price list in the log by then.",
      "charge-is-listed": "Its price list allows the charge.",
      "other-currency": "Its price list is in another currency, and nobody signed a rate.",
      "not-in-price-list": "No price list of that time names this service and unit.",
      "equation-holds": "The second total follows from the first: nothing contradicts.",
      "not-consecutive": "The two statements are not of one period and the next.",
      "unit-changed": "The two periods are counted in different units.",
      "no-flows": "The second period does not say what moved in between.",
      "void-statement": "One of the statements does not count: the log does not take it for the operator's word.",
      "effect-unknown": "Only the log knows whether both statements count, and this checker was not told.",
      "no-evidence": "It comes without any signed answer, so that nobody can check it.",
    },
  },
  attestable: {
    title: "Its rule leaves no room",
    pass: "Its rule decides answers of this kind.",
    fail: UNATTESTABLE,
    reasons: { unattestable: UNATTESTABLE },
  },
  "second-host": {
    title: "A second machine agrees",
    pass: "Another run, apart from the first, gave the same; or none is needed.",
    fail: "Another run gave something else.",
    reasons: RUN_REASONS,
  },
  "similar-cases": {
    title: "Not a bug shared by many",
    pass: "Nobody else, or hardly anybody, is accused under the same rule.",
    fail: "Many providers are accused under the same rule: the rule is suspected first.",
    reasons: {
      "cases-unknown": NO_CASES,
      "definition-suspected": "Many providers are accused under the same rule: the rule is suspected first.",
    },
  },
};

const OTHERWISE: Readonly<Record<Exclude<Outcome, "pass" | "fail">, string>> = {
  "not-run": "Not asked: an earlier check leaves nothing to ask.",
  "cannot-check": "This cannot be checked here.",
};

/** One check of a bundle in one sentence. Total. */
export function checkSentence({ name, outcome, reason }: Check): string {
  const words = (CHECK_WORDS as Readonly<Record<string, CheckWords>>)[name];
  if (words === undefined) return "";
  const byReason = reason === undefined ? undefined : words.reasons[reason];
  if (byReason !== undefined) return byReason;
  return outcome === "pass" || outcome === "fail" ? words[outcome] : OTHERWISE[outcome];
}
