import { expect, test } from "./support/test.ts";

test("the set-up page without its link says where the link comes from", async ({ page }) => {
  await page.goto("/setup");
  await expect(page.getByText("This page needs its link")).toBeVisible();
});

const link = process.env.TOUCHSTONE_E2E_SETUP ?? "";

// An index that was started by somebody else has no link to give; a run of its own always has one.
if (link !== "")
  test("the one-time link names this browser's key as administrator, hides its token, and works once", async ({
    page,
    context,
  }) => {
    test.slow();
    await page.goto(link);
    await expect(page).toHaveURL(/\/setup$/);
    await page.getByRole("button", { name: "Make my signing key" }).click();
    await page.getByRole("button", { name: "Make it the administrator and sign in" }).click();
    await expect(page.getByText("This index is yours to administer")).toBeVisible();
    await page.getByRole("link", { name: "Go on: become its first operator" }).click();
    await expect(page.getByRole("heading", { name: "Set up as operator" })).toBeVisible();
    const again = await context.newPage();
    await again.goto(link);
    await expect(again.getByText("The link is used up or too old")).toBeVisible();
  });
