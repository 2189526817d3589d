/** Whether the addresses of a custody disclosure signed for this provider: one check for each, in order. */
import type { Check } from "#lib/kernel/checks.ts";
import type { CustodyAddress, CustodyFields } from "#lib/statement/disclosures/custody-addresses.ts";
import { checkBip322 } from "./bip322.ts";
import { type CustodyClaim, custodyText } from "./custody-text.ts";
import { checkEip191 } from "./eip191.ts";
import type { SignatureAnswer } from "./signature-answer.ts";
import { checkSuiPersonal } from "./sui-personal.ts";

const SCHEMES: Record<CustodyAddress["scheme"], (address: string, text: string, signature: string) => SignatureAnswer> =
  {
    "eip-191": checkEip191,
    "bip-322": checkBip322,
    "sui-personal": checkSuiPersonal,
    other: () => "cannot-check",
  };

/** `name` of each check is the address. A signature by one key of several says that this key signed, no more. */
export function checkCustody(
  { epoch, checkpoint, addresses }: CustodyFields,
  { origin, provider }: Pick<CustodyClaim, "origin" | "provider">,
): Check[] {
  const text = custodyText({ origin, provider, epoch, root: checkpoint.root });
  return addresses.map((each) => checkAddress(each, text));
}

function checkAddress({ scheme, address: name, signature = "" }: CustodyAddress, text: string): Check {
  const answer = SCHEMES[scheme](name, text, signature);
  if (answer === "valid")
    return { name, outcome: "pass", detail: "This address signed for this provider, on this log." };
  if (answer === "invalid")
    return {
      name,
      outcome: "fail",
      reason: "bad-signature",
      detail: "The signature is not this address's over the custody text.",
    };
  return {
    name,
    outcome: "cannot-check",
    reason: "unknown-form",
    detail: "This form of address or signature is not known here.",
  };
}
