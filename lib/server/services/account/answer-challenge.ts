/** Turns a signed challenge into a session: the nonce is used up first, so that no answer counts twice. */
import { challengeSchema, SESSION_TYPE, type SessionView } from "#lib/contract/accounts.ts";
import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { preAuthEncoding } from "#lib/kernel/dsse.ts";
import { type Did, parseThumbprint } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import { parseCanonical } from "#lib/kernel/json.ts";
import { verifySignature } from "#lib/platform/node-ed25519.ts";
import { publicKeyByThumbprint, thumbprintOfDid } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { refuse, ServiceError } from "../service-error.ts";
import { requireSigningKey } from "./create-challenge.ts";

const SESSION_ID_BYTES = 24;
export const SESSION_MS = 30 * DAY_MS;
const MAX_CHALLENGE_BYTES = 2048;
const MAX_AGENT_CHARS = 200;

export type Answer = {
  /** The challenge's canonical JSON, exactly as signed. */
  readonly challenge: string;
  /** 64 bytes, base64url, over the DSSE encoding with type `SESSION_TYPE`. */
  readonly signature: string;
  readonly userAgent: string;
};

export type SignedIn = { readonly sessionId: string; readonly did: string; readonly key: string };

/**
 * Checks the answer and opens a session (`sign-in`) or renews the step-up of an open one (`step-up`). Errors:
 * `malformed`, `bad-signature`, `key-not-active`, `not-signed-in` (nonce unknown, used or too late).
 */
export async function answerChallenge(ctx: Ctx, answer: Answer, stepUpSession?: SessionView): Promise<SignedIn> {
  const bytes = utf8Encode(answer.challenge);
  const json = parseCanonical(bytes, { maxBytes: MAX_CHALLENGE_BYTES });
  if (!json.ok) throw refuse(json.error);
  const parsed = challengeSchema.safeParse(json.value);
  if (!parsed.success) throw new ServiceError("malformed", "This is not a challenge of this site.");
  const challenge = parsed.data;
  const purpose = stepUpSession === undefined ? "sign-in" : "step-up";
  if (challenge.aud !== ctx.webOrigin || challenge.log !== ctx.origin || challenge.purpose !== purpose) {
    throw new ServiceError("malformed", "The challenge is for another site, another log or another purpose.");
  }
  await spendNonce(ctx, challenge);
  await requireSigningKey(ctx, challenge.did, challenge.key);
  const publicKey = await publicKeyOf(ctx, challenge.did, challenge.key);
  const signature = base64UrlDecode(answer.signature);
  if (publicKey === undefined || signature === undefined) throw badSignature();
  if (!verifySignature(publicKey, preAuthEncoding(SESSION_TYPE, bytes), signature)) throw badSignature();
  return stepUpSession === undefined
    ? openSession(ctx, challenge.did, challenge.key, answer.userAgent)
    : stepUp(ctx, challenge.did, challenge.key, stepUpSession.id);
}

/** One conditional update: of two answers with one nonce, at most one finds it unused. */
async function spendNonce(
  ctx: Ctx,
  challenge: { nonce: string; did: string; key: string; purpose: string },
): Promise<void> {
  const now = new Date(ctx.clock());
  const { nonce, did, key, purpose } = challenge;
  const { count } = await ctx.prisma.challenge.updateMany({
    where: { nonce, did, key, purpose, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 1) return;
  throw new ServiceError("not-signed-in", "This challenge is unknown, used already or older than five minutes.");
}

async function publicKeyOf(ctx: Ctx, did: string, thumbprint: string): Promise<Uint8Array | undefined> {
  const key = parseThumbprint(thumbprint);
  const issuer = did as Did;
  if (key === undefined) return undefined;
  if (thumbprintOfDid(issuer) === key) return publicKeyOfDid(issuer);
  return ctx.forms.ask((view) => publicKeyByThumbprint(view, key));
}

async function openSession(ctx: Ctx, did: string, key: string, userAgent: string): Promise<SignedIn> {
  const now = ctx.clock();
  const id = `ses_${base64UrlEncode(ctx.random(SESSION_ID_BYTES))}`;
  const signedInAt = new Date(now);
  await ctx.prisma.$transaction([
    ctx.prisma.account.upsert({
      where: { did },
      create: { did, createdAt: signedInAt, signedInAt },
      update: { signedInAt },
    }),
    ctx.prisma.session.create({
      data: {
        id,
        did,
        key,
        userAgent: userAgent.slice(0, MAX_AGENT_CHARS),
        createdAt: new Date(now),
        lastSeenAt: new Date(now),
        expiresAt: new Date(addMs(now, SESSION_MS)),
      },
    }),
  ]);
  return { sessionId: id, did, key };
}

async function stepUp(ctx: Ctx, did: string, key: string, sessionId: string): Promise<SignedIn> {
  const { count } = await ctx.prisma.session.updateMany({
    // Another account's key cannot renew this one's session.
    where: { id: sessionId, did, revokedAt: null },
    data: { stepUpAt: new Date(ctx.clock()) },
  });
  if (count === 1) return { sessionId, did, key };
  throw new ServiceError("not-signed-in", "This session has ended.");
}

function badSignature(): ServiceError {
  return refuse({
    code: "bad-signature",
    pointer: "/signature",
    detail: "The signature does not hold for this challenge under the key that it names.",
  });
}
