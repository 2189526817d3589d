import { readFile } from "node:fs/promises";
import { openIndex, registerOperator } from "./support/publish.ts";
import { expect, type Page, test } from "./support/test.ts";

/** The whole core is fetched before anything can be compared: room for a busy machine. */
const UNHURRIED = { timeout: 40_000 };

test.beforeAll(async ({ baseURL }) => {
  await registerOperator(await openIndex(baseURL ?? ""), "Trust Operations");
});

/** The first head that the log signed, as its first receipt holds it. */
async function oldestHead(page: Page): Promise<string> {
  const answer = await page.request.get("/api/v1/entries/0/receipt");
  return (await answer.json()).receipt.checkpoint;
}

test("every way to cheat is caught in the reader's own browser, and leaves a file to keep", async ({ page }) => {
  test.slow();
  await page.goto("/trust");
  const ways = page.locator("main ol > li[id]");
  await expect(ways).toHaveCount(10);
  for (const way of await ways.all()) {
    await way.getByRole("button").first().click();
    await expect(way.locator("[data-caught]").first()).toBeVisible(UNHURRIED);
    await expect(way.locator("[data-caught=false]")).toHaveCount(0);
    await expect(way.getByRole("button", { name: /json$/ }).first()).toBeVisible();
  }
  const fork = page.locator("#two-views").getByRole("button", { name: "practice-fork.fraud.json" });
  const [download] = await Promise.all([page.waitForEvent("download"), fork.click()]);
  expect(JSON.parse(await readFile(await download.path(), "utf8"))).toMatchObject({ kind: "conflicting-checkpoints" });
});

test("a log that went back is an alarm on every page, with both heads to keep; a first visit is quiet", async ({
  page,
}) => {
  test.slow();
  const alarm = page.getByText("This index shows an older log than you saw before");
  await page.goto("/log");
  await expect(page.getByText("Your first visit: this browser now remembers")).toBeVisible(UNHURRIED);
  await expect(alarm).toHaveCount(0);
  const older = await oldestHead(page);
  await page.route("**/log/checkpoint", (route) => route.fulfill({ body: older, contentType: "text/plain" }));
  await page.evaluate(() => localStorage.removeItem("touchstone:memory-checked"));
  await page.goto("/providers");
  // The page comes first, then the comparison, then a second one after a pause.
  await expect(alarm).toBeVisible(UNHURRIED);
  const button = page.getByRole("button", { name: "Download the evidence" });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  expect(await readFile(await download.path(), "utf8")).toContain("remembered");
  await page.unroute("**/log/checkpoint");
  await page.goto("/log");
  await expect(page.getByText("The log continues what this browser saw before")).toBeVisible(UNHURRIED);
  await expect(alarm).toHaveCount(0);
});

test("a checkpoint that a friend saw is compared; the rails are read by keyboard and as a table", async ({ page }) => {
  await page.goto("/log");
  await page.getByText("Compare with a checkpoint that somebody else saw").click();
  await page.getByLabel("Their checkpoint").fill(await oldestHead(page));
  await page.getByRole("button", { name: "Compare with today's log" }).click();
  await expect(page.getByText("You both see one log", { exact: true })).toBeVisible(UNHURRIED);
  const rails = page.getByRole("figure").filter({ hasText: "signed by this index" });
  await rails.getByRole("slider").focus();
  await page.keyboard.press("End");
  await expect(rails.getByText(/, root [0-9a-f]{8}…: /)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(rails.getByRole("slider")).not.toBeFocused();
  await rails.getByRole("button", { name: "As table" }).click();
  await expect(page.getByRole("columnheader", { name: "signed (UTC)" })).toBeVisible();
});
