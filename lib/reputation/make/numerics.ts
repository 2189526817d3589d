/**
 * The few functions that the tables of a model need, from +, −, × and ÷ of IEEE 754 doubles alone: those are exact to
 * the last bit on every engine, while `Math.exp`, `Math.log` and `**` are not. Only tables are made here, never marks.
 */

/** ln x for x > 0: halved or doubled into [2/3, 4/3], then the series of the inverse hyperbolic tangent. */
export function ln(x: number): number {
  let [mantissa, doublings] = [x, 0];
  for (; mantissa > 4 / 3; doublings++) mantissa /= 2;
  for (; mantissa < 2 / 3; doublings--) mantissa *= 2;
  return atanhSeries((mantissa - 1) / (mantissa + 1)) + doublings * LN_2;
}

function atanhSeries(t: number): number {
  let [sum, power] = [0, t];
  for (let odd = 1; odd < 60; odd += 2) {
    sum += power / odd;
    power *= t * t;
  }
  return 2 * sum;
}

const LN_2 = atanhSeries(1 / 3);

/** e^x: halved until small, then the series, then squared as often. */
export function exp(x: number): number {
  let [reduced, halvings] = [x, 0];
  for (; reduced > 1 / 16 || reduced < -1 / 16; halvings++) reduced /= 2;
  let [sum, term] = [1, 1];
  for (let n = 1; n < 16; n++) {
    term *= reduced / n;
    sum += term;
  }
  for (; halvings > 0; halvings--) sum *= sum;
  return sum;
}

/** 2^x. */
export const exp2 = (x: number): number => exp(x * LN_2);

/** ln Γ(x) for x > 0, by the approximation of Lanczos (g = 7, nine terms): about 14 digits. */
function lnGamma(x: number): number {
  let series = LANCZOS[0] ?? 0;
  for (let k = 1; k < LANCZOS.length; k++) series += (LANCZOS[k] ?? 0) / (x - 1 + k);
  const t = x + 6.5;
  return HALF_LN_2_PI + (x - 0.5) * ln(t) - t + ln(series);
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const HALF_LN_2_PI = 0.9189385332046728;

/** Probability that a Beta(a, b) variable is below x: the continued fraction of DLMF 8.17.22, a, b > 0, 0 < x < 1. `lnBeta`: ln B(a, b). */
function betaBelow(x: number, a: number, b: number, lnBeta: number): number {
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a, lnBeta);
  const front = exp(a * ln(x) + b * ln(1 - x) - lnBeta) / a;
  // Lentz's method, a fixed number of terms: enough for the shapes of the tables, and the same everywhere.
  let [c, d] = [1, 1 / notZero(1 - ((a + b) * x) / (a + 1))];
  let fraction = d;
  for (let m = 1; m <= 200; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    const change = d * c;
    fraction *= change;
    if (change > 1 - 1e-15 && change < 1 + 1e-15) break;
  }
  return front * fraction;
}

const notZero = (x: number) => (x > -1e-300 && x < 1e-300 ? 1e-300 : x);

/** The x below which a Beta(a, b) variable lies with probability `share`, by halving an interval: to 1e-10. */
export function betaQuantile(share: number, a: number, b: number): number {
  const lnBeta = lnGamma(a) + lnGamma(b) - lnGamma(a + b);
  let [low, high] = [0, 1];
  for (let step = 0; step < 34; step++) {
    const middle = (low + high) / 2;
    if (betaBelow(middle, a, b, lnBeta) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The nearest integer of a number ≥ 0. */
export function nearest(x: number): number {
  const shifted = x + 0.5;
  return shifted - (shifted % 1);
}
