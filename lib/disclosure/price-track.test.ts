/** Random price lists: what pages say was kept, and what an honest provider asks, is never above what charges are held to. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { addMs, asInstant, DAY_MS, formatInstant, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { highestPrice } from "./price-ceiling.ts";
import { type PriceVersion, priceChanges, pricesAt } from "./price-history.ts";

const T0 = asInstant(Date.UTC(2026, 0, 1));
const CLOCKS_MS = 5 * MINUTE_MS;
const storage = { service: "storage", unit: "call", currency: "EUR" };

type Said = { readonly price: number; readonly from: Instant; readonly noticeDays: number };

function list(entry: number, loggedAt: Instant, said: Said | undefined, lifeMs: number): PriceVersion {
  const line = said && { ...storage, pricePer1000: String(said.price), noticeDays: said.noticeDays };
  const lines = said && line ? [{ ...line, from: formatInstant(said.from) }] : [];
  return { entry, loggedAt, body: { lines, expiresAt: formatInstant(addMs(loggedAt, lifeMs)) } };
}

/** Whether a charge of `price` is above all that the lists allow; its date may be ahead of the log's time. */
function isConvicted(lists: readonly PriceVersion[], price: number, date: Instant, logged: Instant): boolean {
  const [first, last] = date < logged ? [date, logged] : [logged, date];
  const known = lists.filter(({ loggedAt }) => loggedAt <= logged);
  const span = { from: addMs(first, -CLOCKS_MS), date: first, logged, until: last };
  const highest = highestPrice(known, storage, span);
  return highest !== undefined && BigInt(price) * 1_000_000n > highest;
}

const drawnLists = fc.array(
  fc.record({
    waitMs: fc.oneof(fc.constantFrom(1, 90_000, CLOCKS_MS), fc.integer({ min: 1, max: 2 * DAY_MS })),
    said: fc.option(fc.record({ price: fc.integer({ min: 1, max: 4 }), noticeDays: fc.integer({ min: 0, max: 3 }) }), {
      ...{ nil: undefined, freq: 9 },
    }),
    // In days, most of them enough for each notice.
    ahead: fc.constantFrom(-1, 0, 1, 3, 3, 3, 3, 4),
    lifeMs: fc.oneof({ arbitrary: fc.constant(180 * DAY_MS), weight: 9 }, fc.constantFrom(1, DAY_MS)),
    isRepeated: fc.boolean(),
  }),
  { minLength: 2, maxLength: 7 },
);

test("where a page says that all changes were kept, no charge of a price that it shows is above what the lists allow", () => {
  let [told, raised] = [0, 0];
  fc.assert(
    fc.property(drawnLists, fc.integer({ min: 1, max: DAY_MS }), (drawn, after) => {
      let now = T0;
      let said: Said | undefined;
      const lists: PriceVersion[] = [];
      const instants = new Set<Instant>();
      for (const { waitMs, said: fresh, ahead, lifeMs, isRepeated } of drawn) {
        now = addMs(now, waitMs);
        if (!isRepeated || said === undefined) said = fresh && { ...fresh, from: addMs(now, ahead * DAY_MS) };
        lists.push(list(lists.length, now, said, lifeMs));
        for (const at of [now, said?.from ?? now]) instants.add(at).add(addMs(at, 1)).add(addMs(at, after));
      }
      for (const at of [...instants].toSorted((a, b) => a - b)) {
        const known = lists.filter(({ loggedAt }) => loggedAt <= at);
        const changes = priceChanges(known);
        if (!changes.every(({ isKept }) => isKept)) break;
        const shown = pricesAt(known, at)[0]?.now?.price;
        if (shown === undefined) continue;
        told += 1;
        raised += changes.some((change) => Number(change.after) > Number(change.before)) ? 1 : 0;
        for (const delay of [0, MINUTE_MS, DAY_MS])
          expect(isConvicted(lists, Number(shown), at, addMs(at, delay))).toBe(false);
      }
    }),
    { seed: 5, numRuns: 400 },
  );
  expect(Math.min(told, raised)).toBeGreaterThan(200);
});

