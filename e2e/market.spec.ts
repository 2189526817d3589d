/** From the start page to a choice: answers and map before any script, the same numbers everywhere, links that stay true. */
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { expectAccessibleIn } from "./support/axe.ts";
import { pressAt } from "./support/by-keyboard.ts";
import {
  freshIdentity,
  type Operator,
  openIndex,
  type PublishedProvider,
  publish,
  publishClosing,
  registerOperator,
  registerProvider,
} from "./support/publish.ts";
import { expect, test } from "./support/test.ts";

/** A market of its own, whatever else the index holds. */
const category = `storage-${freshIdentity().thumbprint.slice(0, 8).toLowerCase()}`;
const PRICES = ["0.40", "0.80", "1.20"];
let sellers: PublishedProvider[];
let services: PublishedProvider[];

async function publishOffer(operator: Operator, name: string, price: string, of = category) {
  const service = await registerProvider(operator, { name, kind: "service" });
  const seller = await registerProvider(operator, { name: `${name} Exchange` });
  const at = asInstant(Date.now());
  const line = { service: of, unit: "call", pricePer1000: price, currency: "EUR", noticeDays: 14 };
  const lines = [{ ...line, from: formatInstant(addMs(at, -DAY_MS)) }];
  await publish(operator, {
    kind: "disclosure.fees",
    subject: service.id,
    body: { ...DISCLOSURES.fees.example(at), lines },
  });
  await publish(operator, {
    kind: "provider.link",
    subject: seller.id,
    body: { other: service.id, relation: "sells-tokens-of" },
  });
  return { service, seller };
}

test.beforeAll(async ({ baseURL }) => {
  const operator = await registerOperator(await openIndex(baseURL ?? ""), "Market Operations");
  const made = await Promise.all(PRICES.map((price, nth) => publishOffer(operator, `Meridian ${"ABC"[nth]}`, price)));
  services = made.map(({ service }) => service);
  sellers = made.map(({ seller }) => seller);
});

const front = `/?need=${category}&loss=100&currency=EUR`;

test("a stranger has an answer and its reason before any script runs", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto(front);
  const answers = page.getByRole("list", { name: "Answers" }).getByRole("listitem");
  await expect(answers).toHaveCount(3);
  await expect(answers.first()).toContainText("Meridian A");
  const { data } = await (await page.request.get(`/api/v1/market?category=${category}&loss=100`)).json();
  await expect(answers.first()).toContainText(
    `Keep at most ${data.answers.rows[0].limit} EUR, pay at most 3 days ahead`,
  );
  await expect(answers.first()).toContainText("Too little is known of it");
  await expect(page.getByRole("figure")).toContainText(`None of 3 ${category} offers is rated yet`);
  await expect(page.getByText("not enough evidence (3)")).toBeVisible();
  await page.getByRole("textbox", { name: "What you could lose without harm" }).fill("a lot");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("alert")).toContainText("Until then 50 is taken.");
  await answers.first().getByRole("link", { name: "Meridian A" }).click();
  await expect(page.getByText("Unrated: treat as high risk.")).toBeVisible();
  await context.close();
});

test("map, table and API agree number by number, and the map is read and moved by keyboard", async ({
  page,
  request,
}) => {
  await page.goto(front);
  const map = page.getByRole("slider", { name: /^None of 3/ });
  await map.focus();
  await map.press("Home");
  await expect(map).toHaveAttribute("aria-valuetext", /^Meridian A at Meridian A Exchange, 0\.40 EUR\. Unrated/);
  await map.press("End");
  await expect(map).toHaveAttribute("aria-valuetext", /^Meridian C at/);
  await page.getByRole("radio", { name: "B or better" }).press("Space");
  await expect(page.getByRole("textbox", { name: "or up to, in %" })).toHaveValue("5");
  await page.getByRole("button", { name: "As table" }).press("Enter");
  const { data } = await (await request.get(`/api/v1/market?category=${category}`)).json();
  const rows = page.getByRole("figure").getByRole("row");
  await expect(rows).toHaveCount(1 + data.points.length);
  for (const [nth, point] of data.points.entries()) {
    const cells = await rows
      .nth(nth + 1)
      .getByRole("cell")
      .allTextContents();
    expect(cells.slice(0, 6)).toEqual(
      [Number(point.price), point.tier, point.low, point.estimate, point.high, point.limit_percent].map(String),
    );
  }
});

