import fc from "fast-check";
import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { exposureLimit, inCommonCap, togetherCap } from "../limits.ts";
import { MODEL_1 } from "../model.ts";
import { BILLION, withinDays } from "../survival.ts";
import { diceOf } from "../testing/many-marks.ts";
import { TIERS, type Tier, tierOfBand } from "../tier.ts";
import { answersTo } from "./answers.ts";
import { chosenSet, spreadings } from "./choose.ts";
import { byCost, choiceOf, expectedLossPpm } from "./cost.ts";
import { frontierOf } from "./frontier.ts";
import { highValueRule } from "./high-value.ts";
import { fateGroups, lossSpread } from "./loss-spread.ts";
import { isComparable, type Point } from "./point.ts";
import { type Considered, FITS, type RecommendationAsk, recommend } from "./recommend.ts";
import { marketStrip } from "./strip.ts";

fc.configureGlobal({ seed: 6962 });

/** Few prices and risks, so that equal ones meet. */
function marketByChance(seed: number, most = 40): Point[] {
  const dice = diceOf(seed + 1);
  return Array.from({ length: dice(most) }, (_, at) => {
    const high = dice(2) === 0 ? dice(20) * 20_000 : dice(600_000);
    const band = { low: high >> 2, estimate: high >> 1, high };
    const tier: Tier = dice(6) === 0 ? "unrated" : tierOfBand(band, MODEL_1);
    const price = BigInt(dice(3) === 0 ? dice(10) * 1000 : dice(1_000_000));
    const fates = [`service-${dice(9)}`, `instance-${dice(9)}`];
    const traits = dice(3) === 0 ? [] : [`jurisdiction:${dice(4)}`, `build:${dice(12)}`];
    return { key: `k${at}`, price, rated: { tier, isShut: dice(9) === 0, band }, together: [high], fates, traits };
  });
}

const beats = (a: Point, b: Point) => {
  const [one, other] = [a.rated.band.high, b.rated.band.high];
  return a.price <= b.price && one <= other && (a.price < b.price || one < other);
};

test("the frontier of 1,000 markets by chance is what comparing each with each gives, and whoever is beaten learns by whom", () => {
  for (let seed = 0; seed < 1_000; seed++) {
    const points = marketByChance(seed);
    const rated = points.filter(isComparable);
    const { on, dominators } = frontierOf(points);
    const brute = rated.filter((point) => !rated.some((other) => beats(other, point))).map(({ key }) => key);
    expect(on.map(({ key }) => key).sort()).toEqual(brute.sort());
    const beaten = rated.filter(({ key }) => !brute.includes(key));
    expect([...dominators.keys()].sort()).toEqual(beaten.map(({ key }) => key).sort());
    for (const point of beaten) {
      const by = dominators.get(point.key);
      expect(by !== undefined && beats(by, point) && brute.includes(by.key)).toBe(true);
    }
    expect(frontierOf(points.toReversed())).toEqual({ on, dominators });
  }
});

test("the choice within a tolerance has the lowest price plus expected loss of all that are tolerated", () => {
  for (let seed = 0; seed < 300; seed++) {
    const points = marketByChance(seed);
    const tolerance = TIERS[seed % 5] ?? "C";
    const chosen = choiceOf(points, { tolerance, days: 30 }, MODEL_1);
    const allowed = TIERS.slice(0, TIERS.indexOf(tolerance) + 1);
    const tolerated = points.filter(({ rated }) => !rated.isShut && allowed.includes(rated.tier));
    const costOf = ({ price, rated }: Point) => price * (BILLION + withinDays(rated.band.high, 30));
    if (tolerated.length === 0) expect(chosen).toBeUndefined();
    else {
      const costs = tolerated.map(costOf).sort((a, b) => (a < b ? -1 : 1));
      expect(chosen && costOf(chosen)).toBe(costs[0]);
      expect(tolerated.includes(chosen as Point)).toBe(true);
    }
  }
});

