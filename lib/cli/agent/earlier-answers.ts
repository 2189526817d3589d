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
/** Of one provider, questions and answers as they are held: texts of an answer's body in base64, and the body itself. */
const MOST_BYTES = 16_777_216;

export class EarlierAnswers {
  readonly #kept = new Map<string, SignedAnswer>();
  #bytes = 0;

  /** The answer to the same request under the same version of the definition, nonce and token left out. */
  of(answer: SignedAnswer): SignedAnswer | undefined {
    return this.#kept.get(questionOf(answer));
  }

  /** The oldest make room: a provider that pads its answers is asked again sooner than this machine is full. */
  keep(answer: SignedAnswer): void {
    this.forget(answer);
    this.#kept.set(questionOf(answer), answer);
    this.#bytes += sizeOf(answer);
    for (const [, oldest] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT && this.#bytes <= MOST_BYTES) return;
      this.forget(oldest);
    }
  }

  forget(answer: SignedAnswer): void {
    const question = questionOf(answer);
    const kept = this.#kept.get(question);
    if (kept === undefined) return;
    this.#kept.delete(question);
    this.#bytes -= sizeOf(kept);
  }
}

/** What one answer holds of the machine, in bytes: its bodies twice, as text and as they came. */
function sizeOf({ exchange: { request, response } }: SignedAnswer): number {
  return 2 * ((request.body?.length ?? 0) + response.body.length);
}

function questionOf({ exchange }: SignedAnswer): string {
  const { method, authority, path, query, body = "" } = exchange.request;
  return [exchange.response.definition, method, authority, path, query, body].join("\n");
}
