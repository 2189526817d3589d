/** What one provider answered before, by what was asked: two answers that differ are evidence, whichever is right. */
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import type { Fields } from "#lib/evidence/signing/http-message.ts";
import type { ResponseFinding } from "#lib/evidence/signing/verify-response.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import type { Did } from "#lib/kernel/ids.ts";

/** `asked`: the fields of the request as sent, of which evidence keeps a few. */
export type SignedAnswer = {
  readonly exchange: HttpExchange;
  readonly finding: ResponseFinding;
  readonly asked: Fields;
};

/** The keys that signed. Without them a reader of evidence could not tell which key a thumbprint names. */
export function signersOf(answers: readonly Pick<SignedAnswer, "finding">[]): Did[] {
  return [...new Set(answers.flatMap(({ finding: { publicKey } }) => (publicKey ? [didKeyOf(publicKey)] : [])))];
}

const MOST_KEPT = 1_000;

export class EarlierAnswers {
  readonly #kept = new Map<string, SignedAnswer>();

  /** The answer to the same request under the same version of the definition, nonce and token left out. */
  of(answer: SignedAnswer): SignedAnswer | undefined {
    return this.#kept.get(questionOf(answer));
  }

  keep(answer: SignedAnswer): void {
    this.#kept.set(questionOf(answer), answer);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }

  forget(answer: SignedAnswer): void {
    this.#kept.delete(questionOf(answer));
  }
}

function questionOf({ exchange }: SignedAnswer): string {
  const { method, authority, path, query, body = "" } = exchange.request;
  return [exchange.response.definition, method, authority, path, query, body].join("\n");
}