test("three answers are different, none has a limit of nothing or above the tier's share, and the first is the choice", () => {
  for (let seed = 0; seed < 300; seed++) {
    const points = marketByChance(seed);
    const ask = { tolerance: "C", days: 30, loss: 50_000_000n } as const;
    const answers = answersTo(points, ask, MODEL_1);
    expect(answers.length).toBeLessThanOrEqual(3);
    expect(new Set(answers.map(({ point }) => point.key)).size).toBe(answers.length);
    for (const { point, limit } of answers) {
      expect(limit > 0n && limit <= exposureLimit(point.rated, ask.loss, MODEL_1)).toBe(true);
      expect(limit <= togetherCap(ask.loss, point.together, MODEL_1)).toBe(true);
    }
    const choice = choiceOf(points, ask, MODEL_1);
    if (choice !== undefined) expect(answers[0]).toMatchObject({ point: { key: choice.key } });
    const tiers = answers.map(({ point }) => point.rated.tier);
    expect(
      tiers.lastIndexOf("unrated") === -1 || tiers.slice(tiers.indexOf("unrated")).every((t) => t === "unrated"),
    ).toBe(true);
  }
  expect(answersTo([], { tolerance: "C", days: 30, loss: 1n }, MODEL_1)).toEqual([]);
});

test("a chosen set keeps within every limit, puts at most half on one fate, and all at C and below within the loss", () => {
  for (let seed = 0; seed < 400; seed++) {
    const points = marketByChance(seed);
    const loss = BigInt(1 + (seed % 7)) * 10_000_000n;
    const amount = seed % 3 === 0 ? null : BigInt(seed) * 1_000_000n + 1n;
    const choice = { tolerance: TIERS[seed % 5] ?? "C", days: seed % 60, loss, amount, parts: 1 + (seed % 5) };
    const { holdings, total, bound, spread } = chosenSet(points, choice, MODEL_1);
    expect(holdings.reduce((sum, held) => sum + held.amount, 0n)).toBe(total);
    if (amount !== null) expect(total <= amount).toBe(true);
    if (holdings.length === 0 && (amount === null || amount > 4n)) expect(bound).toBe("nothing-fits");
    for (const held of holdings) expect(held.amount <= held.limit).toBe(true);
    const weak = holdings.filter(({ point: { rated } }) => rated.tier !== "A" && rated.tier !== "B");
    expect(weak.reduce((sum, held) => sum + held.amount, 0n) <= loss).toBe(true);
    const groups = fateGroups(holdings.map(({ point }) => point));
    if (holdings.length > 1) expect(groups.every((group) => group.length * 2 <= holdings.length)).toBe(true);
    expect(spread.outcomes.reduce((sum, { chance }) => sum + chance, 0n)).toBe(BILLION);
  }
});

test("with more equal holdings the chance to lose some rises and the chance to lose all falls", () => {
  const band = { low: 10_000, estimate: 30_000, high: 60_000 };
  const points = Array.from({ length: 8 }, (_, at): Point => {
    const fates = [`s${at}`, `i${at}`];
    const rated = { tier: "C", isShut: false, band } as const;
    return { key: `${at}`, price: 1_000n, rated, together: [60_000], fates, traits: [] };
  });
  const choice = { tolerance: "C", days: 30, loss: 100_000_000n, amount: 20_000_000n, parts: 1 } as const;
  const sets = spreadings(points, choice, MODEL_1);
  expect(sets.map(({ holdings }) => holdings.length)).toEqual([1, 2, 3, 4, 5]);
  for (const [at, { spread, total }] of sets.entries()) {
    expect(total).toBeLessThanOrEqual(20_000_000n);
    const before = sets[at - 1]?.spread;
    if (before === undefined) continue;
    expect(spread.some > before.some && spread.all < before.all).toBe(true);
    expect(spread.most < (sets[0]?.spread.most ?? 0n)).toBe(true);
  }
});

