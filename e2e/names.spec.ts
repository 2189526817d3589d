import { signUp } from "./support/signed-up.ts";
import { expect, test } from "./support/test.ts";
import { publishText } from "./support/zone.ts";

test("an operator proves its domain by a DNS record: copied from the page, looked at on request, told to every reader", async ({
  page,
}) => {
  test.slow();
  await signUp(page, "Named Operations", { name: "Named Instance", domain: "named.halden.example" });
  await page.getByRole("link", { name: "Prove its name" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is Named Instance really you?");
  await expect(page.getByText("unproven name", { exact: true })).toBeVisible();
  const record = (await page.getByText(/^touchstone=prv_[a-z2-7]{26};log=/).textContent()) ?? "";
  publishText("_touchstone.named.halden.example", record);

  const status = page.getByText("found", { exact: true });
  await expect(async () => {
    // A look that the index took by itself a moment ago must be a minute old before the next.
    await page.getByRole("button", { name: "Check now" }).click();
    await expect(status).toBeVisible({ timeout: 25_000 });
  }).toPass({ timeout: 150_000 });
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("name proven", { exact: true })).toBeVisible({ timeout: 2_000 });
  }).toPass();

  const id = /prv_[a-z2-7]{26}/.exec(record)?.[0];
  await page.goto(`/providers/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Named Instance");
  await expect(page.getByText("proven domain")).toBeVisible();
  await expect(page.getByText(/found the proof in the DNS of named\.halden\.example/)).toBeVisible();
});
