import { CORNERS, expectAccessibleIn } from "./support/axe.ts";
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

    // Whoever administers appoints with the same key, and reads the bounds of what it can change.
    await page.goto("/admin");
    await page.getByText("Announce another policy").click();
    await page.getByLabel("The operator answers").fill("71");
    await expect(page.getByText("Must be a whole number from 72 to 720.")).toBeVisible();
    const own = (await page.getByText("(you)").locator("..").locator("code").getAttribute("title")) ?? "";
    await page.getByText("Appoint somebody").click();
    await page.getByLabel("did:key of the maintainer").fill(own);
    await expect(page.getByText("must register before it can accept")).toBeVisible();
    await expectAccessibleIn(page, "administration", CORNERS);
    await page.getByRole("button", { name: "Appoint" }).click();
    await expect(page.getByText(/Recorded as entry \d/)).toBeVisible();
    await page.goto(`/maintainers/${own}`);
    await expect(page.getByText("Has not accepted yet, and is not drawn.")).toBeVisible();
    await expectAccessibleIn(page, "maintainer");
  });