test("five at C would be a quarter each: together they hold what one could lose, and less where some is held before", () => {
  const rated = { tier: "C", isShut: false, band: { low: 10_000, estimate: 30_000, high: 60_000 } } as const;
  const points = Array.from({ length: 6 }, (_, at): Point => {
    return { key: `${at}`, price: 1_000n, rated, together: [], fates: [`s${at}`], traits: [] };
  });
  const most = (parts: number, held: bigint) => {
    const before = held === 0n ? [] : [{ amount: held, tier: "D", high: 60_000, fates: [], traits: [] } as const];
    const choice = { tolerance: "C", days: 30, loss: 100_000_000n, amount: null, parts, before } as const;
    const { total, bound, holdings } = chosenSet(points, choice, MODEL_1);
    return [total, bound, holdings[0]?.prepayDays, holdings[0]?.expectedLoss];
  };
  expect([most(4, 0n), most(5, 0n), most(4, 12_000_000n), most(5, 100_000_000n)]).toEqual([
    [100_000_000n, "limit", 7, 126_819n],
    [100_000_000n, "weak-together", 7, 101_455n],
    [88_000_000n, "held-already", 7, 111_601n],
    [0n, "held-already", undefined, undefined],
  ]);
});

test("who stands alone at A may hold all that one could lose, and half of it where another stands or falls with it", () => {
  const rated = { tier: "A", isShut: false, band: { low: 0, estimate: 1_000, high: 15_000 } } as const;
  const point = (key: string, fate = key): Point => ({
    key,
    price: 1_000n,
    rated,
    together: [],
    fates: [fate],
    traits: [],
  });
  const held = (...points: Point[]) => {
    const choice = { tolerance: "C", days: 30, loss: 100_000_000n, amount: null, parts: 5 } as const;
    const { total, bound, holdings } = chosenSet(points, choice, MODEL_1);
    return [total, bound, holdings.length];
  };
  expect(held(point("a"))).toEqual([100_000_000n, "limit", 1]);
  expect(held(point("a"), point("b"))).toEqual([200_000_000n, "limit", 2]);
  // Of five, two fall together: they take half between them, and the others no more than each of those.
  const five = [point("a", "x"), point("b", "x"), point("c"), point("d"), point("e")];
  expect(held(...five)).toEqual([125_000_000n, "shared-fate", 5]);
});

test("what may be lost follows from independent groups; who shares a fate falls together", () => {
  const held = (amount: bigint, yearly: number, ...fates: string[]) => ({ amount, yearly, fates });
  const apart = lossSpread([held(10n, 500_000, "a"), held(10n, 500_000, "b")], 365);
  expect(apart.outcomes).toEqual([
    { lost: 0n, chance: 250_000_000n },
    { lost: 10n, chance: 500_000_000n },
    { lost: 20n, chance: 250_000_000n },
  ]);
  expect(apart).toMatchObject({ some: 750_000_000n, most: 250_000_000n, all: 250_000_000n, expected: 10n });
  const tied = lossSpread([held(10n, 100_000, "a", "x"), held(10n, 500_000, "x", "b")], 365);
  expect(tied.outcomes.map(({ lost }) => lost)).toEqual([0n, 20n]);
  expect(tied).toMatchObject({ some: 500_000_000n, all: 500_000_000n });
  expect(lossSpread([], 30)).toMatchObject({ some: 0n, all: 0n, expected: 0n });
  expect(fateGroups([{ fates: ["a"] }, { fates: ["b"] }, { fates: ["a", "b"] }])).toHaveLength(1);
});

