/** Axe on the states that a signed-out visit never shows: set-up, forms with errors, preview, receipt, dashboard, dialogs. */
import { CORNERS, expectAccessibleIn, WAYS } from "./support/axe.ts";
import { fillIdentity, listProvider, makeKeys, registerOperator } from "./support/operator.ts";
import { expect, test } from "./support/test.ts";

test("every state of the operator's journey is accessible", async ({ page }) => {
  test.setTimeout(120_000);
  await makeKeys(page);
  await expectAccessibleIn(page, "register", CORNERS);
  await registerOperator(page, "Accessible Operations");
  await page.getByRole("textbox", { name: "Proof" }).fill("{}");
  await page.getByRole("button", { name: "Sign and register" }).click();
  await expect(page.getByText("Give the domain or the https address")).toBeVisible();
  await expectAccessibleIn(page, "provider with errors", CORNERS);
  await page.getByRole("textbox", { name: "Proof" }).fill("");
  await listProvider(page, "Accessible", "accessible.example");
  await expectAccessibleIn(page, "identity step", CORNERS);

  await page.getByRole("link", { name: "Write the identity of Accessible" }).click();
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("Give the legal name, or choose to stay anonymous.")).toBeVisible();
  await expectAccessibleIn(page, "composer with errors", WAYS);
  await fillIdentity(page, "Accessible Ltd");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("Takes effect at once")).toBeVisible();
  await expectAccessibleIn(page, "preview", CORNERS);
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await expect(page.getByText(/Recorded as entry \d/)).toBeVisible();
  await expectAccessibleIn(page, "receipt", CORNERS);

  await page.goto("/settings");
  await expect(page.getByText("this one")).toBeVisible();
  await expectAccessibleIn(page, "settings", WAYS);
  await page.getByRole("button", { name: "Do something with Account key" }).click();
  await page.getByRole("menuitem", { name: "Revoke in the log" }).click();
  await expect(page.getByRole("dialog", { name: "Revoke the key for account" })).toBeVisible();
  await expect(page.getByLabel("Spare key file")).toBeVisible();
  await expectAccessibleIn(page, "revoke", CORNERS);

  await page.goto("/operator/keys");
  await page.getByText("Use a separate key").click();
  await expect(page.getByLabel("Which key")).toBeVisible();
  await expectAccessibleIn(page, "keys", CORNERS);
  await page.goto("/operator/members");
  await expect(page.getByRole("button", { name: "Sign and add" })).toBeVisible();
  await expectAccessibleIn(page, "members", CORNERS);
});
