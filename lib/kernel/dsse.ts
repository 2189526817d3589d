/** DSSE v1 pre-authentication encoding: what a signature covers, with the payload's type inside. */

import { concatBytes, utf8Encode } from "./bytes.ts";

/**
 * `"DSSEv1" SP len(type) SP type SP len(payload) SP payload`, lengths in bytes as decimal ASCII.
 * Source: DSSE protocol, "Signature Definition". Throws RangeError only for a type with a lone surrogate.
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = utf8Encode(payloadType);
  return concatBytes(utf8Encode(`DSSEv1 ${type.length} `), type, utf8Encode(` ${payload.length} `), payload);
}
