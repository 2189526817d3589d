/** Sign-in challenges: what to sign, once, within five minutes, for this site and this log. */
import type { Challenge, ChallengeRequest } from "#lib/contract/accounts.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { isWeakKey } from "#lib/kernel/ed25519.ts";
import { parseDid } from "#lib/kernel/ids.ts";
import { addMs, formatInstant, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { isActiveAt } from "#lib/keys/lifecycle.ts";
import { participantOf, type StateView, signingKeyOf, thumbprintOfDid } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { refuse, ServiceError } from "../service-error.ts";

const NONCE_BYTES = 16;
const CHALLENGE_MS = 5 * MINUTE_MS;
/** Challenges of one address in a minute. */
const PER_MINUTE = 60;

/**
 * The key must be an active control key of the participant, or the inception key of a did that is not registered.
 * Errors: `key-not-active`, `weak-key`, `rate-limited`.
 */
export async function createChallenge(ctx: Ctx, request: ChallengeRequest, address: string): Promise<Challenge> {
  await ctx.limiter.spend("challenge", address, PER_MINUTE);
  const key = await requireSigningKey(ctx, request.did, request.key);
  const expires = addMs(ctx.clock(), CHALLENGE_MS);
  const challenge: Challenge = {
    aud: ctx.webOrigin,
    did: request.did,
    exp: formatInstant(expires),
    key,
    log: ctx.origin,
    nonce: base64UrlEncode(ctx.random(NONCE_BYTES)),
    purpose: request.purpose ?? "sign-in",
  };
  await ctx.prisma.challenge.create({
    data: {
      nonce: challenge.nonce,
      did: challenge.did,
      key: challenge.key,
      purpose: challenge.purpose,
      expiresAt: new Date(expires),
    },
  });
  return challenge;
}

/** The thumbprint that may sign in for the did: the wanted one, or the first that is active. */
export async function requireSigningKey(ctx: Ctx, did: string, wanted: string | undefined): Promise<string> {
  const parsed = parseDid(did);
  const publicKey = parsed && publicKeyOfDid(parsed);
  if (publicKey === undefined || isWeakKey(publicKey)) {
    throw refuse({ code: "weak-key", pointer: "/did", detail: "This DID's key is refused by TS-Ed25519/1." });
  }
  const at = await ctx.follower.logTime();
  const active = await ctx.forms.ask((view) => activeControlKeys(view, did, at));
  const key = wanted === undefined ? active[0] : active.find((thumbprint) => thumbprint === wanted);
  if (key !== undefined) return key;
  throw new ServiceError("key-not-active", "That is not an active control key of this participant.", {
    errors: [{ pointer: wanted === undefined ? "/did" : "/key", detail: "Sign in with an active control key." }],
  });
}

/** Thumbprints of the active control keys, newest last; the inception key alone for a did that is not registered. */
export function activeControlKeys(view: StateView, did: string, at: Instant): string[] {
  const participant = participantOf(view, did);
  if (participant === undefined) {
    const parsed = parseDid(did);
    const inception = parsed && thumbprintOfDid(parsed);
    return inception === undefined ? [] : [inception];
  }
  return participant.controlKeys.filter((thumbprint) => {
    const key = signingKeyOf(view, thumbprint);
    return key !== undefined && isActiveAt(key, at);
  });
}
