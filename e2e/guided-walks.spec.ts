/**
 * The guided walks of a demonstration, as somebody walks who does what the guide says and nothing else: with a mouse on a wide
 * screen, or with a keyboard alone on a narrow one. Here three of them once, in a world that is some weeks old. `npm run bench --
 * walks` walks all four in both ways, in the world of two years, where a case waits for a visitor's ballot.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { CORNERS, expectAccessibleIn } from "./support/axe.ts";
import { pressAt, tabTo } from "./support/by-keyboard.ts";
import { startOutsideDatabase } from "./support/outside-database.ts";
import { runUp, temporaryFolder, type UpRun } from "./support/run-index.ts";
import { expect, type Page, test } from "./support/test.ts";
import { type Hand, Walker } from "./support/walker.ts";

/** A whole demonstration that is there already. */
const WHOLE = process.env.TOUCHSTONE_WALKS_URL;
/** Enough for services that were checked, and for one that was caught. */
const DAYS = 45;
// Below the ports that systems hand out by themselves.
const PORT = 28_810;
const WIDTH: Readonly<Record<Hand, { width: number; height: number }>> = {
  mouse: { width: 1280, height: 800 },
  keyboard: { width: 360, height: 740 },
};

// Time passes in one of them, and what others have open would be of the past: one after the other. Where one fails, the bench
// goes on with the next.
test.describe.configure({ mode: WHOLE === undefined ? "serial" : "default" });

let base = WHOLE ?? "";
let again: (() => Promise<UpRun>) | undefined;
let stop: (() => Promise<void>) | undefined;

/** On a database of somebody's own, which every other demonstration of the tests does without. */
test.beforeAll(async () => {
  if (WHOLE !== undefined) return;
  test.setTimeout(120_000);
  const folder = temporaryFolder();
  const outside = await startOutsideDatabase(folder.path);
  const start = () =>
    runUp(["--data", path.join(folder.path, "data"), "--port", `${PORT}`], {
      DATABASE_URL: outside.url,
      TOUCHSTONE_DEMO_DAYS: `${DAYS}`,
    });
  let up = start();
  again = async () => {
    await up.stop();
    up = start();
    // Another process may have had the port at the first start, and not now.
    base = await up.ready;
    return up;
  };
  stop = async () => {
    await up.stop();
    await outside.stop();
    folder.remove();
  };
  base = await up.ready;
  expect(up.output()).toContain("using the PostgreSQL of DATABASE_URL");
});
test.afterAll(() => stop?.());

/** What a visitor before left in this browser. */
async function forgetVisitor(page: Page): Promise<void> {
  const storage = await page.context().newCDPSession(page);
  await storage.send("Storage.clearDataForOrigin", { origin: base, storageTypes: "all" });
  await storage.detach();
}

function walk(door: string, hands: readonly Hand[], steps: (walker: Walker, page: Page) => Promise<void>): void {
  for (const hand of WHOLE === undefined ? hands.slice(0, 1) : hands)
    test(`${door}, by ${hand} at ${WIDTH[hand].width} px`, async ({ page }) => {
      test.slow();
      await forgetVisitor(page);
      await page.setViewportSize(WIDTH[hand]);
      const walker = new Walker(page, hand);
      await walker.begin(base, door);
      await steps(walker, page);
      await walker.ends();
      await expectAccessibleIn(page, `the end of a walk: ${door}`, CORNERS);
    });
}

test("one press on the front page, and this browser has verified a proof", async ({ page }) => {
  await page.goto(`${base}/`);
  await page
    .getByRole("main")
    .getByRole("button", { name: /^Check: / })
    .first()
    .click();
  await expect(page.getByText("Checked in this browser: it holds.")).toBeVisible();
});

walk("Compare", ["mouse", "keyboard"], async (walker, page) => {
  await walker.at(1, 7);
  await walker.follow();
  await walker.at(2, 7);
  await page.reload();
  await walker.at(2, 7);
  await walker.follow();
  await walker.at(3, 7);
  const picks = page.getByRole("checkbox", { name: /^Compare .* (Store|Rates|Tax|Text|Checks)$/ });
  await walker.tick(picks.nth(0));
  await walker.tick(picks.nth(1));
  await walker.at(4, 7);
  await walker.follow();
  await walker.at(5, 7);
  await walker.follow();
  await walker.at(6, 7);
  // A group of facts, then the entry of one; of who has too few for a tier the entry of a disclosure.
  if ((await walker.follow()) === "button") await walker.follow();
});

