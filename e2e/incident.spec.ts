/** The incident wizard: the first word step by step, the clocks it starts, and an action item settled in place. */

import { CORNERS, expectAccessibleIn } from "./support/axe.ts";
import { fillIdentity } from "./support/operator.ts";
import { signUp } from "./support/signed-up.ts";
import { expect, type Page, test } from "./support/test.ts";

const next = (page: Page) => page.getByRole("button", { name: "Next", exact: true }).click();
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 16);

test("an incident is told step by step, its clocks run, the draft is kept, and an action item is settled in place", async ({
  page,
}) => {
  test.slow();
  await signUp(page, "Unlucky Operations", { name: "Unlucky", domain: "unlucky.example" });
  await page.getByRole("link", { name: "Write the identity of Unlucky" }).click();
  await fillIdentity(page, "Unlucky Ltd");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await page.getByRole("link", { name: "Back to your actions" }).click();

  await page.getByRole("link", { name: "Something went wrong" }).click();
  await page.getByRole("link", { name: "Report an incident" }).click();
  await next(page);
  await expect(page.getByLabel("What happened")).toBeFocused();
  await page.getByLabel("What happened").fill("No withdrawals for two hours.");
  await page.getByLabel("Short name of the incident").fill("2026-11-outage");
  await next(page);
  await page.getByLabel("Whom it hurt").fill("41 withdrawals were late.");
  await expect(page.getByText("Draft kept", { exact: false })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("What happened")).toHaveValue("No withdrawals for two hours.");
  await page.getByRole("button", { name: "3. Timeline" }).click();
  await page.getByLabel("It began").fill(minutesAgo(300));
  await page.getByLabel("You noticed").fill(minutesAgo(240));
  await expect(page.getByText("in 2 d 19 h")).toBeVisible();
  await expectAccessibleIn(page, "incident, timeline", CORNERS);
  await page.getByRole("button", { name: "5. Action items" }).click();
  await page.getByRole("button", { name: "Add an action item" }).click();
  await page.getByLabel("Short name").fill("second-node");
  await page.getByLabel("Kind").selectOption("Prevent");
  await page.getByLabel("What will be done").fill("Run a second node.");
  await page.getByLabel("Due").fill(new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
  await page.getByLabel("Done when").fill("Withdrawals go on when either is stopped.");
  await next(page);
  await page.getByRole("button", { name: "Add a question" }).click();
  await page.getByLabel("Asked").fill(minutesAgo(60));
  await page.getByLabel("Question", { exact: true }).fill("Is my balance safe?");
  await next(page);
  await page.getByLabel("Over, full report given").check();
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("heading", { name: "Timeline", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "7. Status" }).click();
  await page.getByLabel("Cause known").check();
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("Takes effect at once")).toBeVisible();
  await expect(page.getByText(/^Telling it yourself is worth it\..* weighs 50 % of what others find/)).toBeVisible();
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await expect(page.getByText(/^Recorded as entry \d/)).toBeVisible();

  await page.getByRole("link", { name: "Back to your actions" }).click();
  await page.getByRole("link", { name: "Finish the report on 2026-11-outage: go" }).click();
  await expect(page.getByText("The report on 2026-11-outage, continued.", { exact: false })).toBeVisible();
  await expect(page.getByLabel("What happened")).toHaveValue("No withdrawals for two hours.");
  await page.getByRole("link", { name: "All incidents" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "First word" })).toContainText("kept");
  await expect(page.getByRole("listitem").filter({ hasText: "Full report" })).toContainText("running");
  await expect(page.getByRole("listitem").filter({ hasText: "Answer to a question" })).toContainText("running");
  await page.getByText("Say what became of it").click();
  await page.getByLabel("Done", { exact: true }).check();
  await page.getByLabel("How a stranger can tell").fill("https://status.unlucky.example/second-node");
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: /^\s*second-node/ })).toContainText("kept");
  await expectAccessibleIn(page, "incidents", CORNERS);
});
