import { formatVkey } from "#lib/log/vkey.ts";
import {
  freshIdentity,
  openIndex,
  type PublishedProvider,
  publishIdentity,
  publishKey,
  type Recorded,
  registerOperator,
  registerProvider,
} from "./support/publish.ts";
import { expect, type Locator, type Page, test } from "./support/test.ts";

/** The whole core is fetched and the largest page is traced: room for a busy machine. */
const UNHURRIED = { timeout: 40_000 };

let halden: PublishedProvider;
let identity: Recorded;

test.beforeAll(async ({ baseURL }) => {
  const operator = await registerOperator(await openIndex(baseURL ?? ""), "Chip Operations");
  halden = await registerProvider(operator, { name: "Chip Halden", proven: true });
  identity = await publishIdentity(halden);
});

const chipOf = (page: Page): Locator => page.getByRole("button", { name: /: Identity of Chip Halden$/ });
const drawer = (page: Page): Locator => page.getByRole("dialog", { name: "Identity of Chip Halden" });

/** A page compares the log with this browser's memory by itself, soon after it has come: not before the chip is pressed. */
async function asFirstVisit(page: Page): Promise<void> {
  await page.addInitScript(() => localStorage.setItem("touchstone:memory-checked", String(Date.now())));
}

async function openChecked(page: Page): Promise<Locator> {
  await page.goto(`/providers/${halden.id}`);
  await chipOf(page).click();
  await expect(drawer(page).getByText("Checked in this browser: it holds.")).toBeVisible();
  return drawer(page);
}

