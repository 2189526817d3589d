/** Pays for calls: buys a token for many at a time, and calls with it and a nonce of its own. */
import { randomBytes } from "node:crypto";
import type { SentResponse } from "#lib/evidence/signing/capture-exchange.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { isJsonObject, parseJson } from "#lib/kernel/json.ts";
import { IncompleteError } from "../command.ts";
import { tokenIn } from "../provider/tokens.ts";
import { type Call, callProvider } from "./call.ts";

export type Paid = Awaited<ReturnType<typeof callProvider>> & { readonly nonce: string };

const NONCE_BYTES = 16;
/** Calls that are bought at a time, unless less may be kept there. */
const BOUGHT = 1000;
/** A token is not used any more so long before its end: a call is on its way for a while. */
const BEFORE_END_MS = 10_000;

/** No answer, but a refusal of what paid: no definition has a part in it. */
export function isUnpaid({ status, fields }: SentResponse): boolean {
  return status === 402 && !fields.some(([name]) => name.toLowerCase() === "prex-definition");
}

export function newNonce(): string {
  return base64UrlEncode(randomBytes(NONCE_BYTES));
}

type Token = {
  readonly text: string;
  readonly id: string;
  /** Calls that it pays, and that are not made. */
  left: number;
  readonly endsAtMs: number;
  /** It was bought in place of one that was refused before its end. */
  readonly isSecond: boolean;
  hasPaid: boolean;
  /** The provider did not take it. */
  isRefused: boolean;
};

/**
 * The wallet at one provider. A provider may forget what it sold when it starts again: a token that paid and is refused before its end
 * is replaced, and the call made again. The one in its place must be used up or end by its own word before another is bought: nobody
 * sells a thousand calls for each one that it answers.
 */
export class Wallet {
  readonly #provider: URL;
  readonly #signal: AbortSignal;
  readonly #monotonicMs: () => number;
  #token: Token | undefined;
  #bought = BOUGHT;

  constructor(provider: URL, signal: AbortSignal, monotonicMs = () => performance.now()) {
    this.#provider = provider;
    this.#signal = signal;
    this.#monotonicMs = monotonicMs;
  }

  /** Calls that are paid and not made. */
  get left(): number {
    const token = this.#inForce();
    return token === undefined || token.isRefused ? 0 : token.left;
  }

  /** The most calls that are bought at a time, from 1. */
  bound(calls: number): void {
    this.#bought = Math.max(1, Math.min(BOUGHT, Math.floor(calls)));
  }

  /** Errors: `IncompleteError` when there is no whole answer, or the provider takes no token that it sold. */
  async pay(call: Call): Promise<Paid> {
    const token = this.#inForce() ?? (await this.#buy(false));
    if (token.isRefused)
      throw new IncompleteError(
        `${this.#provider.origin} does not take the token that it sold: none is bought before its end.`,
      );
    const paid = await this.#call(call, token);
    const isReplaced = token.isRefused && token.hasPaid && !token.isSecond;
    return isReplaced ? await this.#call(call, await this.#buy(true)) : paid;
  }

  /** The token with which a call is made. */
  #inForce(): Token | undefined {
    const token = this.#token;
    const isOver = token === undefined || this.#monotonicMs() >= token.endsAtMs;
    return isOver || (token.left === 0 && !token.isRefused) ? undefined : token;
  }

  async #call(call: Call, token: Token): Promise<Paid> {
    token.left--;
    const nonce = newNonce();
    const fields: [string, string][] = [
      ["Prex-Request-Nonce", nonce],
      ["Authorization", `Bearer ${token.text}`],
      ["Prex-Token-Id", token.id],
    ];
    const paid = await callProvider(this.#provider, call, { fields, signal: this.#signal });
    if (isUnpaid(paid.response)) token.isRefused = true;
    else token.hasPaid = true;
    return { ...paid, nonce };
  }

  async #buy(isSecond: boolean): Promise<Token> {
    const calls = this.#bought;
    const body = utf8Encode(JSON.stringify({ quantity: `${calls}` }));
    const order: Call = { method: "POST", target: "/tokens", body };
    const { response } = await callProvider(this.#provider, order, {
      ...{ fields: [], signal: this.#signal, isOnce: true },
    });
    const sold = parseJson(response.body);
    const text = sold.ok && isJsonObject(sold.value) ? sold.value.token : undefined;
    const read = typeof text === "string" ? tokenIn(`Bearer ${text}`) : undefined;
    if (typeof text !== "string" || read === undefined)
      throw new IncompleteError(`${this.#provider.origin} sells no token.`);
    const lastsMs = read.lastsSeconds * 1000;
    const endsAtMs = this.#monotonicMs() + lastsMs - Math.min(BEFORE_END_MS, lastsMs / 2);
    this.#token = { text, id: read.id, left: calls, endsAtMs, isSecond, hasPaid: false, isRefused: false };
    return this.#token;
  }
}
