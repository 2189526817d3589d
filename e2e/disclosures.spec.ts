/** Disclosures of any type in the browser: by mouse, wide and narrow, corrected, in one sitting, and from a file. */

import { asInstant } from "#lib/kernel/instant.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { CORNERS, expectAccessibleIn, type Way } from "./support/axe.ts";
import { fillIdentity } from "./support/operator.ts";
import { signUp } from "./support/signed-up.ts";
import { expect, type Page, test } from "./support/test.ts";

const NARROW: Way = [360, "dark"];

async function becomeOperator(page: Page, name: string): Promise<void> {
  await signUp(page, `${name} Operations`, { name, domain: `${name.toLowerCase()}.example` });
}

async function fillContacts(page: Page): Promise<void> {
  const rows = page.getByRole("group", { name: /^Role \d$/ });
  await page.getByRole("button", { name: "Add a role" }).click();
  for (const [at, role] of ["support", "complaints"].entries()) {
    await rows.nth(at).getByLabel("Role", { exact: true }).fill(role);
    await rows.nth(at).getByLabel("Reached at").fill(`mailto:${role}@halden.example`);
  }
  await page.getByLabel("Security contact").fill("mailto:security@halden.example");
}

async function fillFees(page: Page): Promise<void> {
  const line = page.getByRole("group", { name: "Price line 1" });
  await line.getByLabel("Service").fill("storage");
  await line.getByLabel("Unit").fill("call");
  await line.getByLabel("Price per 1,000").fill("0.45");
  await line.getByLabel("Currency").fill("EUR");
  await line.getByLabel("From").fill("2026-12-24");
  await line.getByLabel("Notice in days").fill("14");
}

async function signOne(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("Takes effect at once")).toBeVisible();
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await expect(page.getByText(/^Recorded as entry \d/)).toBeVisible();
}

test.describe(() => {
  test.use({ viewport: { width: 1280, height: 800 } });

  test("step 1 in one sitting by one signature, then a correction with its differences, and both versions compared", async ({
    page,
  }) => {
    test.slow();
    await becomeOperator(page, "Sitting");
    await page.goto("/operator/disclosures");
    await page.getByRole("link", { name: "Write 3 in one sitting" }).click();
    await page.getByRole("button", { name: "Review all 3" }).click();
    await expect(page.getByText("Name at least two roles", { exact: false })).toBeVisible();
    await expect(page.locator("#form-identity").locator(":focus")).toHaveCount(1);
    await fillContacts(page);
    await expect(page.getByText("Name at least two roles", { exact: false })).toHaveCount(0);
    await fillFees(page);
    await fillIdentity(page, "Sitting Ltd");
    await page.getByRole("button", { name: "Review all 3" }).click();
    await page.getByRole("button", { name: "Sign and publish all 3" }).click();
    await expect(page.getByText("3 of 3 recorded")).toBeVisible();

    await page.getByRole("link", { name: "What comes next" }).click();
    await expect(page.getByText("Step 1 needs this one thing")).toBeVisible();
    await expectAccessibleIn(page, "all disclosures", CORNERS);
    await page.getByRole("link", { name: /^Correct or renew\b.*Contacts/ }).click();
    const support = page.getByRole("group", { name: "Role 1" }).getByLabel("Reached at");
    await expect(support).toHaveValue("mailto:support@halden.example");
    await support.fill("https://halden.example/support");
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByText("Roles: support › Reached at")).toBeVisible();
    await expect(page.getByRole("deletion")).toHaveText("mailto:support@halden.example");
    await expect(page.getByRole("insertion")).toHaveText("https://halden.example/support");
    await page.getByRole("button", { name: "Sign and publish" }).click();
    await expect(page.getByText("3 of 4 things for step 1 done.", { exact: false })).toBeVisible();

    await page.getByRole("link", { name: "See the public page" }).click();
    const contacts = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Contacts" }) });
    await contacts.getByText("What it says").click();
    await contacts.getByRole("link", { name: /^All 2 versions/ }).click();
    await expect(page.getByRole("heading", { name: /^In force without a gap/ })).toBeVisible();
    await expect(page.getByRole("deletion")).toHaveText("mailto:support@halden.example");
    await expect(page.getByRole("table", { name: "Versions of Contacts" }).getByRole("row")).toHaveCount(3);
    await expectAccessibleIn(page, "versions compared");
  });
});

test.describe(() => {
  test.use({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });

  test("at 360 px: contacts and prices by the composer; a file of which the good rows are signed and the bad ones kept", async ({
    page,
  }) => {
    test.slow();
    await becomeOperator(page, "Narrow");
    await page.goto("/operator/disclosures");
    await page.getByRole("link", { name: /^Publish\b.*Contacts/ }).click();
    await fillContacts(page);
    await expectAccessibleIn(page, "contacts form", [NARROW]);
    await signOne(page);
    await page.goto("/operator/disclosures");
    await page.getByRole("link", { name: /^Publish\b.*Prices/ }).click();
    await fillFees(page);
    await signOne(page);

    const now = asInstant(Date.now());
    const row = (type: "software" | "dependency" | "windup_plan", change: object = {}) =>
      JSON.stringify({ type, body: { ...DISCLOSURES[type].example(now), ...change } });
    const lines = [
      row("software"),
      row("dependency", { hosts: [] }),
      row("dependency"),
      '{"type": "software", ',
      row("windup_plan"),
    ];
    await page.goto("/operator/disclosures/import");
    await page.getByLabel("Choose a file with disclosures").setInputFiles({
      name: "many.jsonl",
      mimeType: "application/x-ndjson",
      buffer: Buffer.from(lines.join("\n")),
    });
    // Read by then: a file that is still being read is in no draft yet.
    await expect(page.getByLabel("Rows")).toHaveValue(lines.join("\n"));
    await page.reload();
    await expect(page.getByLabel("Rows")).toHaveValue(lines.join("\n"));
    await page.getByRole("button", { name: "Read the rows" }).click();
    await expect(page.getByText("3 rows can be published, 2 are at fault.")).toBeVisible();
    const faults = page.getByRole("table", { name: "Rows at fault" }).getByRole("row");
    await expect(faults).toHaveCount(3);
    await expect(faults.nth(1)).toContainText("/body/hosts");
    await expect(faults.nth(1)).toContainText("Name at least one host.");
    await expectAccessibleIn(page, "file at fault", [NARROW]);
    await page.getByRole("button", { name: "Sign and publish all 3" }).click();
    await expect(page.getByText("3 of 3 recorded")).toBeVisible();
    await page.getByRole("button", { name: "Mend the rows at fault" }).click();
    await expect(page.getByLabel("Rows")).toHaveValue([lines[1], lines[3]?.trim()].join("\n"));
  });
});
