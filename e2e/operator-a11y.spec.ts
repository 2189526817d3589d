/** Axe on the states that a signed-out visit never shows: set-up, forms with errors, preview, receipt, dashboard, dialogs. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { fillIdentity, listProvider, makeKeys, registerOperator } from "./support/operator.ts";

const WIDTHS = [360, 1280] as const;
const SCHEMES = ["light", "dark"] as const;

async function checkHere(page: Page, state: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${colorScheme}\\b`));
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map((rule) => ({ rule: rule.id, where: rule.nodes.map((node) => node.html) }));
      expect(found, `${state}, ${width} px, ${colorScheme}`).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${state}, ${width} px runs out sideways`).toBeLessThanOrEqual(0);
    }
  }
}

test("every state of the operator's journey is accessible in both themes and two widths", async ({ page }) => {
  test.setTimeout(240_000);
  await makeKeys(page);
  await checkHere(page, "register");
  await registerOperator(page, "Accessible Operations");
  await page.getByRole("textbox", { name: "Proof" }).fill("{}");
  await page.getByRole("button", { name: "Sign and register" }).click();
  await expect(page.getByText("Give the domain or the https address")).toBeVisible();
  await checkHere(page, "provider with errors");
  await page.getByRole("textbox", { name: "Proof" }).fill("");
  await listProvider(page, "Accessible", "accessible.example");
  await checkHere(page, "identity step");

  await page.getByRole("link", { name: "Write the identity of Accessible" }).click();
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("Give the legal name, or choose to stay anonymous.")).toBeVisible();
  await checkHere(page, "composer with errors");
  await fillIdentity(page, "Accessible Ltd");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("Takes effect at once")).toBeVisible();
  await checkHere(page, "preview");
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await expect(page.getByText(/Recorded as entry \d/)).toBeVisible();
  await checkHere(page, "receipt");

  await page.goto("/operator");
  await expect(page.getByText("Nothing is due.")).toBeVisible();
  await checkHere(page, "dashboard");
  await page.goto("/settings");
  await expect(page.getByText("this one")).toBeVisible();
  await checkHere(page, "settings");
  await page.getByRole("button", { name: "Do something with Account key" }).click();
  await page.getByRole("menuitem", { name: "Revoke in the log" }).click();
  await expect(page.getByRole("dialog", { name: "Revoke Account key" })).toBeVisible();
  await expect(page.getByLabel("Spare key file")).toBeVisible();
  await checkHere(page, "revoke");
});