test("a call that could cost more than one can lose is compared among independent services, or computed again", () => {
  const services = Array.from({ length: 3 }, (_, at) => ({
    tier: "B",
    isShut: false,
    high: 40_000,
    fates: [`${at}`],
    traits: ["jurisdiction:DE"],
  }));
  expect(highValueRule(10n, 10n, services, MODEL_1)).toEqual({ verdict: "within", needed: 1, available: 3 });
  expect(highValueRule(20n, 10n, services, MODEL_1)).toMatchObject({ verdict: "compare", needed: 2 });
  expect(highValueRule(300n, 10n, services, MODEL_1)).toMatchObject({ verdict: "compare", needed: 3 });
  expect(highValueRule(10n ** 18n, 10n, services, MODEL_1)).toMatchObject({ verdict: "re-executable-only" });
  const oneBuild = services.map((one) => ({ ...one, traits: ["build:4f"] }));
  expect(highValueRule(20n, 10n, oneBuild, MODEL_1)).toMatchObject({ verdict: "re-executable-only", available: 1 });
  const oneOwner = services.map((one) => ({ ...one, fates: ["owner"] }));
  expect(highValueRule(20n, 10n, oneOwner, MODEL_1)).toMatchObject({ verdict: "re-executable-only", available: 1 });
});

test("balances are summed by currency, tier and cluster; what nobody says is unknown", () => {
  const holder = (id: string, tier: Tier, cluster: string | null, amount: bigint | null, decimals = 2) => ({
    ...{ id, tier, cluster },
    balance: amount === null ? null : { currency: "EUR", amount, decimals },
  });
  const { balances, undisclosed } = marketStrip([
    holder("a", "A", "x", 100n),
    holder("b", "C", "x", 100n),
    holder("c", "C", null, 2000n, 3),
    holder("d", "D", null, null),
  ]);
  expect(undisclosed).toBe(1);
  expect(balances).toMatchObject([
    { currency: "EUR", decimals: 3, total: 4000n, holders: 3, largestShare: 5_000, effective: 200 },
  ]);
  expect(balances[0]?.byCluster.map(({ of }) => of)).toEqual([["a", "b"], ["c"]]);
  expect(balances[0]?.byTier).toEqual([
    { tier: "A", amount: 1000n, holders: 1 },
    { tier: "C", amount: 3000n, holders: 2 },
  ]);
});

test("a larger set holds every smaller one, and what is held already takes from limits and from all at C and below", () => {
  for (let seed = 0; seed < 200; seed++) {
    const points = marketByChance(seed);
    const loss = BigInt(seed + 5) * 1_000_000n;
    const choice = { tolerance: "D", days: 30, loss, amount: null, parts: 5 } as const;
    const keys = spreadings(points, choice, MODEL_1).map(({ holdings }) => holdings.map(({ point }) => point.key));
    for (const [at, smaller] of keys.entries())
      if (smaller.length > 0) expect(keys[at + 1]?.slice(0, smaller.length) ?? smaller).toEqual(smaller);
    const before = [
      { amount: loss / 2n, tier: "C", high: 60_000, fates: [`instance-${seed % 9}`], traits: [] },
    ] as const;
    const { holdings, spread } = chosenSet(points, { ...choice, before }, MODEL_1);
    const weak = holdings.filter(({ point: { rated } }) => rated.tier !== "A" && rated.tier !== "B");
    expect(weak.reduce((sum, held) => sum + held.amount, loss / 2n) <= loss).toBe(true);
    for (const { point, amount } of holdings)
      if (point.fates.includes(`instance-${seed % 9}`)) expect(amount + loss / 2n <= loss).toBe(true);
    expect(spread.outcomes.at(-1)?.lost ?? 0n).toBeGreaterThanOrEqual(loss / 2n);
  }
});

