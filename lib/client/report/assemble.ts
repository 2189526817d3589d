/** From what the person has in hand and says to the bundle that would be filed. */

import { type Bundle, encodeBundle, keyAlone, newBundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import type { ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";
import { ownSecretsOf, repeatedIn } from "#lib/evidence/capture/own-secrets.ts";
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { captureExchange } from "#lib/evidence/signing/capture-exchange.ts";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { PART_MAX_BYTES } from "#lib/statement/submission.ts";
import type { Party } from "./party.ts";
import { type Messages, refusalWords } from "./read-proof.ts";
import type { TakenAnswer } from "./report-draft.ts";

export type Claim = { readonly kind: ClaimKind; readonly params: JsonObject; readonly text: string };

/** `unsigned`: nobody signed, or not so that it binds; the journey goes on without proof. */
export type Captured = Result<HttpExchange, { readonly words: string; readonly unsigned: boolean }>;

/** The signed part of two messages, unless the answer repeats a secret of the request. Total. */
export function captureMessages({ request, response, secrets = [] }: Messages, now: Instant): Captured {
  const captured = captureExchange({ request, response });
  if (captured.ok) {
    const own = ownSecretsOf([...request.fields, ...secrets], Math.floor(now / SECOND_MS));
    const repeated = repeatedIn(response, own);
    return repeated === undefined ? captured : err({ words: repeatedWords(repeated.field), unsigned: false });
  }
  const { code, component, detail } = captured.error;
  const unsigned = code === "signature-missing";
  const words = unsigned ? "This answer carries no signature of the provider." : `${component}: ${detail}`;
  return err({ words, unsigned });
}

const repeatedWords = (field: string) =>
  `The answer repeats the secret in “${field}” of your request: whoever reads it as evidence could act for you. Make that secret useless first: change it, or wait until it ends. Then give the messages without that line.`;

/** Refuses with the broken rule and its place; what is refused was typed by the person. Total. */
export function assembleBundle(
  claim: Claim,
  party: Pick<Party, "provider" | "signer">,
  answers: readonly Pick<TakenAnswer, "exchange" | "fixed">[],
): Result<Bundle, { readonly words: string }> {
  const text = normalForm(claim.text.trim(), "NFC");
  const bundle = newBundle({
    subject: { provider: party.provider },
    claim: { kind: claim.kind, params: claim.params, ...(text === "" ? {} : { text }) },
    exchanges: answers.map(({ exchange }) => exchange),
    time: answers.flatMap(({ fixed }) => fixed ?? []),
    keys: party.signer === undefined ? [] : [keyAlone(party.signer)],
  });
  const bytes = encodeBundle(bundle);
  const read = parseBundle(bytes);
  if (!read.ok) return err({ words: refusalWords("The report", read.error) });
  return ok(bundle);
}

/** Undefined when it fits into a report. */
export function sizeProblem(bytes: number): string | undefined {
  if (bytes <= PART_MAX_BYTES) return undefined;
  const kilobytes = (count: number) => `${Math.ceil(count / 1024).toLocaleString("en-US")} KiB`;
  return `The evidence has ${kilobytes(bytes)}; a report takes ${kilobytes(PART_MAX_BYTES)}. Keep it as a file: its checks hold wherever it is checked.`;
}
