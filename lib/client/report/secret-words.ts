/** Secrets that stand in the way of a report, in words: what it is, where it stands, and what can be done. */
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import type { SecretKind } from "#lib/evidence/bundle/secret-forms.ts";
import { answerTo, type Secret, secretsOf, showSecret } from "#lib/evidence/bundle/secrets.ts";
import { asInstant, formatInstant, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";

export const SECRET_NAMES: Record<SecretKind, string> = {
  "bearer-token": "A token that can still be spent",
  authorization: "A password or token that opens an account",
  cookie: "A cookie that opens a session",
  "private-key": "A private key",
  password: "A password",
  "api-key": "A key of an interface",
  "session-token": "What opens a session, or lets act for somebody",
};

export type Stop = {
  readonly what: string;
  /** JSON pointer into the bundle. */
  readonly pointer: string;
  readonly place: string;
  readonly remedy: string;
  /** What stands there, where the person can say that it is none of theirs. Shown here and sent nowhere. */
  readonly shows: { readonly texts: readonly string[]; readonly more: number } | undefined;
  readonly secret: Secret;
};

const SHOWN = 8;

/** What would become public with the bundle and must not; empty when nothing does. */
export function stopsOf(bundle: Bundle, now: Instant): Stop[] {
  return secretsOf(bundle, Math.floor(now / SECOND_MS)).map((secret) => ({
    what: SECRET_NAMES[secret.kind],
    pointer: secret.pointer,
    place: placeOf(secret.pointer),
    remedy: remedyOf(secret),
    shows: answerTo(secret) === "not-mine" ? showSecret(bundle, secret, SHOWN) : undefined,
    secret,
  }));
}

/** Evidence holds four answers at most. */
const ORDINALS = ["first", "second", "third", "fourth"];

function placeOf(pointer: string): string {
  const [, top = "", at, side, member] = pointer.split("/");
  if (top === "claim") return at === "text" ? "in your own words" : "in what the claim says";
  if (top !== "exchanges") return `in ${top}`;
  const which = `the ${ORDINALS[Number(at)] ?? `${Number(at) + 1}th`} answer`;
  const inside: Readonly<Record<string, string>> = {
    body: "the content",
    requestBody: "the content of the request",
    responseBody: "the content of the answer",
    query: "the address, behind the question mark",
    path: "the address",
  };
  const part = inside[member ?? side ?? ""] ?? member ?? side ?? "";
  const whose = side === "request" ? " of the request" : side === "response" ? " of the answer" : "";
  return `in ${part}${whose}, ${which}`;
}

function remedyOf({ isBound, endsAt, repeatsOwn }: Secret): string {
  if (!isBound) return "Take it out of your text.";
  const why = repeatsOwn
    ? "The answer repeats the token that paid for it."
    : "The provider’s signature covers these bytes, so it cannot be cut out.";
  if (endsAt === null && repeatsOwn)
    return `${why} It has no end: give it up by command line (touchstone report file --give-up-token), or keep the evidence to yourself.`;
  if (endsAt === null) return `${why} An answer that carries it cannot be reported.`;
  return `${why} It ends ${formatInstant(asInstant(Math.ceil(endsAt * SECOND_MS)))
    .slice(0, 16)
    .replace("T", " ")} UTC: report after that, or spend it first.`;
}
