/** Between the stored form of an exchange and the messages that RFC 9421 speaks of. */
import type { Fields } from "./http-message.ts";
import { DEFINITION_FIELD, type ExchangeHeads, NONCE_FIELD, TOKEN_ID_FIELD } from "./profile.ts";
import type { SignedMessage } from "./signature-base.ts";

/** The covered parts of both messages. Total. */
export function messageOf({ request, response }: ExchangeHeads): Required<SignedMessage> {
  const { method, authority, path, query } = request;
  return {
    request: {
      method,
      authority,
      path,
      query,
      fields: present([
        ["content-digest", request.contentDigest],
        [NONCE_FIELD, request.nonce],
        [TOKEN_ID_FIELD, request.tokenId],
      ]),
    },
    response: {
      status: response.status,
      fields: present([
        ["content-type", response.contentType],
        ["content-digest", response.contentDigest],
        [DEFINITION_FIELD, response.definition],
      ]),
    },
  };
}

function present(fields: readonly (readonly [string, string | undefined])[]): Fields {
  return fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
