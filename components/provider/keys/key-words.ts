import type { EntrySummary } from "#lib/contract/entries.ts";
import { publicKeyOfDid, thumbprintOf } from "#lib/kernel/did-key.ts";
import type { KeyForm } from "#lib/state/forms.ts";

type Signed = {
  readonly entry: Pick<EntrySummary, "issuer" | "key">;
  /** The statement as signed, JSON. */
  readonly statement: string;
};

/** Whose key signed a version, in words. `operator`: who runs the provider now, which is not always who signed. */
export function keyWords(
  { entry: { issuer, key }, statement }: Signed,
  keys: readonly KeyForm[],
  operator: string,
): string {
  const { onBehalfOf } = JSON.parse(statement) as { onBehalfOf?: string };
  if (onBehalfOf !== undefined)
    return onBehalfOf === operator
      ? "a member's key, in the operator's name"
      : "a member's key, for an earlier operator";
  const published = keys.find(({ thumbprint }) => thumbprint === key);
  const own = published === undefined ? undefined : `${published.purpose} key`;
  if (issuer !== operator) return `${own ?? "account key"} of an earlier operator`;
  if (own !== undefined) return `its ${own}`;
  const publicKey = publicKeyOfDid(issuer);
  const isFirst = publicKey !== undefined && thumbprintOf(publicKey) === key;
  return isFirst ? "the operator's account key" : "another account key of the operator";
}