test("two are taken from the list to a comparison that stays the same when the log grows", async ({
  page,
  browser,
  baseURL,
}) => {
  // Not by `goto`: a press of a box is the first sign of a reader here, and counts (components/ui/later.tsx).
  await page.goto("/robots.txt");
  await page.evaluate(
    (href) => window.location.assign(href),
    `/providers?operator=${services[0]?.operator.did}&kind=service`,
  );
  await page.locator("html[data-detail]").waitFor();
  const list = page.url();
  const pinned = (await page.getByRole("link", { name: "Link to this state" }).getAttribute("href")) ?? "";
  const names = await page.getByRole("rowheader").allTextContents();
  for (const name of ["Meridian A", "Meridian B"])
    await page.getByRole("checkbox", { name: `Compare ${name}` }).press("Space");
  // Both stand in the address a moment later: whoever leaves before would be called back by it.
  await page.waitForURL(/pick=[^&]+(?:,|%2C)/);
  await page.getByRole("link", { name: "Compare 2" }).press("Enter");
  await expect(page.getByRole("table").getByRole("columnheader")).toHaveCount(3);
  await page.getByRole("link", { name: "Link to this state" }).press("Enter");
  await page.waitForURL(/as_of=\d+/);
  const prices = (of: typeof page) => of.getByRole("row").filter({ hasText: "Prices for 1,000 calls" });
  await expect(prices(page)).toContainText("0.40 EUR");
  const [first, second] = services;
  const operator = first?.operator;
  if (operator === undefined || second === undefined) throw new Error("no offer");
  await publish(operator, {
    kind: "provider.link",
    subject: first?.id ?? "",
    body: { other: second.id, relation: "same-owner" },
  });
  await registerProvider(operator, { name: "Meridian D", kind: "service" });
  const fresh = await browser.newContext({ viewport: { width: 360, height: 740 }, ...(baseURL && { baseURL }) });
  const later = await fresh.newPage();
  await later.goto(page.url());
  await expect(later.getByRole("row")).toHaveText(await page.getByRole("row").allTextContents());
  await expect(later.getByText("may fall together")).toHaveCount(0);
  await later.goto(page.url().replace(/&as_of=\d+/, ""));
  await expect(later.getByText("they have one owner. Count them as one.")).toBeVisible();
  await later.setViewportSize({ width: 1280, height: 800 });
  await later.goto(pinned);
  await expect(later.getByRole("rowheader")).toHaveText(names);
  await later.goto(list);
  await expect(later.getByRole("rowheader")).toHaveCount(names.length + 1);
  await fresh.close();
});

test("market, map and comparison: axe finds nothing, nothing runs out sideways, nonsense gets a sensible page", async ({
  page,
}) => {
  const ids = [...services, ...sellers].map(({ id }) => id);
  for (const path of [front, `/providers?view=map&need=${category}`, `/compare?ids=${ids.slice(0, 3).join(",")}`]) {
    await page.goto(path);
    await expectAccessibleIn(page, path);
  }
  await page.goto("/?need=nothing-like-it&loss=-1");
  await expect(page.getByText("There is no such market here")).toBeVisible();
  await page.goto(`/compare?ids=${ids.join(",")},nonsense`);
  await expect(page.getByText("At most 5 fit side by side")).toBeVisible();
  await expect(page.getByText("One of them is not listed here")).toBeVisible();
});

test("whoever closes and ids that nobody is listed under: said on each page, and the failure is found by keyboard", async ({
  page,
  baseURL,
}) => {
  const operator = await registerOperator(await openIndex(baseURL ?? ""), "Closing Operations");
  const closing = `closing-${category}`;
  const { service, seller } = await publishOffer(operator, "Solstice", "0.50", closing);
  await publishClosing(seller);
  const nobody = `prv_${"a".repeat(26)}`;
  await page.goto(`/compare?ids=${service.id},${seller.id},${nobody}`);
  await expect(page.getByText("One of them is not listed here")).toBeVisible();
  await expect(page.getByText(nobody)).toBeVisible();
  await expect(page.getByRole("table").getByRole("columnheader")).toHaveCount(3);
  await expect(page.getByRole("row").filter({ hasText: "Takes money" })).toContainText(
    "no: suspended, failed or closing",
  );
  await page.goto(`/compare?ids=${nobody},prv_${"b".repeat(26)}`);
  await expect(page.getByText("2 of them are not listed here")).toBeVisible();
  await expect(page.getByText("Nobody is chosen")).toBeVisible();
  await page.goto(`/choose?need=${closing}&currency=EUR&held=${nobody} 5`);
  await expect(page.getByText(`Nobody in this market is called “${nobody}”.`)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing at C or better fits: keep nothing there" })).toBeVisible();
  await page.goto(`/choose?need=${closing}&currency=EUR&held=${seller.id} 5`);
  await expect(page.getByText("Counted in: 5 EUR at Solstice Exchange (unrated).")).toBeVisible();
  await page.goto(`/?need=${closing}`);
  await expect(page.getByText("Whoever sells it is suspended or closing: keep nothing there.")).toBeVisible();
  expect((await page.goto(`/providers/${nobody}`))?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "There is no such page" })).toBeVisible();
  await page.goto(`/providers/${seller.id}`);
  await expect(page.getByRole("heading", { name: /^Closing: do not add money, and withdraw until/ })).toBeVisible();
  const failure = page.getByRole("link", { name: "Solstice Exchange announced that it closes" });
  // The worker finds it some seconds later.
  await expect(async () => {
    await page.goto("/failures");
    await expect(failure.first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await pressAt(page, failure.first());
  await page.waitForURL(/\/failures\/\d+\.prv_/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Solstice Exchange announced that it closes");
  await expectAccessibleIn(page, "a failure");
  await pressAt(page, page.getByRole("link", { name: "Failures", exact: true }).last());
  await page.waitForURL(/\/failures$/);
});
