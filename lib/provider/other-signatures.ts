/** Signatures that an answer brings along, of its origin or of a proxy, as far as they may stand beside the service's own. */
import { type Fields, fieldValue } from "#lib/evidence/signing/http-message.ts";
import { RESPONSE_PROFILE } from "#lib/evidence/signing/profile.ts";
import { SIGNATURE_LABEL } from "#lib/evidence/signing/sign-response.ts";
import { readMembers } from "#lib/evidence/signing/signature-input.ts";

/** Members of the two fields, each with its label. */
export type OtherSignatures = { readonly inputs: readonly string[]; readonly signatures: readonly string[] };

/**
 * Without those of the profile, by whatever label, and without the label that is ours: of two signatures of one answer
 * clients believe none. A field that is no dictionary goes whole, since nobody could read ours in it. Total.
 */
export function otherSignatures(fields: Fields): OtherSignatures {
  const inputs = membersOf(fields, "signature-input");
  const signatures = membersOf(fields, "signature");
  const labels = [...inputs.keys()].filter(
    (label) => label !== SIGNATURE_LABEL && signatures.has(label) && !inputs.get(label)?.includes(RESPONSE_PROFILE),
  );
  const written = (members: ReadonlyMap<string, string>) => labels.map((label) => `${label}=${members.get(label)}`);
  return { inputs: written(inputs), signatures: written(signatures) };
}

function membersOf(fields: Fields, name: "signature" | "signature-input"): ReadonlyMap<string, string> {
  const value = fieldValue(fields, name, name);
  const members = value.ok && value.value !== undefined ? readMembers(value.value, name) : undefined;
  return members?.ok ? members.value : new Map();
}
