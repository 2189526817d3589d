/** Sign-in by DID challenge: the key signs the challenge's canonical bytes; next-auth turns it into a session. */
import { signIn } from "next-auth/react";
import { type Challenge, SESSION_TYPE } from "#lib/contract/accounts.ts";
import { isProblemCode, PROBLEMS } from "#lib/contract/problems.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { preAuthEncoding } from "#lib/kernel/dsse.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import { requestJson } from "../request-json.ts";
import type { Signer } from "../signer.ts";

export type SignInOutcome = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** What the person is asked to sign, and the exact bytes. */
export type PreparedChallenge = { readonly challenge: Challenge; readonly text: string };

export async function askChallenge(did: string, thumbprint: string): Promise<PreparedChallenge> {
  const body = { did, key: thumbprint, purpose: "sign-in" };
  const { data } = await requestJson<{ challenge: Challenge }>("/api/v1/session/challenge", { method: "POST", body });
  return { challenge: data.challenge, text: canonicalText(data.challenge as unknown as JsonValue) };
}

/** Refuses a challenge that was made for another site, did or key: signing it would help somebody else sign in. */
export function challengeProblem(
  challenge: Challenge,
  expected: { aud: string; did: string; key: string },
): string | undefined {
  if (challenge.aud !== expected.aud) return `The challenge is for ${challenge.aud}, not for this site.`;
  if (challenge.did !== expected.did) return "The challenge names another account.";
  if (challenge.key !== expected.key) return "The challenge names another key.";
  return challenge.purpose === "sign-in" ? undefined : "The challenge is not for signing in.";
}

/** `did` is the participant, the signer one of its control keys. */
export async function signInWith(did: string, signer: Signer): Promise<SignInOutcome> {
  const { challenge, text } = await askChallenge(did, signer.thumbprint);
  const wrong = challengeProblem(challenge, { aud: window.location.origin, did, key: signer.thumbprint });
  if (wrong !== undefined) return { ok: false, reason: wrong };
  const signature = base64UrlEncode(await signer.sign(preAuthEncoding(SESSION_TYPE, utf8Encode(text))));
  const answer = await signIn("did", { redirect: false, challenge: text, signature });
  if (answer?.ok === true && !answer.error) return { ok: true };
  const code = answer?.error ?? "";
  if (isProblemCode(code)) return { ok: false, reason: `${PROBLEMS[code].title}. ${PROBLEMS[code].action}` };
  return { ok: false, reason: "The index did not accept the signature. Try again: it gives a new challenge." };
}
