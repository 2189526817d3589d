/**
 * `Lg`: log2 in thousandths by integers. Engines differ in the last bits of `Math.log2`, and a mark has to be the same
 * bits everywhere.
 */
import { divFloor } from "./integers.ts";

/** The mantissa, from 1 to below 2, in this many parts; its square stays a safe integer. */
const MANTISSA = 2 ** 25;
const FRACTION_BITS = 20;

/**
 * log2(n) in thousandths, rounded down. n a safe integer > 0, else RangeError.
 *
 * The whole part counts halvings. The fraction is found bit by bit: square the mantissa, and the bit is whether it
 * reached 2. Every step rounds down, so that a larger n never gives less; the error is below one thousandth.
 */
export function lg(n: number): number {
  if (!Number.isSafeInteger(n) || n <= 0) throw new RangeError(`no logarithm of ${n}`);
  let whole = 0;
  let size = 1;
  while (size * 2 <= n) {
    size *= 2;
    whole += 1;
  }
  let mantissa = size <= MANTISSA ? n * (MANTISSA / size) : divFloor(n, size / MANTISSA);
  let fraction = 0;
  for (let bit = 0; bit < FRACTION_BITS; bit++) {
    mantissa = divFloor(mantissa * mantissa, MANTISSA);
    fraction *= 2;
    if (mantissa < 2 * MANTISSA) continue;
    fraction += 1;
    mantissa = divFloor(mantissa, 2);
  }
  return whole * 1000 + divFloor(fraction * 1000, 2 ** FRACTION_BITS);
}

/** {@link lg} of a whole number of any size above 0: what does not fit 53 bits loses its lowest ones first. */
export function lgOfAmount(n: bigint): number {
  if (n <= BigInt(Number.MAX_SAFE_INTEGER)) return lg(Number(n));
  const spare = n.toString(2).length - 53;
  return lg(Number(n >> BigInt(spare))) + spare * 1000;
}
