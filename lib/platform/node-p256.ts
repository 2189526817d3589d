/** ECDSA over P-256 by OpenSSL: what immudb signs with. */
import { createPublicKey, verify } from "node:crypto";
import type { VerifyP256 } from "#lib/statement/ledger/point.ts";

const UNCOMPRESSED = 4;

export const verifyP256: VerifyP256 = (point, message, signature) => {
  if (point.length !== 65 || point[0] !== UNCOMPRESSED) return false;
  const coordinate = (from: number) => Buffer.from(point.subarray(from, from + 32)).toString("base64url");
  try {
    const key = createPublicKey({
      format: "jwk",
      key: { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) },
    });
    return verify("sha256", message, key, signature);
  } catch {
    // A point that is not on the curve.
    return false;
  }
};
