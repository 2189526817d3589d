/** Codes with which the profile says no to a message or a signature. Public and stable: docs/protocol/signed-responses.md lists them. */
export const SIGNING_CODES = {
  "authority-form": "The host is not a host with an optional port.",
  "component-name": "A covered field name has capitals, or is not a field name.",
  "component-parameter": "A covered component has a parameter other than `req`.",
  "component-repeated": "A component is covered twice.",
  "component-unknown": "A derived component that the profile does not know, or that this message does not have.",
  "content-encoding": "The answer was encoded, so that its bytes as sent are not those that were read.",
  "coverage-extra": "The signature covers a component that the profile does not name for this exchange.",
  "coverage-missing": "The signature does not cover a component that the profile names for this exchange.",
  "digest-form": "The field is not one SHA-256 digest.",
  "digest-mismatch": "The body does not have the digest that the field states.",
  "digest-missing": "A body without a digest that binds it.",
  "envelope-form": "The DSSE envelope or its payload is not of the profile's form.",
  "field-control": "A field value has control characters.",
  "field-missing": "A covered field is not in the message.",
  "field-not-ascii": "A covered field value has bytes outside ASCII.",
  "field-form": "A field value is empty, too long, or not of the form that evidence stores.",
  "label-repeated": "Two members of one signature field have the same label.",
  "message-form": "Method or status is not of a final answer over HTTP.",
  "parameter-form": "A signature parameter has another type or form than the profile says.",
  "parameter-missing": "A signature parameter that the profile demands is not there.",
  "parameter-not-allowed": "A signature parameter that the profile does not have.",
  "several-signatures": "More than one signature has the profile's tag.",
  "signature-form": "The signature is not one byte sequence.",
  "signature-input-malformed": "The field is no dictionary of inner lists (RFC 8941).",
  "signature-input-not-canonical": "The signature's input is not what a serialiser of RFC 8941 writes.",
  "signature-missing": "There is no signature with the profile's tag.",
  "target-form": "The request target is no path with an optional query.",
  "wrong-algorithm": "`alg` is there and not `ed25519`.",
  "wrong-tag": "`tag` is not the profile's.",
} as const;

export type SigningCode = keyof typeof SIGNING_CODES;

/** One typed no: the rule, and the component, parameter (`;created`) or field at fault, written as RFC 9421 writes it. */
export type SigningRefusal = { readonly code: SigningCode; readonly component: string; readonly detail: string };

/** Builds a refusal; the rule's own sentence when there is nothing closer to say. Total. */
export function signingRefusal(
  code: SigningCode,
  component: string,
  detail: string = SIGNING_CODES[code],
): SigningRefusal {
  return { code, component, detail };
}
