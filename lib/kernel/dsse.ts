/** DSSE v1 pre-authentication encoding: what a signature covers, with the payload's type inside. */

import { concatInBlock, utf8Encode } from "./bytes.ts";

/**
 * The payload may come in pieces, which are joined.
 * `"DSSEv1" SP len(type) SP type SP len(payload) SP payload`, lengths in bytes as decimal ASCII.
 * Source: DSSE protocol, "Signature Definition". Throws RangeError only for a type with a lone surrogate.
 */
export function preAuthEncoding(payloadType: string, ...payload: readonly Uint8Array[]): Uint8Array {
  const typeBytes = utf8Encode(payloadType).length;
  const payloadBytes = payload.reduce((sum, piece) => sum + piece.length, 0);
  return concatInBlock(utf8Encode(`DSSEv1 ${typeBytes} ${payloadType} ${payloadBytes} `), ...payload);
}
