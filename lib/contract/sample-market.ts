/** Made-up markets for drawings and tests: the same seed and count give the same market, by the same rules as true ones. */
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { type Tier, tierOfBand } from "#lib/reputation/tier.ts";
import type { MarketView } from "./market.ts";
import { type MarketAsk, type MarketRow, marketView } from "./market-views.ts";

const WORDS = { category: "storage", unit: "GB", currency: "EUR" };
const FIRST = [
  "Halden",
  "Vela",
  "Orrin",
  "Tamsin",
  "Brask",
  "Nomi",
  "Quill",
  "Sorrel",
  "Ister",
  "Calder",
  "Wren",
  "Ansa",
];
const LAST = ["Store", "Cloud", "Vault", "Disk", "Depot", "Shelf", "Hold", "Keep"];
const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
/** 2026-11-22T00:00:00Z. */
const DAY = 1_795_305_600_000;

/** `ask`: left out, tolerance C, 30 days, 50 to lose. */
export function sampleMarket(count: number, seed = 1, ask: Partial<MarketAsk> = {}): MarketView {
  const rows = sampleRows(count, seed);
  const rated = rows.filter((row) => row.rated.tier !== "unrated" && !row.rated.isShut).length;
  const around = {
    ...{ shown: count === 0 ? null : WORDS, day: "2026-11-22", withoutPrice: count >> 4 },
    markets: count === 0 ? [] : [{ ...WORDS, offers: count, rated }],
  };
  const asked: MarketAsk = { compare: "offers", tolerance: "C", days: 30, loss: 50_000_000n, ...ask };
  return marketView(rows, asked, around, MODEL_1);
}

/** Dearer is safer, more or less; one in seven is unrated, one in thirty shut, one in nineteen stale. */
export function sampleRows(count: number, seed: number): MarketRow[] {
  const dice = diceOf(seed);
  return Array.from({ length: count }, (_, at) => {
    const safety = dice(1000);
    const high = 8_000 + Math.floor(((1000 - safety) ** 3 / 1_000_000_000) * 560_000) + dice(12_000);
    const estimate = Math.floor(high * (0.45 + dice(30) / 100));
    const band = { low: Math.floor(estimate * (0.3 + dice(40) / 100)), estimate, high };
    const tier: Tier = dice(7) === 0 ? "unrated" : tierOfBand(band, MODEL_1);
    const isShut = dice(30) === 0;
    const cents = 18 + Math.floor(safety / 12) + dice(40);
    const service = { id: idOf("s", at), name: nameOf(at) };
    const instance = { id: idOf("i", at), name: `${FIRST[(at * 5 + 3) % FIRST.length]} Exchange${numberOf(at)}` };
    const isStale = dice(19) === 0;
    return {
      ...{ service, instance, price: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}` },
      ...{ markup_percent: null, next: null, rated: { tier, isShut, band }, together: [high] },
      stale_since: isStale ? formatInstant(asInstant(DAY - dice(40) * 86_400_000)) : null,
      ...{ fates: [service.id, instance.id], traits: [] },
    };
  });
}

const nameOf = (at: number) =>
  `${FIRST[at % FIRST.length]} ${LAST[Math.floor(at / FIRST.length) % LAST.length]}${numberOf(at)}`;

function numberOf(at: number): string {
  const round = Math.floor(at / (FIRST.length * LAST.length));
  return round === 0 ? "" : ` ${round + 1}`;
}

function idOf(kind: string, at: number): string {
  let [rest, text] = [at, ""];
  for (let place = 0; place < 25; place++) {
    text = `${LETTERS[rest % 32]}${text}`;
    rest = Math.floor(rest / 32);
  }
  return `prv_${kind}${text}`;
}

/** MINSTD of Park and Miller: exact in safe integers. */
function diceOf(seed: number): (sides: number) => number {
  let state = (seed * 7919 + 17) % 2_147_483_647;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}
