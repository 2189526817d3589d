/** Makes `model-1.json`: the constants of reputation, and the tables that follow from them. Run by `lib/cli/docs.ts`. */
import type { Model, Term } from "../model.ts";
import { betaQuantile, exp, exp2, ln, nearest } from "./numerics.ts";

const MILLION = 1_000_000;
const ppm = (probability: number) => nearest(probability * MILLION);
const range = (count: number) => Array.from({ length: count }, (_, k) => k);

/** 2^(−d / h) in 2^16ths for one half-life. */
function decayTable(halfLifeDays: number): number[] {
  return range(halfLifeDays).map((day) => nearest(65_536 * exp2(-day / halfLifeDays)));
}

/**
 * Points in thousandths, and the probability of an upheld grave or serious fault within a year. Between them the log
 * odds are straight. No index of this kind has measured them yet: a prior, to be replaced by what calibration shows.
 */
const FAULT_KNOTS: readonly (readonly [points: number, probability: number])[] = [
  [-20_000, 0.75],
  [-11_000, 0.5],
  [-7_000, 0.37],
  [0, 0.22],
  [4_000, 0.14],
  [8_000, 0.085],
  [10_000, 0.065],
  [12_680, 0.04],
  [14_500, 0.016],
  [16_000, 0.007],
  [17_400, 0.003],
  [20_000, 0.001],
  [30_000, 0.0002],
];

function faultTable(): Model["faultTable"] {
  const [least, step] = [-20_000, 50];
  const logit = (p: number) => ln(p / (1 - p));
  const at = (points: number) => {
    const upper = FAULT_KNOTS.findIndex(([knot]) => knot >= points);
    const [right, left] = [FAULT_KNOTS[upper], FAULT_KNOTS[upper - 1]];
    if (right === undefined || left === undefined) return (right ?? FAULT_KNOTS.at(-1) ?? [0, 0])[1];
    const share = (points - left[0]) / (right[0] - left[0]);
    return 1 / (1 + exp(-(logit(left[1]) * (1 - share) + logit(right[1]) * share)));
  };
  return { least, step, ppm: range(1001).map((row) => ppm(at(least + row * step))) };
}

/** Clopper and Pearson's interval for `estimate` × n faults seen in n occasions: never too narrow, also for none. */
function bandTable(): Model["bandTable"] {
  const units = [16, 20, 26, 32, 40, 50, 64, 80, 100, 128, 160, 200, 256, 320, 400, 512, 640];
  const estimates = [
    0, 200, 500, 1000, 1500, 2000, 3000, 4000, 5000, 7000, 10_000, 14_000, 20_000, 28_000, 40_000, 56_000, 80_000,
    112_000, 160_000, 220_000, 300_000, 400_000, 500_000, 600_000, 700_000, 800_000, 900_000, 1_000_000,
  ];
  const cell = (n: number, estimate: number, isHigh: boolean) => {
    const seen = (n * estimate) / MILLION;
    if (isHigh) return estimate === MILLION ? MILLION : ppm(betaQuantile(0.95, seen + 1, n - seen));
    return estimate === 0 ? 0 : ppm(betaQuantile(0.05, seen, n - seen + 1));
  };
  const table = (isHigh: boolean) => units.map((n) => estimates.map((estimate) => cell(n, estimate, isHigh)));
  return { units, estimates, low: table(false), high: table(true) };
}

const BASE_RATE = 0.08;
const FAILURE_START = 500;
/** Of the base rate in every row: nobody is certain to live or to fail before the scorecard was ever measured. */
const SHRINK = 0.02;

/** 20 points double the odds; 500 points are the base rate. */
function failureTable(): number[] {
  const baseOdds = BASE_RATE / (1 - BASE_RATE);
  return range(1001).map((points) => {
    const odds = baseOdds * exp2((FAILURE_START - points) / 20);
    return ppm((1 - SHRINK) * (odds / (1 + odds)) + SHRINK * BASE_RATE);
  });
}

/** A term whose steps ascend by `from`, in whole and tenths of points. */
function term(basis: "study" | "prior", says: string, unknown: number, steps: readonly [number, number][]): Term {
  return {
    basis,
    says,
    unknown: unknown * 1000,
    steps: steps.map(([from, points]) => ({ from, points: points * 1000 })),
  };
}

