import { pressAt as press, tabTo, typeAt as type } from "./support/by-keyboard.ts";
import { PASSPHRASE, textOf } from "./support/operator.ts";
import { expect, test } from "./support/test.ts";

test("the whole journey by keyboard alone", async ({ page }) => {
  test.slow();
  const button = (name: string) => page.getByRole("button", { name });
  await page.goto("/operator");
  await press(page, button("Make my signing key"));
  await type(page, page.getByLabel("Passphrase", { exact: true }), PASSPHRASE);
  await page.keyboard.press("Enter");
  await expect(button("Download the file")).toBeVisible();
  const spare = textOf(page.waitForEvent("download"));
  await press(page, button("Download the file"));
  expect(JSON.parse(await spare)).toMatchObject({ type: "touchstone-key/v1" });
  await press(page, page.getByLabel("I have saved it"), "Space");
  await press(page, button("Go on"));

  await type(page, page.getByLabel("Name of the operator"), "Keyboard Operations");
  await page.keyboard.press("Enter");

  await expect(page.getByLabel("A Prex instance")).toBeVisible();
  await tabTo(page, page.getByLabel("A Prex instance"));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByLabel("A PAID service")).toBeChecked();
  await type(page, page.getByLabel("Domain or address"), "https://keys.example/paid");
  await type(page, page.getByLabel("Name", { exact: true }), "Keys Only");
  await page.keyboard.press("Enter");

  await press(page, page.getByRole("link", { name: "Write the identity of Keys Only" }));
  await expect(page.getByLabel("Legal name")).toBeVisible();
  await press(page, button("Preview"));
  await expect(page.getByLabel("Legal name")).toBeFocused();
  await page.keyboard.type("Keys Only Ltd");
  await type(page, page.getByLabel("Jurisdiction"), "GB");
  await tabTo(page, page.getByLabel("Licensed or registered"));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByLabel("None, by choice")).toBeChecked();
  await press(page, button("Preview"));
  await expect(page.getByText("Takes effect at once")).toBeVisible();
  await press(page, button("Sign and publish"));

  await expect(page.getByText(/Recorded as entry \d/)).toBeVisible();
  const receipt = textOf(page.waitForEvent("download"));
  await press(page, button("Download the receipt"));
  expect(JSON.parse(await receipt)).toMatchObject({ type: "touchstone-receipt/v1" });
  await press(page, page.getByRole("link", { name: "See the public page" }));
  await expect(page).toHaveURL(/\/providers\/prv_/);
  await expect(page.getByRole("heading", { level: 1, name: "Keys Only" })).toBeVisible();
  await expect(page.getByText("Keys Only Ltd", { exact: true })).toBeVisible();
});
