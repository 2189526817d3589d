/** Axe on the states that a signed-out visit never shows: set-up, forms with errors, preview, receipt, dashboard, dialogs. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { fillIdentity, listProvider, makeKeys, registerOperator } from "./support/operator.ts";

const CORNERS = [
  [360, "light"],
  [1280, "dark"],
] as const;
const ALL = [...CORNERS, [360, "dark"], [1280, "light"]] as const;

/** Pages are checked in all four ways to see them, further states of a page in two that meet each theme and width once. */
async function checkHere(
  page: Page,
  state: string,
  ways: readonly (readonly [number, "light" | "dark"])[] = CORNERS,
): Promise<void> {
  for (const [width, colorScheme] of ways) {
    await page.setViewportSize({ width, height: 800 });
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
  await checkHere(page, "composer with errors", ALL);
  await fillIdentity(page, "Accessible Ltd");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("Takes effect at once")).toBeVisible();
  await checkHere(page, "preview");
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await expect(page.getByText(/Recorded as entry \d/)).toBeVisible();
  await checkHere(page, "receipt");

  await page.goto("/operator");
  await expect(page.getByText("Nothing is due.")).toBeVisible();
  await checkHere(page, "dashboard", ALL);
  await page.goto("/settings");
  await expect(page.getByText("this one")).toBeVisible();
  await checkHere(page, "settings", ALL);
  await page.getByRole("button", { name: "Do something with Account key" }).click();
  await page.getByRole("menuitem", { name: "Revoke in the log" }).click();
  await expect(page.getByRole("dialog", { name: "Revoke Account key" })).toBeVisible();
  await expect(page.getByLabel("Spare key file")).toBeVisible();
  await checkHere(page, "revoke");
});
