/** An audit of a market with prices, a seller, forecasts and a failure, whose site lies about what it holds. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { compareAlerts } from "#lib/cli/audit/compare-alerts.ts";
import { compareDirectory } from "#lib/cli/audit/compare-directory.ts";
import { compareHistories } from "#lib/cli/audit/compare-histories.ts";
import { compareMarks } from "#lib/cli/audit/compare-marks.ts";
import { compareMarkets, compareOffers, comparePrices } from "#lib/cli/audit/compare-offers.ts";
import { publishedOf } from "#lib/cli/audit/published.ts";
import { scoreAll } from "#lib/cli/audit/scored.ts";
import type { Site } from "#lib/cli/audit/site.ts";
import { RemoteIndex } from "#lib/cli/remote-index.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { addMs, HOUR_MS } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startTestMarket, type TestMarket } from "#lib/server/http/test-market.ts";
import { projectAlerts } from "#lib/server/jobs/project-alerts.ts";
import { Replay } from "#lib/state/audit.ts";
import { dayOf } from "#lib/state/state-root.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { aboutJson, honest, type Lie, LyingSite } from "../support/lying-site.ts";

const { signal } = new AbortController();
let market: TestMarket;
let liar: LyingSite;
let remote: RemoteIndex;
/** What a reader's own replay gives. */
let site: Site;

beforeAll(async () => {
  const database = await freshDatabase();
  market = await startTestMarket(database);
  const { service, instance } = market;
  await market.activateModel(await market.announceModel());
  await market.offerStorage();
  for (const id of [service, instance]) {
    await market.say("disclosure.identity", id, DISCLOSURES.identity.example(market.site.now));
    await market.say("disclosure.software", id, DISCLOSURES.software.example(market.site.now));
  }
  await market.say("disclosure.windup_notice", instance, DISCLOSURES.windup_notice.example(market.site.now));
  // An index has an hour to tell of it.
  await market.waitUntil(addMs(market.site.now, 2 * HOUR_MS));
  const worker = makePool({ url: database.urls.worker, name: "test", max: 1 });
  await projectAlerts(worker, { random: (bytes) => new Uint8Array(bytes), signal }, market.site.now);
  await worker.end();
  liar = await LyingSite.open(market.site.url);
  remote = new RemoteIndex(liar.url, { signal });
  site = await replayed();
}, 60_000);
afterAll(async () => {
  await liar.close();
  await market.site.close();
});
beforeEach(() => {
  liar.lie = honest;
});

async function replayed(): Promise<Site> {
  const { rows } = await market.site.context.pool.query<{ leaf: Buffer }>("SELECT leaf FROM log_entry ORDER BY index");
  const replay = new Replay(market.site.log.founding.origin as Origin, rawVerify);
  const entries = rows.flatMap(({ leaf }) => replay.push(new Uint8Array(leaf)) ?? []);
  expect(replay.faults).toEqual([]);
  const { state } = replay;
  const at = dayOf(market.site.now);
  return {
    ...{ size: entries.length, entries, state, at, seed: "5eed" },
    ...{ scored: scoreAll(state, at), published: publishedOf(entries, state) },
  };
}

const COMPARED: Readonly<Record<string, () => Promise<Check | undefined>>> = {
  marks: () => compareMarks(remote, site),
  table: () => compareDirectory(remote, site),
  histories: () => compareHistories(remote, site),
  prices: () => comparePrices(remote, site),
  offers: () => compareOffers(remote, site),
  markets: () => compareMarkets(remote, site),
  alerts: async () => (await compareAlerts(remote, site))[0],
  failures: async () => (await compareAlerts(remote, site))[1],
};

type Row = Record<string, unknown>;

test("of an honest site all that pages are made of is compared, and agrees", async () => {
  for (const [name, compare] of Object.entries(COMPARED))
    expect(await compare(), name).toMatchObject({ name, outcome: "pass" });
  expect(await COMPARED.offers?.()).toMatchObject({ detail: "1 offers" });
  expect(await COMPARED.alerts?.()).toMatchObject({ detail: expect.stringMatching(/^[1-9]\d* of the log/) });
  expect(await COMPARED.failures?.()).toMatchObject({ detail: "1 failures" });
});

/** A lie in the data of the answers whose address matches. */
function about(address: RegExp, change: (data: Row) => Row): Lie {
  const lied = ({ data, ...value }: Row) => ({ ...value, data: { ...(data as Row), ...change(data as Row) } });
  return (target, served) => (address.test(target) ? aboutJson(target, lied)(target, served) : served);
}

const listed = (prefix: string, change: (row: Row) => Row[]): Lie =>
  aboutJson(prefix, (value) => ({ ...value, data: (value.data as Row[]).flatMap(change) }));
const rowsIn = (data: Row, member: string) => data[member] as Row[];
const inRows = (data: Row, member: string, change: (row: Row) => Row) => ({
  [member]: rowsIn(data, member).map(change),
});
const cheap = (row: Row): Row => ({ ...row, price: "0.01" });

const lies: readonly (readonly [string, string, Lie])[] = [
  ["a better price in the list of offers", "offers", listed("/api/v1/offers?", (row) => [cheap(row)])],
  ["an offer that is left out", "offers", listed("/api/v1/offers?", () => [])],
  ["a better price in the market", "markets", about(/\/market\?/, (data) => inRows(data, "points", cheap))],
  ["a better price in a list of its own", "prices", about(/\/prices\?/, (data) => inRows(data, "lines", cheapened))],
  [
    "an easier past",
    "histories",
    about(/\/marks\/history\?/, (data) => inRows(data, "days", (day) => ({ ...day, tier: "A" }))),
  ],
  [
    "an event that is left out of a past",
    "histories",
    about(/\/marks\/history\?/, ({ events }) => ({ events: (events as Row[]).slice(1) })),
  ],
  [
    "a build that nobody else runs",
    "marks",
    about(/\/marks$/, (data) => inRows(data, "in_common", (one) => ({ ...one, others: 0 }))),
  ],
  [
    "a jurisdiction that it does not say",
    "table",
    about(/\/directory\?/, (data) => inRows(data, "rows", (row) => ({ ...row, jurisdiction: "CH" }))),
  ],
  [
    "fewer under a jurisdiction",
    "table",
    about(/\/directory\?/, ({ facets }) => ({ facets: { ...(facets as Row), jurisdictions: [] } })),
  ],
  [
    "a licence beside a row",
    "table",
    about(/\/directory\?/, (data) =>
      inRows(data, "rows", (row) => ({ ...row, beside: { ...(row.beside as Row), regulation: "licensed" } })),
    ),
  ],
  [
    "a better score beside a row",
    "table",
    about(/\/directory\?/, (data) =>
      inRows(data, "rows", (row) => ({ ...row, beside: { ...(row.beside as Row), score: 900_000 } })),
    ),
  ],
  ["an alert that followers are not told", "alerts", listed("/api/v1/alerts?", () => [])],
  ["an alert in other words", "alerts", listed("/api/v1/alerts?", (row) => [{ ...row, says: "All is well." }])],
  ["a failure that is not listed", "failures", listed("/api/v1/failures?", () => [])],
  ["a failure that was no loss", "failures", listed("/api/v1/failures?", (row) => [{ ...row, cause: "vanished" }])],
];

function cheapened(line: Row): Row {
  return { ...line, now: line.now && { ...(line.now as Row), price: "0.01" } };
}

test.each(lies)("%s is found", async (_what, check, lie) => {
  liar.lie = lie;
  expect(await COMPARED[check]?.()).toMatchObject({ name: check, outcome: "fail", reason: "site-differs" });
});
