/**
 * A yearly chance over some days, q = 1 − (1 − PD)^(days / 365), by whole numbers: the same digits on every engine.
 */

/** Probabilities within days are in parts per billion: within one day a small yearly chance is a few. */
export const BILLION = 1_000_000_000n;

const BITS = 96n;
const UNIT = 1n << BITS;

/**
 * Parts per billion, rounded to the nearest. `yearly` in ppm from 0 to 1,000,000, `days` whole, 0 to 36,500; outside
 * them RangeError.
 */
export function withinDays(yearly: number, days: number): bigint {
  if (!Number.isInteger(yearly) || yearly < 0 || yearly > 1_000_000) throw new RangeError(`not in ppm: ${yearly}`);
  if (!Number.isInteger(days) || days < 0 || days > 36_500) throw new RangeError(`not a count of days: ${days}`);
  const name = yearly * 100_000 + days;
  let within = known.get(name);
  if (within === undefined) {
    within = compute(yearly, days);
    if (known.size >= REMEMBERED) known.clear();
    known.set(name, within);
  }
  return within;
}

// The answer depends on the two numbers alone, and takes 10 µs: a market of 10,000 offers asks five times for each.
const REMEMBERED = 32_768;
const known = new Map<number, bigint>();

function compute(yearly: number, days: number): bigint {
  if (days === 0 || yearly === 0) return 0n;
  if (yearly === 1_000_000) return BILLION;
  const hazard = (minusLn((UNIT * BigInt(1_000_000 - yearly)) / 1_000_000n) * BigInt(days)) / 365n;
  return ((UNIT - expOfMinus(hazard)) * BILLION + UNIT / 2n) >> BITS;
}

/** −ln x for 0 < x ≤ 1: doubled until above 1/2, then −ln x = 2 artanh((1 − x) / (1 + x)). */
function minusLn(x: bigint): bigint {
  let [mantissa, doublings] = [x, 0n];
  for (; mantissa < UNIT / 2n; doublings++) mantissa *= 2n;
  return twiceArtanh(UNIT - mantissa, UNIT + mantissa) + doublings * LN_2;
}

const LN_2 = twiceArtanh(1n, 3n);

function twiceArtanh(numerator: bigint, denominator: bigint): bigint {
  const t = (numerator << BITS) / denominator;
  const square = (t * t) >> BITS;
  let [sum, power] = [0n, t];
  for (let odd = 1n; power > 0n; odd += 2n) {
    sum += power / odd;
    power = (power * square) >> BITS;
  }
  return 2n * sum;
}

/** e^−x for x ≥ 0: a 256th by its series, squared eight times. */
function expOfMinus(x: bigint): bigint {
  const small = x >> 8n;
  let [sum, term] = [UNIT, UNIT];
  for (let n = 1n; term !== 0n && n < 200n; n++) {
    term = (-term * small) / (n << BITS);
    sum += term;
  }
  for (let squaring = 0; squaring < 8; squaring++) sum = (sum * sum) >> BITS;
  return sum;
}
