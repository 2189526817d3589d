/** Pays for calls: buys a token for many at a time, and calls with it and a nonce of its own. */
import { randomBytes } from "node:crypto";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { isJsonObject, parseJson } from "#lib/kernel/json.ts";
import { IncompleteError } from "../command.ts";
import { tokenIdIn } from "../provider/tokens.ts";
import { type Call, callProvider } from "./call.ts";

export type Paid = Awaited<ReturnType<typeof callProvider>> & { readonly nonce: string };

const NONCE_BYTES = 16;
/** Calls that are bought at a time, unless less may be kept there. */
const BOUGHT = 1000;

export function newNonce(): string {
  return base64UrlEncode(randomBytes(NONCE_BYTES));
}

/** The wallet at one provider. */
export class Wallet {
  readonly #provider: URL;
  readonly #signal: AbortSignal;
  #token = "";
  #tokenId = "";
  #left = 0;
  #bought = BOUGHT;

  constructor(provider: URL, signal: AbortSignal) {
    this.#provider = provider;
    this.#signal = signal;
  }

  /** Calls that are paid and not made. */
  get left(): number {
    return this.#left;
  }

  /** The most calls that are bought at a time, from 1. */
  bound(calls: number): void {
    this.#bought = Math.max(1, Math.min(BOUGHT, Math.floor(calls)));
  }

  /** Errors: `IncompleteError` when there is no whole answer. */
  async pay(call: Call): Promise<Paid> {
    if (this.#left === 0) await this.#buy();
    this.#left--;
    const nonce = newNonce();
    const fields: [string, string][] = [
      ["Prex-Request-Nonce", nonce],
      ["Authorization", `Bearer ${this.#token}`],
      ["Prex-Token-Id", this.#tokenId],
    ];
    return { ...(await callProvider(this.#provider, call, { fields, signal: this.#signal })), nonce };
  }

  async #buy(): Promise<void> {
    const body = utf8Encode(JSON.stringify({ quantity: `${this.#bought}` }));
    const order: Call = { method: "POST", target: "/tokens", body };
    const { response } = await callProvider(this.#provider, order, { fields: [], signal: this.#signal, isOnce: true });
    const sold = parseJson(response.body);
    const token = sold.ok && isJsonObject(sold.value) ? sold.value.token : undefined;
    const id = typeof token === "string" ? tokenIdIn(`Bearer ${token}`) : undefined;
    if (typeof token !== "string" || id === undefined)
      throw new IncompleteError(`${this.#provider.origin} sells no token.`);
    [this.#token, this.#tokenId, this.#left] = [token, id, this.#bought];
  }
}