walk("Report", ["keyboard", "mouse"], async (walker, page) => {
  await walker.at(1, 6);
  await walker.follow();
  await walker.at(2, 6);
  await walker.follow();
  await walker.at(3, 6);
  await walker.follow();
  await walker.at(4, 6);
  await expect(page.getByRole("main")).toContainText("Its own rule gives");
  await walker.follow();
  await walker.at(5, 6);
  await walker.follow();
  await walker.follow();
});

const judge = async (walker: Walker, page: Page): Promise<void> => {
  // Time is played: half a minute a week on a quiet machine.
  test.setTimeout(600_000);
  await untilSeat(walker, page);
  await walker.at(1, 6);
  await walker.follow();
  await walker.at(2, 6);
  await vote(walker, page);
  await walker.at(3, 6);
  await walker.follow();
  // Voting closes in this week, and the page opens the ballot.
  await walker.whilePlayed(() => walker.at(4, 6, 240_000));
  await walker.follow();
  await walker.at(5, 6);
  await walker.follow(240_000);
};

/** Whoever comes when no case waits lets time pass until the next one does: a week and a half at most. */
async function untilSeat(walker: Walker, page: Page): Promise<void> {
  const next = page.locator("[data-next-seat]");
  if ((await next.count()) === 0) return;
  await walker.follow();
  await walker.whilePlayed(() => expect(next).toHaveCount(0, { timeout: 300_000 }));
}

if (WHOLE !== undefined) walk("Judge", ["mouse", "keyboard"], judge);

async function vote(walker: Walker, page: Page): Promise<void> {
  const ballot = page.getByRole("button", { name: "Ballot" });
  if ((page.viewportSize()?.width ?? 0) < 1000) {
    await walker.follow();
    await walker.press(ballot);
  }
  await walker.tick(page.getByRole("radio", { name: "It did not happen" }));
  await walker.write(page.getByRole("textbox", { name: /reason/i }).first(), "The terms name no such papers.");
  await walker.press(page.getByRole("button", { name: "Seal", exact: true }));
}

/** What the API says of the set that the address of the page asks for. */
async function chosenAt(
  page: Page,
): Promise<{ total: string; holdings: { amount: string; service: { name: string } }[] }> {
  const asked = new URL(page.url()).searchParams;
  const [category = "", unit = ""] = (asked.get("need") ?? "").split("\u241f");
  const query = new URLSearchParams(
    [...asked].filter(([name, value]) => name !== "need" && name !== "view" && value !== ""),
  );
  if (category !== "") query.set("category", category);
  if (unit !== "") query.set("unit", unit);
  return (await (await page.request.get(`${base}/api/v1/choose?${query}`)).json()).data;
}

/** As many holdings as the API says. In a young world nothing is rated yet, and nothing fits. */
async function expectChosen(page: Page): Promise<number> {
  const { total, holdings } = await chosenAt(page);
  if (WHOLE !== undefined) expect(holdings.length).toBeGreaterThan(0);
  if (holdings.length === 0) {
    await expect(page.getByRole("heading", { name: "Nothing at D or better fits: keep nothing there" })).toBeVisible();
    return 0;
  }
  await expect(page.getByRole("heading", { name: new RegExp(`^Hold at most ${total} EUR`) })).toBeVisible();
  const rows = page.getByRole("table", { name: "Recommended set" }).getByRole("row");
  await expect(rows).toHaveCount(1 + holdings.length);
  for (const [nth, { amount, service }] of holdings.entries())
    await expect(rows.nth(nth + 1)).toContainText(new RegExp(`${service.name}.*${amount} EUR`));
  return holdings.length;
}

test("how much to hold and where is asked by keyboard alone: presets, days and what may be lost", async ({ page }) => {
  await page.goto(`${base}/choose?tolerance=D&loss=50`);
  await expectChosen(page);
  await pressAt(page, page.getByRole("link", { name: "200", exact: true }));
  await page.waitForURL(/loss=200/);
  await expect(page.getByRole("textbox", { name: "I could lose" })).toHaveValue("200");
  await expectChosen(page);
  const days = page.getByRole("slider", { name: "Days that money lies there" });
  await tabTo(page, days);
  await page.keyboard.press("ArrowRight");
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.isNavigationRequest()) asked.push(request.url());
  });
  await page.keyboard.press("Enter");
  await page.waitForURL(/days=31/);
  expect(asked, "asked once").toHaveLength(1);
  await expect(page.getByText("31 days", { exact: true }).first()).toBeVisible();
  await expectChosen(page);
  await pressAt(page, page.getByRole("link", { name: "I trade for profit: show what may be lost" }));
  await page.waitForURL(/view=profit/);
  await expect(page.getByRole("link", { name: "Show limits again" })).toBeVisible();
  if ((await expectChosen(page)) > 0)
    await expect(page.getByRole("figure").getByRole("heading")).toContainText("are lost on average");
});

