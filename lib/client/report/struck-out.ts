/**
 * What becomes of a request on its way into evidence, field by field: kept because the signature binds it, struck out
 * because it is a secret, or left out because nothing binds it. Values of secrets are never repeated.
 */
import { isSecretField } from "#lib/evidence/capture/own-secrets.ts";
import type { SentRequest } from "#lib/evidence/signing/capture-exchange.ts";
import { NONCE_FIELD, TOKEN_ID_FIELD } from "#lib/evidence/signing/profile.ts";

export type FieldFate = {
  readonly name: string;
  /** Undefined for a secret. */
  readonly value: string | undefined;
  readonly fate: "kept" | "struck" | "left";
};

const KEPT: ReadonlySet<string> = new Set(["host", NONCE_FIELD, TOKEN_ID_FIELD, "content-digest"]);

/** `left`: secrets that the source named and did not hand on (`curl -u`, `-b`). Total. */
export function fatesOf({ fields }: SentRequest, left: readonly string[]): FieldFate[] {
  const own = fields.map(([name, value]): FieldFate => {
    const lower = name.toLowerCase();
    if (KEPT.has(lower)) return { name, value: value.trim(), fate: "kept" };
    return isSecretField(name, value)
      ? { name, value: undefined, fate: "struck" }
      : { name, value: value.trim(), fate: "left" };
  });
  return [...own, ...left.map((name): FieldFate => ({ name, value: undefined, fate: "struck" }))];
}