test("under one jurisdiction or on one build stands no more than their cap, with what is held already", () => {
  let shared = 0;
  for (let seed = 0; seed < 400; seed++) {
    const points = marketByChance(seed);
    const loss = BigInt(seed + 5) * 1_000_000n;
    const before =
      seed % 2 === 0
        ? []
        : [{ amount: loss / 4n, tier: "B", high: 40_000, fates: ["x"], traits: [`jurisdiction:${seed % 4}`] } as const];
    const choice = { tolerance: "D", days: 30, loss, amount: null, parts: 1 + (seed % 5), before } as const;
    const { holdings } = chosenSet(points, choice, MODEL_1);
    const all: { traits: readonly string[]; amount: bigint; high: number }[] = [
      ...holdings.map(({ point, amount }) => ({ traits: point.traits, amount, high: point.rated.band.high })),
      ...before,
    ];
    for (const trait of new Set(all.flatMap(({ traits }) => traits))) {
      const alike = all.filter(({ traits }) => traits.includes(trait));
      if (alike.length < 2) continue;
      shared += 1;
      const sum = alike.reduce((total, { amount }) => total + amount, 0n);
      const cap = inCommonCap(
        loss,
        alike.map(({ high }) => high),
        MODEL_1,
      );
      expect(sum <= cap && cap <= loss / 2n).toBe(true);
    }
  }
  expect(shared).toBeGreaterThan(50);
});

test("of what is as good, places under other courts come first, and a bad neighbour there lowers nobody's limit", () => {
  const point = (key: string, country: string, high = 15_000): Point => ({
    ...{ key, price: 1_000n, together: [], fates: [key], traits: [`jurisdiction:${country}`] },
    rated: { tier: tierOfBand({ high }, MODEL_1), isShut: false, band: { low: 0, estimate: 1_000, high } },
  });
  const choice = { tolerance: "E", days: 30, loss: 100_000_000n, amount: null, parts: 2 } as const;
  const keysOf = (points: Point[]) => chosenSet(points, choice, MODEL_1).holdings.map(({ point: { key } }) => key);
  expect(keysOf([point("a", "DE"), point("b", "DE"), point("c", "FR")])).toEqual(["a", "c"]);
  expect(keysOf([point("a", "DE"), point("b", "DE")])).toEqual(["a", "b"]);
  const limits = (points: Point[]) => chosenSet(points, choice, MODEL_1).holdings.map(({ limit }) => limit);
  expect(limits([point("a", "DE"), point("b", "DE", 400_000)])[0]).toBe(limits([point("a", "DE")])[0]);
  const both = chosenSet([point("a", "DE"), point("b", "DE")], choice, MODEL_1);
  expect([both.total, both.bound]).toEqual([50_000_000n, "in-common"]);
});

test("the same market has the same answers, sets and names, on every engine and in every version of this code", () => {
  const digestOf = (told: unknown) =>
    hexEncode(sha256(utf8Encode(JSON.stringify(told, (_, value) => (typeof value === "bigint" ? `${value}` : value)))));
  const keyed = <T extends { readonly point: Point }>({ point, ...rest }: T) => ({ ...rest, point: point.key });
  const markets = Array.from({ length: 60 }, (_, at) => marketByChance(5_000 + at));
  const told = markets.map((points, at) => {
    const loss = BigInt(1 + (at % 7)) * 10_000_000n;
    const before =
      at % 3 === 0
        ? []
        : [
            {
              amount: loss / 9n,
              tier: TIERS[at % 5] ?? "C",
              high: 30_000 + 9_000 * (at % 9),
              fates: [`instance-${at % 9}`],
              traits: [`jurisdiction:${at % 4}`],
            },
          ];
    const amount = at % 4 === 0 ? null : BigInt(at) * 1_700_000n + 3n;
    const ask = {
      tolerance: TIERS[(at + 2) % 5] ?? "D",
      days: at % 61,
      loss,
      amount,
      parts: 1 + (at % 5),
      before,
    } as const;
    const sets = [chosenSet(points, ask, MODEL_1), ...spreadings(points, { ...ask, tolerance: "D" }, MODEL_1)];
    return {
      answers: answersTo(points, ask, MODEL_1).map(keyed),
      sets: sets.map(({ holdings, ...rest }) => ({ ...rest, holdings: holdings.map(keyed) })),
      losses: points.map(({ rated }) => expectedLossPpm(rated.band.high, ask.days, MODEL_1)),
    };
  });
  const bounds = new Set(told.flatMap(({ sets }) => sets.map(({ bound }) => bound)));
  expect([...bounds].sort()).toEqual(["asked", "held-already", "in-common", "limit", "nothing-fits", "shared-fate"]);
  expect(digestOf(told)).toBe("1d467a93bd78e2f6f883c624ac43dff4685acb1be1dd04dc468661c910a607f6");
  const recommended = markets.map((points, at) => {
    const offers = points.map((point, place) => ({
      ...point,
      limit: place % 3 === 0 ? null : BigInt(place % 7) * 1_000_000n,
    }));
    const ask = {
      price: at % 2 === 0 ? null : BigInt(at) * 9_000n,
      budget: at % 5 === 0 ? null : BigInt(at % 7) * 1_000_000n,
    };
    const { fits, ...found } = recommend(offers, { ...ask, tolerance: TIERS[at % 5] ?? "C", days: at % 40 }, MODEL_1);
    return { ...found, fits: [...fits] };
  });
  expect(new Set(recommended.map(({ reason }) => reason)).size).toBe(3);
  expect(new Set(recommended.flatMap(({ fits }) => fits.map(([, fit]) => fit))).size).toBe(FITS.length);
  expect(digestOf(recommended)).toBe("34be12c060b6acaeb64aad105a97e30b18dd508f474a2e692ba12d6348a08ab2");
});

