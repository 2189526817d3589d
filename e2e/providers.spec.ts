import { manyMarksDigest } from "#lib/reputation/testing/many-marks.ts";
import { expectAccessibleIn } from "./support/axe.ts";
import { iifeOf } from "./support/iife.ts";
import {
  freshIdentity,
  openIndex,
  type PublishedProvider,
  publishClosing,
  publishHeartbeat,
  publishIdentity,
  registerOperator,
  registerProvider,
} from "./support/publish.ts";
import { expect, test } from "./support/test.ts";

let alder: PublishedProvider;
let birch: PublishedProvider;
/** Each worker publishes its own: the list is searched by it. */
const arboretum = `Arboretum ${freshIdentity().thumbprint.slice(0, 8)}`;

test.beforeAll(async ({ baseURL }) => {
  const operator = await registerOperator(await openIndex(baseURL ?? ""), arboretum);
  alder = await registerProvider(operator, { name: "Alder Storage", domain: "alder.example", proven: true });
  birch = await registerProvider(operator, { name: "Birch Compute", kind: "service" });
  const first = await publishIdentity(alder, { legalName: "Alder UG" });
  await publishHeartbeat(alder);
  const second = await publishIdentity(alder, { legalName: "Alder GmbH" }, first.hash);
  // Two at once with the same predecessor: the log takes both, only one has effect.
  await Promise.all(["Alder AG", "Alder SE"].map((legalName) => publishIdentity(alder, { legalName }, second.hash)));
});

test("the list shows who proved a name, who runs it and what it published", async ({ page }) => {
  await page.goto(`/providers?operator=${alder.operator.did}&cols=identity,kind`);
  const rows = page.getByRole("table", { name: "Providers" }).getByRole("row");
  await expect(rows).toHaveCount(3);
  const alderRow = rows.filter({ hasText: "Alder Storage" });
  await expect(alderRow).not.toContainText("unproven name");
  await expect(alderRow).toContainText("renew in");
  const birchRow = rows.filter({ hasText: "Birch Compute" });
  await expect(birchRow).toContainText("unproven name Birch Compute");
  await expect(birchRow).toContainText("not published");
});

test("order, filters and columns are in the URL, and hold without scripts", async ({ page, browser, baseURL }) => {
  await page.goto(`/providers?operator=${alder.operator.did}`);
  await page.getByRole("link", { name: "Name", exact: true }).click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  await page.getByRole("link", { name: "Name", exact: true }).click();
  await expect(page.getByRole("rowheader").first()).toContainText("Birch Compute");
  const bare = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const same = await bare.newPage();
  await same.goto(page.url());
  await expect(same.getByRole("rowheader")).toHaveText(await page.getByRole("rowheader").allTextContents());
  await same.getByRole("combobox", { name: "Kind" }).selectOption("instance");
  await same.getByRole("searchbox").fill("alder");
  await same.getByRole("button", { name: "Show" }).click();
  await expect(same).toHaveURL(/kind=instance/);
  await expect(same.getByRole("rowheader").first()).toContainText("Alder Storage");
  await same.goto("/providers?cols=price,beauty&tier=Z");
  await expect(same.getByText("There is no column “beauty”.")).toBeVisible();
  await bare.close();
});