test("a chip says nothing until this browser has checked, then says when", async ({ page }) => {
  await asFirstVisit(page);
  await page.goto(`/providers/${halden.id}`);
  await expect(chipOf(page)).toHaveText("Check");
  await chipOf(page).click();
  await expect(drawer(page).getByText("Checked in this browser: it holds.")).toBeVisible();
  const checks = drawer(page).getByRole("list", { name: "Checks of the receipt" });
  await expect(checks.locator("[data-outcome=pass]")).toHaveCount(5);
  await expect(checks.locator("[data-outcome=fail], [data-outcome=not-run]")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(drawer(page)).toBeHidden();
  await expect(chipOf(page)).toHaveText(/^Checked here, \d\d:\d\d UTC$/);
  await expect(chipOf(page)).toBeFocused();
});

test("the drawer says what a pass does not prove, and that the accused sent the code", async ({ page }) => {
  const opened = await openChecked(page);
  await expect(opened.getByText("What this does not prove.")).toBeVisible();
  await expect(opened.getByText(/code that this site sent you/)).toBeVisible();
  await expect(
    opened.getByText(`npm run touchstone -- verify touchstone-entry-${identity.index}.receipt.json`),
  ).toBeVisible();
});

test("every prepared falsification is caught, and undone again", async ({ page }) => {
  const opened = await openChecked(page);
  const attempts = {
    "Change one letter of what it says": "Inclusion in the tree, Author's signature",
    "Back-date it by a day": "Inclusion in the tree",
    "Swap the author's signature": "Inclusion in the tree, Author's signature",
    "Move it one place in the log": "Inclusion in the tree",
    "Change one hash of the proof": "Inclusion in the tree",
    "Change the log's root": "Log's signature on the head, Inclusion in the tree",
  };
  for (const [attempt, caughtBy] of Object.entries(attempts)) {
    await opened.getByRole("button", { name: attempt }).click();
    await expect(opened.getByText(`Caught by: ${caughtBy}.`)).toBeVisible();
    const changed = opened.getByRole("list", { name: "Checks of the changed receipt" });
    await expect(changed.locator("[data-outcome=fail]").first()).toBeVisible();
  }
  await opened.getByRole("button", { name: "Hide the last entry of the log" }).click();
  await expect(opened.getByText(/Caught by: Log's signature on the head/)).toBeVisible();
  await opened.getByRole("button", { name: "Undo" }).click();
  await expect(opened.getByRole("list", { name: "Checks of the changed receipt" })).toBeHidden();
});

test("the reader's own edit is caught by the check that notices it", async ({ page }) => {
  const opened = await openChecked(page);
  await opened.getByText("Edit the entry yourself").click();
  const entry = opened.getByRole("textbox", { name: "The entry, exactly as logged" });
  const original = await entry.inputValue();
  await entry.fill(original.replace("Halden Storage", "Malden Storage"));
  await expect(opened.getByText("Caught by: Inclusion in the tree, Author's signature.")).toBeVisible();
  await entry.fill(`${original} `);
  await expect(opened.getByText("Caught by: Inclusion in the tree, Statement inside the entry.")).toBeVisible();
  await entry.fill(original);
  await expect(opened.getByText(/^Caught by/)).toBeHidden();
});

test("a browser keeps the log's key and demands it at the next visit", async ({ page }) => {
  await asFirstVisit(page);
  const opened = await openChecked(page);
  await expect(opened.getByText(/First visit: the key comes from this site/).first()).toBeVisible();
  const again = await openChecked(page);
  await expect(again.getByText(/First visit/)).toHaveCount(0);
  await again.getByText(/^All \d+ checks$/).click();
  await expect(again.getByText(/The key that this browser remembers since/)).toBeVisible();
});

test("a receipt that the site falsified fails, and the chip says so", async ({ page }) => {
  await page.route(`**/api/v1/entries/${identity.index}/receipt`, async (route) => {
    const answer = await (await route.fetch()).json();
    const entry = Buffer.from(answer.receipt.entry, "base64").toString("utf8").replace("GmbH", "Bank");
    answer.receipt.entry = Buffer.from(entry).toString("base64");
    await route.fulfill({ json: answer });
  });
  await page.goto(`/providers/${halden.id}`);
  await chipOf(page).click();
  await expect(drawer(page).getByText("Checked in this browser: it does not hold.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(chipOf(page)).toHaveText("Failed: see what");
});

test("a genuine receipt of another entry does not pass for this one", async ({ page }) => {
  const other = halden.registered.index;
  await page.route(`**/api/v1/entries/${identity.index}/receipt`, async (route) => {
    await route.fulfill({
      response: await route.fetch({ url: route.request().url().replace(`/${identity.index}/`, `/${other}/`) }),
    });
  });
  await page.goto(`/providers/${halden.id}`);
  await chipOf(page).click();
  await expect(
    drawer(page).getByText(`This page shows entry ${identity.index}; the receipt is of entry ${other}.`).first(),
  ).toBeVisible();
});

test("a log that is signed by another key than the remembered one is refused", async ({ page }) => {
  await openChecked(page);
  const { origin } = halden.operator.index;
  const remembered = formatVkey({ name: origin, type: "ed25519", publicKey: freshIdentity().publicKey });
  await page.evaluate(
    ([name, vkey]) =>
      localStorage.setItem(`touchstone:trust:${name}`, JSON.stringify({ vkey, since: "2026-11-01T00:00:00.000Z" })),
    [origin, remembered] as const,
  );
  await page.goto(`/providers/${halden.id}`);
  await chipOf(page).click();
  await expect(drawer(page).getByText("Checked in this browser: it does not hold.")).toBeVisible();
  await expect(
    drawer(page)
      .getByText(/no signature of the key that this browser remembers for this log/)
      .first(),
  ).toBeVisible();
});

test("without a network the chip cannot check and says so", async ({ page, context }) => {
  await page.goto(`/providers/${halden.id}`);
  // The drawer's code comes on the first press: press another chip first.
  await page.getByRole("button", { name: /^Check: Provider listed/ }).click();
  await expect(page.getByText("Checked in this browser: it holds.")).toBeVisible();
  await page.keyboard.press("Escape");
  await context.setOffline(true);
  await chipOf(page).click();
  await expect(drawer(page).getByText("The receipt could not be fetched")).toBeVisible();
  await context.setOffline(false);
  await drawer(page).getByRole("button", { name: "Try again" }).click();
  await expect(drawer(page).getByText("Checked in this browser: it holds.")).toBeVisible();
});

test("a statement signed by a published key is checked with that key, found by its thumbprint", async ({ page }) => {
  const { key } = await publishKey(halden, "disclosure");
  const { operator } = halden;
  const signer = { ...operator, seed: key.seed, publicKey: key.publicKey, thumbprint: key.thumbprint };
  const renewed = await publishIdentity(
    { ...halden, operator: signer },
    { note: "By the disclosure key." },
    identity.hash,
  );
  await page.goto(`/log/entries/${renewed.index}`);
  const checks = page.getByRole("list", { name: "Checks of the receipt" });
  await expect(checks.getByText("Its author's key signed exactly these words, for this log.")).toBeVisible();
});

test("a log that shrank since the last visit is an alarm with evidence to keep", async ({ page, baseURL }) => {
  test.slow();
  const before = await (await fetch(new URL("/log/checkpoint", baseURL))).text();
  await registerOperator(halden.operator.index, "Grown");
  await page.goto("/log");
  await expect(page.getByText(/Your first visit: this browser now remembers/)).toBeVisible(UNHURRIED);
  await page.reload();
  await expect(page.getByText("The log continues what this browser saw before")).toBeVisible(UNHURRIED);
  await page.route("**/log/checkpoint", (route) => route.fulfill({ contentType: "text/plain", body: before }));
  await page.reload();
  // Above the page, as on every page, and where the browser's memory stands.
  const alarms = page.getByRole("alert").filter({ hasText: "This index shows an older log than you saw before" });
  await expect(alarms).toHaveCount(2, UNHURRIED);
  const memory = page.getByRole("region", { name: "What this browser remembers" });
  const [evidence] = await Promise.all([
    page.waitForEvent("download"),
    memory.getByRole("button", { name: "Download the evidence" }).click(),
  ]);
  expect(evidence.suggestedFilename()).toBe("touchstone-contradiction.json");
});
