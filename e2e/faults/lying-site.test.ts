import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { findKnownLog, rememberLog, rememberSite } from "#lib/cli/home.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { touchstoneHere } from "../support/command-here.ts";
import { aboutJson, honest, type Lie, LyingSite } from "../support/lying-site.ts";
import { Participant } from "../support/participants.ts";
import { Scene } from "../support/scene.ts";

let scene: Scene;
let site: LyingSite;
let home: string;
let commit: string;
let secondKey: string;

beforeAll(async () => {
  scene = await Scene.open();
  const operator = new Participant(scene.stack.origin);
  const registration = operator.registerWithPart("Halden", "Our licence, in full.");
  commit = registration.commit;
  await scene.record(registration);
  await scene.record(operator.registerProvider("Halden Exchange"));
  await scene.grow(3);
  await scene.record(operator.registerProvider("Aldermoor Exchange"));
  await scene.untilPublished(scene.receipts.length + 1);
  site = await LyingSite.open(scene.stack.url);
  secondKey = ed25519NoteSigner(scene.stack.origin, sha256(utf8Encode("another key"))).vkey;
});
afterAll(async () => {
  await site?.close();
  await scene?.close();
});
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "touchstone-home-"));
});
afterEach(() => {
  site.lie = honest;
  rmSync(home, { recursive: true, force: true });
});

const audit = (...options: string[]) => touchstoneHere(home, "audit", site.url, ...options);

type Row = Record<string, unknown>;
const rowsOf = (value: Row) => value.data as Row[];
const inRow = (index: number, change: Row) => (value: Row) => ({
  ...value,
  data: rowsOf(value).map((row) => (row.index === index ? { ...row, ...change } : row)),
});
const inData = (change: Row) => (value: Row) => ({ ...value, data: { ...(value.data as Row), ...change } });

const OTHERS = ["histories", "prices", "offers", "markets", "disputes", "alerts", "failures", "method"];

test("through an honest site the audit passes, parts and self-description included", async () => {
  const { code, out } = await audit("--key", scene.stack.vkey);
  for (const name of [
    "self-description",
    "effects",
    "entries",
    "aggregates",
    "marks",
    "table",
    "pages",
    "ways",
    "parts",
    ...OTHERS,
  ])
    expect(out).toMatch(new RegExp(`pass\\s+${name}\\s`));
  expect(out).toContain("1 public parts are served");
  expect(code).toBe(0);
});

/** A lie in the data of the answers whose address matches. */
function about(address: RegExp, change: (value: Row) => Row): Lie {
  return (target, served) =>
    address.test(target) ? aboutJson(target, (value) => inData(change(value))(value))(target, served) : served;
}

const rowsIn = (data: unknown, member: string) => (data as Record<string, Row[]>)[member] ?? [];
const WORDS = { category: "storage", unit: "call", currency: "EUR" };
const LINE = { ...WORDS, now: { price: "0.01", from: "2026-01-01T00:00:00.000Z" }, next: null, notice_days: 14 };
const NOBODY = { id: `prv_${"a".repeat(26)}`, name: "Nobody" };
const OFFER = {
  ...{ ...WORDS, service: NOBODY, instance: NOBODY, price: "0.01", next: null, by: "service", entry: 1 },
  ...{ stale_since: null, list_price: null, markup_percent: null, stacked: null },
  ...{ service_tier: null, instance_tier: null },
};

const TOLD = { entry: 2, kind: "failed", says: "It gave no sign of life for 14 days, and counts as failed." };
const ALERT = {
  ...{
    ...TOLD,
    id: `2.${NOBODY.id}.failed`,
    provider: NOBODY.id,
    provider_name: null,
    name_proven: false,
    tone: "bad",
  },
  ...{ logged_at: "2026-01-01T00:00:00.000Z", facts: {} },
};
const FAILURE = {
  ...{ id: ALERT.id, provider: { ...NOBODY, kind: "instance" }, cause: "vanished", entry: 2, at: ALERT.logged_at },
  ...{ signs: [], warned_days: null, tier_before: null, balances: null, returned: false },
};