/** What an honest provider makes of its own lists: it knows no rule but those that it has read. */
class Honest {
  readonly lists: PriceVersion[] = [];
  now = T0;
  private price = 4;
  private ahead: { readonly price: number; readonly from: Instant } | undefined;
  private noticeDays = 2;
  /** Until when it owes the notice of a list that promised more. */
  private owedUntil = T0;
  private goneAt: Instant | undefined;

  /** By a clock that shows `at`. Undefined: it sells nothing. */
  priceAt(at: Instant): number | undefined {
    if (this.goneAt !== undefined && at >= this.goneAt) return undefined;
    return this.ahead !== undefined && at >= this.ahead.from ? this.ahead.price : this.price;
  }

  private publish(isLeftOut = false): void {
    const from = this.ahead?.from ?? T0;
    const said = { price: this.ahead?.price ?? this.price, from, noticeDays: this.noticeDays };
    this.lists.push(list(this.lists.length, this.now, isLeftOut ? undefined : said, 180 * DAY_MS));
  }

  act(what: (typeof ACTS)[number], amount: number): void {
    if (this.ahead !== undefined && this.ahead.from <= this.now)
      [this.price, this.ahead] = [this.ahead.price, undefined];
    const notice = addMs(this.now, this.noticeDays * DAY_MS);
    const earliest = asInstant(Math.max(notice, this.owedUntil));
    if (this.goneAt !== undefined) {
      const isOver = this.now >= this.goneAt;
      if (isOver) [this.goneAt, this.price, this.ahead, this.owedUntil] = [undefined, amount, undefined, this.now];
      this.publish(!isOver);
      return;
    }
    if (what === "raise" && this.ahead === undefined)
      this.ahead = { price: this.price + amount, from: addMs(earliest, (amount - 1) * DAY_MS) };
    if (what === "lower" && this.price > amount) [this.price, this.ahead] = [amount, undefined];
    if (what === "put off" && this.ahead !== undefined)
      this.ahead = { ...this.ahead, from: addMs(this.ahead.from, amount * DAY_MS) };
    if (what === "take back") this.ahead = undefined;
    if (what === "other notice") [this.owedUntil, this.noticeDays] = [earliest, amount - 1];
    if (what === "withdraw") [this.goneAt, this.ahead] = [earliest, undefined];
    this.publish(what === "withdraw");
  }
}

const ACTS = ["raise", "lower", "renew", "put off", "take back", "other notice", "withdraw"] as const;

test("an honest provider is convicted of no price that is in force by its own reckoning, with a clock five minutes ahead", () => {
  const act = fc.record({
    what: fc.constantFrom(...ACTS, "raise" as const, "renew" as const),
    amount: fc.integer({ min: 1, max: 4 }),
    waitMs: fc.oneof(fc.constantFrom(1, MINUTE_MS, CLOCKS_MS, DAY_MS), fc.integer({ min: 1, max: 3 * DAY_MS })),
    charges: fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { maxLength: 3 }),
    delayMs: fc.constantFrom(0, 1000, CLOCKS_MS, 2 * DAY_MS),
  });
  let charged = 0;
  fc.assert(
    fc.property(fc.array(act, { minLength: 2, maxLength: 9 }), fc.nat(CLOCKS_MS), (acts, aheadMs) => {
      const honest = new Honest();
      honest.act("renew", 1);
      const charges: { price: number; date: Instant; logged: Instant }[] = [];
      for (const { what, amount, waitMs, charges: parts, delayMs } of acts) {
        for (const part of [0, ...parts, 1]) {
          const at = addMs(honest.now, Math.floor(part * (waitMs - 1)));
          const date = addMs(at, aheadMs);
          const price = honest.priceAt(date);
          if (price !== undefined) charges.push({ price, date, logged: addMs(at, delayMs) });
        }
        honest.now = addMs(honest.now, waitMs);
        honest.act(what, amount);
      }
      charged += charges.length;
      for (const { price, date, logged } of charges) expect(isConvicted(honest.lists, price, date, logged)).toBe(false);
    }),
    { seed: 3, numRuns: 300 },
  );
  expect(charged).toBeGreaterThan(1_000);
});