const TERMS: Model["failure"]["terms"] = {
  age: term("prior", "Days since it was registered here: most exchanges that failed were young.", -10, [
    [0, -10],
    [90, -5],
    [365, 0],
    [730, 5],
    [1460, 10],
  ]),
  breach: term("study", "Days since a breach: failure in the quarter after it was 13 times as likely.", 0, [
    [0, -74],
    [91, -20],
    [366, 0],
  ]),
  coverage: term("prior", "Reserves over what is owed, in percent, of one instant.", -10, [
    [0, -148],
    [80, -74],
    [95, -20],
    [100, 35],
    [105, 45],
  ]),
  coverageAge: term("prior", "Days since that instant: an old figure is worth no more than none.", 0, [
    [0, 0],
    [32, -10],
    [93, -55],
  ]),
  heartbeat: {
    basis: "prior",
    says: "Whether a sign of life is armed: 42 of 100 exchanges that failed vanished without a word.",
    points: { none: -10_000, armed: 20_000, suspended: -74_000, failed: -148_000 },
  },
  silences: term("prior", "Silences of 72 hours or more within 180 days.", 0, [
    [0, 0],
    [1, -15],
    [2, -30],
    [3, -45],
  ]),
  ownerConcentration: term("prior", "Other providers of the same owner: they fall together.", -3, [
    [0, 0],
    [1, -3],
    [3, -6],
  ]),
  hostConcentration: term("prior", "Other providers on the same host.", -3, [
    [0, 0],
    [1, -3],
    [3, -6],
  ]),
  transparency: term("prior", "Transparency steps reached.", 0, [
    [0, -10],
    [1, 0],
    [2, 12],
    [3, 26],
    [4, 40],
  ]),
  services: term("prior", "Conduct of the weakest of its services, in thousandths of a point.", 0, [
    [-1_000_000, -40],
    [0, -15],
    [12_600, 0],
    [15_000, 10],
    [17_000, 15],
  ]),
  volume: {
    basis: "study",
    says: "Proven volume of 30 days in smallest units: each doubling multiplies failure by 0.88. Less than the reference counts as the reference.",
    unknown: 0,
    reference: "1000000",
    perDoubling: 3_700,
    most: 37_000,
  },
};

/** The first model: start values, and tables from them. */
export function makeModel1(): Model {
  return {
    type: "touchstone-model/v1",
    name: "model-1",
    base: {
      good: { audit: 50, "promise-kept": 200, "clock-met": 100, "disclosure-fresh": 50 },
      bad: { grave: 16_000, serious: 8_000, moderate: 3_000, minor: 1_000 },
    },
    evidencePercent: {
      "self-proving": 100,
      "signed-by-accused": 80,
      "signed-by-third-party": 50,
      "unsigned-log": 20,
      claim: 0,
    },
    standingPercent: { full: 100, half: 50 },
    attributionPercent: { malice: 100, unknown: 70, negligence: 50, "no-fault": 0 },
    selfDisclosedPercent: 50,
    openReportEvidence: ["self-proving", "signed-by-accused", "signed-by-third-party"],
    prior: { good: 1_800, bad: 200 },
    caps: { reporter: 2_000, cluster: 4_000, openReports: 2_000, duties: 2_000, auditDay: 50 },
    windows: [
      { halfLifeDays: 30, weight: 2, decay: decayTable(30) },
      { halfLifeDays: 180, weight: 1, decay: decayTable(180) },
      { halfLifeDays: 730, weight: 1, decay: decayTable(730) },
    ],
    longCurve: { types: ["ruling", "verdict"], severities: ["grave", "serious"] },
    startPoints: 0,
    evidence: { cleanUnit: 50, faultUnit: 1_000, rated: 5, medium: 20, deep: 80, prior: 16 },
    faultTable: faultTable(),
    bandTable: bandTable(),
    failure: {
      startPoints: FAILURE_START * 1000,
      ppm: failureTable(),
      terms: TERMS,
      heartbeatDaysPerUnit: 2,
      heartbeatUnits: 365,
    },
    tiers: [
      { tier: "A", below: 20_000 },
      { tier: "B", below: 50_000 },
      { tier: "C", below: 120_000 },
      { tier: "D", below: 300_000 },
    ],
    gates: { maliceDays: 365, suspendedHours: 72, failedDays: 14 },
    limits: {
      lossGivenDefault: MILLION,
      sharePercent: { A: 100, B: 50, C: 25, D: 10, E: 0, unrated: 10 },
      prepayDays: { A: 30, B: 14, C: 7, D: 3, E: 0, unrated: 3 },
      stackedShare: 5_000,
    },
  };
}