const lies: [string, string, Lie][] = [
  [
    "one entry listed twice in place of another",
    "effects",
    aboutJson("/api/v1/entries?", (value) => ({ ...value, data: rowsOf(value).with(0, rowsOf(value)[1] ?? {}) })),
  ],
  [
    "an entry left out of the list",
    "effects",
    aboutJson("/api/v1/entries?", (value) => ({ ...value, data: rowsOf(value).slice(1) })),
  ],
  [
    "another log time in the list",
    "effects",
    aboutJson("/api/v1/entries?", inRow(2, { logged_at: "2026-01-01T00:00:00.000Z" })),
  ],
  ["another kind in the list", "effects", aboutJson("/api/v1/entries?", inRow(2, { kind: "key.revoke" }))],
  ["another effect on an entry's own page", "entries", aboutJson("/api/v1/entries/2", inData({ touched: [] }))],
  ["another statement on an entry's own page", "entries", aboutJson("/api/v1/entries/1", inData({ statement: {} }))],
  ["another promise key", "self-description", aboutJson("/.well-known/", (v) => ({ ...v, vkeys: swapped(v) }))],
  [
    "a better tier in the list of providers",
    "marks",
    aboutJson("/api/v1/providers?", (value) => ({ ...value, data: rowsOf(value).map(flattered) })),
  ],
  [
    "better marks of a provider alone",
    "marks",
    aboutJson("/api/v1/providers/", (value) => inData({ document: flatteredDocument(value) })(value)),
  ],
  [
    "a better tier on a provider's page",
    "pages",
    (target, served) =>
      target.startsWith("/providers/prv_")
        ? { ...served, body: Buffer.from(served.body.toString("utf8").replaceAll(">Unrated<", ">A<")) }
        : served,
  ],
  [
    "a provider left out of the table",
    "table",
    aboutJson("/api/v1/directory?", (value) => inData({ rows: [] })(value)),
  ],
  [
    "an easier way to a better tier",
    "ways",
    (target, served) =>
      target.endsWith("/marks/ways") ? aboutJson(target, inData({ goal: "A", ways: [] }))(target, served) : served,
  ],
  [
    "an easier history",
    "histories",
    about(/\/marks\/history\?/, ({ data }) => ({ days: rowsIn(data, "days").map((day) => ({ ...day, tier: "A" })) })),
  ],
  ["an event left out of a history", "histories", about(/\/marks\/history\?/, () => ({ events: [] }))],
  [
    "another order of the table",
    "table",
    about(/\/directory\?sort=(?!name)/, ({ data }) => ({ rows: rowsIn(data, "rows").toReversed() })),
  ],
  ["a price that nobody named", "prices", about(/\/prices\?/, () => ({ lines: [LINE] }))],
  ["an offer that nobody made", "offers", aboutJson("/api/v1/offers?", (value) => ({ ...value, data: [OFFER] }))],
  [
    "a market that leaves a seller out",
    "markets",
    about(/\/market\?/, ({ data }) => ({ counts: { ...((data as Row).counts as Row), without_price: 1 } })),
  ],
  ["an alert that nothing caused", "alerts", aboutJson("/api/v1/alerts?", (value) => ({ ...value, data: [ALERT] }))],
  ["a failure that never was", "failures", aboutJson("/api/v1/failures?", (value) => ({ ...value, data: [FAILURE] }))],
  [
    "a market to choose that nobody offers",
    "table",
    about(/\/directory\?/, ({ data }) => ({
      facets: { ...((data as Row).facets as Row), markets: [{ ...WORDS, providers: 1 }] },
    })),
  ],
  ["reports that are not told", "disputes", about(/\/disputes$/, () => ({ ever: { upheld: 1, open: 0 } }))],
  [
    "forecasts that came true",
    "method",
    about(/\/method$/, ({ data }) => ({ calibration: { ...((data as Row).calibration as Row), finished: 40 } })),
  ],
  [
    "a part withheld",
    "parts",
    (target, served) => (target.startsWith("/api/v1/parts/") ? { ...served, status: 404 } : served),
  ],
  [
    "other bytes for a part",
    "parts",
    (target, served) =>
      target === `/api/v1/parts/${commit}` ? { ...served, body: Buffer.from("Our licence, in part.") } : served,
  ],
];

function swapped(value: Row): Row {
  const vkeys = value.vkeys as Row;
  return { ...vkeys, promise: vkeys.witness };
}

const flattered = (row: Row): Row => ({ ...row, marks: { ...(row.marks as Row), tier: "A" } });
const flatteredDocument = ({ data }: Row): Row => ({ ...((data as Row).document as Row), tier: "A" });

test.each(lies)("%s is found", async (_what, check, lie) => {
  site.lie = lie;
  const { code, out } = await audit("--key", scene.stack.vkey);
  expect(out).toMatch(new RegExp(`FAIL\\s+${check}\\s+site-differs`));
  expect(code).toBe(1);
});

test("a list without end, and answers that are no JSON, end the audit as incomplete", async () => {
  site.lie = aboutJson("/api/v1/participants", (value) => ({ ...value, data: [], page: { next_cursor: "AAAA" } }));
  expect(await audit()).toMatchObject({ code: 2, err: expect.stringContaining("empty page") });
  site.lie = (target, served) =>
    target.startsWith("/api/v1/keys/") ? { ...served, body: Buffer.from("<p>") } : served;
  expect((await audit()).code).toBe(2);
});

test("another name in the self-description does not lead to another memory of the log", async () => {
  const { origin, vkey } = scene.stack;
  const forked = formatCheckpoint({ origin, size: 4, root: sha256(utf8Encode("another history")) });
  const checkpoint = signNote(forked, [ed25519NoteSigner(origin, sha256(utf8Encode("any key")))]);
  rememberLog({ TOUCHSTONE_HOME: home }, { origin, vkey, checkpoint });
  site.lie = aboutJson("/.well-known/", (value) => ({ ...value, origin: "other.example/log" }));
  const { code, out } = await audit("--key", vkey);
  expect(out).toMatch(/FAIL\s+consistent-with-memory\s+forked/);
  expect(code).toBe(3);
});

test("another log at a known address, and another key for a known log, are called equivocation", async () => {
  const env = { TOUCHSTONE_HOME: home };
  rememberSite(env, `${site.url}/`, "other.example/log");
  const moved = await audit("--key", scene.stack.vkey);
  expect(moved.out).toMatch(/FAIL\s+same-log\s+other-log/);
  expect(moved.code).toBe(3);

  rmSync(home, { recursive: true });
  rememberLog(env, { origin: scene.stack.origin, vkey: secondKey, checkpoint: null });
  const rekeyed = await audit("--key", scene.stack.vkey);
  expect(rekeyed.out).toMatch(/FAIL\s+log-key\s+other-key/);
  expect(rekeyed.code).toBe(3);
  expect(findKnownLog(env, scene.stack.origin)?.vkey).toBe(secondKey);
});

test("an index cannot move the cursor of the reader's terminal", async () => {
  site.lie = aboutJson("/.well-known/", (value) => ({ ...value, origin: "a\u001b[2Jb\u202ec" }));
  const { out } = await audit();
  expect(out).toContain("a\\u{1b}[2Jb\\u{202e}c");
  expect(out).not.toContain("\u001b[2J");
});