test("an offer is named within what is tolerated, paid and kept to the last millionth, and an unrated one only to who tolerates D", () => {
  const offer = (key: string, tier: Tier, facts: Partial<Considered> = {}): Considered => ({
    ...{ key, price: 100n, limit: 50n },
    rated: { tier, isShut: false, band: { low: 0, estimate: 0, high: 40_000 } },
    ...facts,
  });
  const ask = { tolerance: "C", days: 30, price: 100n, budget: 50n } as const;
  const fitOf = (one: Considered, change: Partial<RecommendationAsk> = {}) =>
    recommend([one], { ...ask, ...change }, MODEL_1).fits.get(one.key);
  expect(fitOf(offer("a", "C"))).toBe("fits");
  expect([fitOf(offer("a", "C", { price: 101n })), fitOf(offer("a", "C", { price: 101n }), { price: null })]).toEqual([
    "too-dear",
    "fits",
  ]);
  expect([fitOf(offer("a", "C", { limit: 49n })), fitOf(offer("a", "C", { limit: 49n }), { budget: null })]).toEqual([
    "limit-too-small",
    "fits",
  ]);
  expect([fitOf(offer("a", "D")), fitOf(offer("a", "C", { limit: null }))]).toEqual(["too-risky", "fits"]);
  const shut = offer("a", "A");
  expect(fitOf({ ...shut, rated: { ...shut.rated, isShut: true } })).toBe("shut");
  const nameOf = (tolerance: Tier, ...offers: Considered[]) => {
    const { key, reason } = recommend(offers, { ...ask, tolerance }, MODEL_1);
    return [key, reason];
  };
  const [known, unknown, cheaper] = [offer("k", "B"), offer("u", "unrated"), offer("v", "unrated", { price: 90n })];
  expect(nameOf("D", unknown, known, cheaper)).toEqual(["k", "least-cost"]);
  for (const tolerance of ["D", "E"] as const)
    expect(nameOf(tolerance, unknown, cheaper)).toEqual(["v", "too-little-known"]);
  expect(nameOf("C", unknown, cheaper)).toEqual([null, null]);
  expect(nameOf("E")).toEqual([null, null]);
});

test("of equals the choice is the safer, then the smaller key, whatever their order", () => {
  const point = (key: string, high: number): Point => ({
    ...(marketByChance(1).find(isComparable) as Point),
    key,
    price: 0n,
    rated: { tier: "A", isShut: false, band: { low: 0, estimate: 0, high } },
  });
  const equals = [point("c", 9), point("b", 5), point("a", 9), point("d", 5)];
  const keys = (points: readonly Point[]) => byCost(points, 30, MODEL_1).map(({ key }) => key);
  for (const points of [equals, equals.toReversed()]) expect(keys(points)).toEqual(["b", "d", "a", "c"]);
});