test("a provider page tells what is known, what changed, and void attempts as attempts", async ({ page }) => {
  await page.goto(`/providers/${alder.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Alder Storage");
  await expect(page.getByText(/^This instance has proved its name and says who answers for it\./)).toBeVisible();
  await expect(page.getByText("version 3, in")).toBeVisible();
  await page.getByText("Difference to version 2: 1 fact").click();
  await expect(page.getByRole("deletion")).toHaveText("Alder GmbH");
  await expect(page.getByRole("insertion")).toHaveText(/^Alder (AG|SE)$/);
  const void_ = page.getByRole("row").filter({ hasText: "tried to publish its identity" });
  await expect(void_).toHaveCount(1);
  await expect(void_).toContainText("void");
  await expect(void_).toContainText("Another statement took this place first");
  await expect(page.getByRole("heading", { name: "Missing or stale" })).toBeVisible();
});

test("a provider is followed without an account: the bell tells what happens from then on, once", async ({ page }) => {
  await page.goto(`/providers/${birch.id}`);
  await page.getByRole("button", { name: "Follow Birch Compute" }).click();
  await expect(page.getByRole("button", { name: "Following Birch Compute" })).toHaveAttribute("aria-pressed", "true");
  await publishClosing(birch);
  // The worker finds it some seconds later; the bell asks once a minute, a page at once.
  await expect(async () => {
    await page.goto("/log");
    await expect(page.getByRole("link", { name: "Following: 1 new" })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByRole("link", { name: "Following: 1 new" }).click();
  await page.waitForURL("**/following", { timeout: 30_000 });
  const told = page.getByRole("listitem").filter({ hasText: "It announced that it closes" });
  await expect(told).toContainText("unproven name Birch Compute");
  await expect(told).toContainText("new");
  await expect(page.getByRole("link", { name: "Following: nothing new" })).toBeVisible();
  await page.getByRole("button", { name: "Stop following Birch Compute" }).click();
  await expect(page.getByText("You follow nobody yet")).toBeVisible();
});

test("an unproven provider is called so in title, heading and list of what is missing", async ({ page }) => {
  await page.goto(`/providers/${birch.id}`);
  await expect(page).toHaveTitle(/^Unproven name: Birch Compute/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("unproven name Birch Compute");
  await expect(page.getByText("Proof of name")).toBeVisible();
});

test("a page's numbers are the API's; the browser computes the same marks, those of a hundred other records as Node does, and sees a changed fact", async ({
  page,
  request,
}) => {
  const { data } = await (await request.get(`/api/v1/providers/${alder.id}/marks`)).json();
  await page.goto(`/providers/${alder.id}`);
  const why = page.getByRole("figure", { name: /^Most of it/ });
  await why.getByRole("button", { name: "As table" }).click();
  await expect(why.getByRole("row").first()).toBeVisible();
  const cells = await why
    .getByRole("row")
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent))));
  const bars = data.failure.bars
    .map(({ points }: { points: number }) => points)
    .filter((points: number) => points !== 0);
  expect(cells.slice(2, 2 + bars.length).map(([, points]) => points)).toEqual(
    bars.toSorted((a: number, b: number) => Math.abs(b) - Math.abs(a)),
  );
  expect(cells[2 + bars.length]?.[2]).toBe(data.failure.score);
  await expect(page.getByText(`${data.summary.transparency} of 4 steps`)).toBeVisible();

  await page.getByRole("button", { name: "Recompute here" }).click();
  await expect(page.getByText(/^Same, .* computed the same marks/)).toBeVisible();
  await page.locator("summary", { hasText: /^Details$/ }).click();
  await expect(page.getByText(data.digest)).toHaveCount(2);
  const script = await iifeOf("lib/reputation/testing/many-marks.ts", "many");
  expect(await page.evaluate(`${script};many.manyMarksDigest()`)).toBe(manyMarksDigest());

  await page.route("**/marks/facts?**", async (route) => {
    const text = await (await route.fetch()).text();
    // An older registration would be worth points.
    await route.fulfill({
      contentType: "application/json",
      body: text.replaceAll(/(registeredAt\\":\\")20\d\d/g, "$12019"),
    });
  });
  await page.getByRole("button", { name: "Recompute here" }).click();
  await expect(page.getByText(/^Failed, .* other marks follow/)).toBeVisible();
});

test("an entry page reads by keyboard: neighbours by n and p, the proof hash by hash", async ({ page }) => {
  const { index } = alder.registered;
  await page.goto(`/log/entries/${index}`);
  await expect(page.getByText(/^It holds\. Checked in this browser/)).toBeVisible();
  await page.getByRole("main").focus();
  await page.keyboard.press("n");
  await expect(page).toHaveURL(new RegExp(`/log/entries/${index + 1}$`));
  await page.keyboard.press("p");
  await expect(page).toHaveURL(new RegExp(`/log/entries/${index}$`));
  const drawing = page.getByRole("slider", { name: /^Inclusion proof/ });
  await drawing.focus();
  await page.keyboard.press("Home");
  await expect(drawing).toHaveAttribute("aria-valuetext", new RegExp(`^entry ${index}: this entry`));
  await page.keyboard.press("End");
  await expect(drawing).toHaveAttribute("aria-valuetext", /root, as computed/);
  await page.getByRole("button", { name: "As table" }).click();
  await expect(page.getByRole("rowheader").first()).toBeVisible();
});

test("the log can be read by kind and page after page", async ({ page }) => {
  await page.goto("/log");
  await page.getByRole("combobox", { name: "Kind" }).selectOption({ label: "Provider listed" });
  await expect(page).toHaveURL(/kind=provider\.register/);
  const entries = page.getByRole("table", { name: "Entries, newest first" });
  await expect(entries.getByRole("row").nth(1)).toContainText("Provider listed");
  await expect(entries.getByText("Heartbeat")).toHaveCount(0);
});

test("no link of the public pages is dead", async ({ request }) => {
  test.slow();
  const starts = [
    "/",
    "/providers",
    `/providers/${alder.id}`,
    `/providers/${birch.id}`,
    "/log",
    "/verify",
    "/docs",
    "/docs/api",
    "/docs/problems",
    `/log/entries/${alder.registered.index}`,
  ];
  const links = new Set<string>();
  for (const start of starts) {
    // As the server writes it: a tab for each would cost a second.
    const html = await (await request.get(start)).text();
    for (const [, href = ""] of html.matchAll(/<a\b[^>]*? href="(\/[^"#]*)/g)) links.add(href.replaceAll("&amp;", "&"));
  }
  expect(links.size).toBeGreaterThan(50);
  const dead: string[] = [];
  for (const href of links) if ((await request.get(href)).status() >= 400) dead.push(href);
  expect(dead).toEqual([]);
});

test("provider, entry and open proof: axe finds nothing, nothing runs out sideways", async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(`/log/entries/${alder.registered.index}`);
  await expect(page.getByText(/^It holds\./)).toBeVisible();
  await expectAccessibleIn(page, "entry");
  await page.goto(`/providers/${birch.id}`);
  await expect(page.getByRole("heading", { name: "Missing or stale" })).toBeVisible();
  await expectAccessibleIn(page, "unproven provider");
  await page.goto(`/providers/${alder.id}`);
  await expect(page.getByRole("heading", { name: "Missing or stale" })).toBeVisible();
  await expectAccessibleIn(page, "provider");
  await page.getByRole("button", { name: "Check: Identity of Alder Storage" }).click();
  await expect(page.getByText("Checked in this browser: it holds.")).toBeVisible();
  await page.getByRole("button", { name: "Change the log's root" }).click();
  await expect(page.getByText(/^Caught by/)).toBeVisible();
  await expectAccessibleIn(page, "open proof");
});
