/** Prex-shaped tokens: the instance in this process sells them, and the service takes each as often as it says. */
import { randomUUID } from "node:crypto";
import { readToken, splitToken, type TokenClaims } from "#lib/evidence/token/prex-token.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { Identity } from "#lib/statement/compose.ts";

const LIFE_SECONDS = 3600;
const MOST_CALLS = 10_000n;
/** Tokens cost nothing here: without a most, whoever asks fills the memory of this process. */
const MOST_TOKENS = 10_000;

export class TokenDesk {
  readonly #issuer: Identity;
  readonly #audience: string;
  readonly #most: number;
  /** By token id, the first to end first. A token that is not here was never sold, has ended, or is used up. */
  readonly #left = new Map<string, { calls: bigint; readonly endsAt: number }>();

  constructor(issuer: Identity, audience: string, most = MOST_TOKENS) {
    this.#issuer = issuer;
    this.#audience = audience;
    this.#most = most;
  }

  /** A token for so many calls; undefined for a number that is not sold, and while too many are in force. `now`: seconds since 1970. */
  sell(quantity: string, now: number): string | undefined {
    if (!/^[1-9][0-9]{0,5}$/.test(quantity) || BigInt(quantity) > MOST_CALLS) return undefined;
    for (const [id, { endsAt }] of this.#left) {
      if (endsAt > now) break;
      this.#left.delete(id);
    }
    if (this.#left.size >= this.#most) return undefined;
    const { did, seed } = this.#issuer;
    const claims = { iss: did, aud: [this.#audience], exp: now + LIFE_SECONDS, nbf: now, iat: now, jti: randomUUID() };
    const part = (value: object) => base64UrlEncode(utf8Encode(JSON.stringify(value)));
    const signed = `${part({ alg: "EdDSA", kid: did, typ: "JWT" })}.${part({ ...claims, quantity: Number(quantity), usage: 1 })}`;
    const token = `${signed}.${base64UrlEncode(signEd25519(seed, utf8Encode(signed)))}`;
    const id = read(token)?.id;
    if (id !== undefined) this.#left.set(id, { calls: BigInt(quantity), endsAt: claims.exp });
    return token;
  }

  /** Takes one call from the token that a request brings: its id, or why it does not pay. */
  spend(authorization: string | undefined, now: number): { id: string } | { refused: string } {
    const found = read(/^Bearer (\S+)$/i.exec(authorization ?? "")?.[1] ?? "");
    if (found === undefined) return { refused: "A call is paid by a token of this instance." };
    const { id, claims } = found;
    if (claims.iss !== this.#issuer.did || !claims.aud.includes(this.#audience))
      return { refused: "The token is not of this instance, or not for this service." };
    if (now < claims.nbf || now >= claims.exp) return { refused: "The token is not in force." };
    const left = this.#left.get(id);
    if (left === undefined) return { refused: "The token is used up." };
    left.calls -= 1n;
    if (left.calls === 0n) this.#left.delete(id);
    return { id };
  }
}

/** The id of the token that pays; undefined when it is none. Says nothing of whether it is good. */
export function tokenIdIn(authorization: string | undefined): string | undefined {
  return tokenIn(authorization)?.id;
}

/** As {@link tokenIdIn}, with how long it pays from the moment in which it is sold, by its own word. */
export function tokenIn(
  authorization: string | undefined,
): { readonly id: string; readonly lastsSeconds: number } | undefined {
  const found = read(/^Bearer (\S+)$/i.exec(authorization ?? "")?.[1] ?? "");
  return found && { id: found.id, lastsSeconds: found.claims.exp - found.claims.iat };
}

function read(compact: string): { id: string; claims: TokenClaims } | undefined {
  const parts = splitToken(compact);
  const found = parts === undefined ? undefined : readToken(parts, rawVerify);
  return found?.ok === true && found.claims !== undefined && found.id !== undefined
    ? { id: found.id, claims: found.claims }
    : undefined;
}