// Nothing is rated in a young world.
if (WHOLE !== undefined)
  test("of rated offers map, table and API agree number by number, and the choice is ringed", async ({ page }) => {
    await page.goto(`${base}/`);
    const { data } = await (await page.request.get(`${base}/api/v1/market`)).json();
    expect(data.counts.rated).toBeGreaterThan(0);
    const names = new Map(
      data.points.map(({ key, service, instance }: RatedPoint) => [key, `${service.name} at ${instance.name}`]),
    );
    const ringed = data.choice === null ? /^No .* at C or better/ : `Ringed: ${names.get(data.choice)},`;
    await expect(page.getByRole("figure")).toContainText(ringed);
    await pressAt(page, page.getByRole("button", { name: "As table" }));
    const rows = page.getByRole("figure").getByRole("row");
    await expect(rows).toHaveCount(1 + data.points.length);
    for (const [nth, point] of data.points.entries()) {
      const cells = await rows
        .nth(nth + 1)
        .locator("th, td")
        .allTextContents();
      expect(cells).toEqual(
        [
          ...[names.get(point.key), Number(point.price), point.tier, point.low, point.estimate, point.high],
          ...[point.limit_percent, point.prepay_days, point.expected_loss_ppm, point.on_frontier ? "yes" : "no"],
          ...[names.get(point.dominated_by) ?? "", point.is_shut ? "no" : "yes", point.stale_since ?? ""],
        ].map(String),
      );
    }
  });

type RatedPoint = {
  readonly key: string;
  readonly service: { readonly name: string };
  readonly instance: { readonly name: string };
};

walk("Publish", ["keyboard", "mouse"], async (walker, page) => {
  await walker.at(1, 9);
  await walker.follow();
  await walker.at(2, 9);
  await walker.follow();
  await walker.press(page.getByRole("button", { name: "Go on without" }));
  await walker.at(3, 9);
  await walker.write(page.getByLabel("Name of the operator"), "Walking Operator");
  await walker.press(page.getByRole("button", { name: "Sign in and register" }));
  await walker.at(4, 9);
  await walker.write(page.getByLabel("Domain or address"), "walking.example");
  await walker.write(page.getByLabel("Name", { exact: true }), "Walking Service");
  await walker.press(page.getByRole("button", { name: "Sign and register" }));
  await walker.at(5, 9);
  await walker.follow();
  await walker.at(6, 9);
  await walker.write(page.getByLabel("Legal name"), "Walking Ltd");
  await walker.write(page.getByLabel("Jurisdiction"), "DK");
  await walker.tick(page.getByLabel("None, by choice"));
  await walker.press(page.getByRole("button", { name: "Preview" }));
  await walker.at(7, 9);
  await walker.follow();
  await walker.at(8, 9);
  const download = page.waitForEvent("download");
  await walker.follow();
  const receipt = await readFile(await (await download).path());
  await walker.press(page.getByRole("link", { name: "Verify it" }));
  await walker.at(9, 9);
  const file = { name: "entry.receipt.json", mimeType: "application/json", buffer: receipt };
  const chooser = page.waitForEvent("filechooser");
  await walker.press(page.getByRole("button", { name: "Choose files" }));
  await (await chooser).setFiles(file);
});

if (WHOLE === undefined)
  test("stopped and started again on that database, the demonstration goes on as it was", async ({ request }) => {
    const stand = async () => {
      const note = await (await request.get(`${base}/log/checkpoint`)).text();
      return [note.split("\n\n")[0], await (await request.get(`${base}/api/v1/clock`)).json()];
    };
    const before = await stand();
    const up = await again?.();
    expect(up?.output()).not.toContain("making the demonstration");
    expect(await stand()).toEqual(before);
    expect((await request.get(`${base}/`)).status()).toBe(200);
  });
