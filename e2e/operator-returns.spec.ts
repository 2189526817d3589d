import { randomBytes } from "node:crypto";
import { fillIdentity, listProvider, registerOperator, saveSpare } from "./support/operator.ts";
import { expect, test } from "./support/test.ts";

test("without a spare key: warned, asked again before the second disclosure, and the draft waits for it", async ({
  page,
}) => {
  test.slow();
  await page.goto("/operator");
  await page.getByRole("button", { name: "Make my signing key" }).click();
  await page.getByRole("button", { name: "Skip for now" }).click();
  await expect(page.getByRole("dialog", { name: "Go on without a spare key?" })).toBeVisible();
  await page.getByRole("button", { name: "Go on without" }).click();
  await registerOperator(page, "Bold Operations");
  await listProvider(page, "Bold", "bold.example");
  await page.getByRole("link", { name: "Write the identity of Bold" }).click();
  await fillIdentity(page, "Bold Ltd");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await expect(page.getByText(/Recorded as entry \d/)).toBeVisible();

  await page.getByRole("link", { name: "Back to your actions" }).click();
  await expect(page.getByText("Save a spare key", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Correct or renew Identity" }).click();
  await expect(page.getByLabel("Legal name")).toHaveValue("Bold Ltd");
  await page.getByLabel("Legal name").fill("Bolder Ltd");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("heading", { name: "What changes" })).toBeVisible();
  await expect(page.getByRole("deletion")).toHaveText("Bold Ltd");
  await expect(page.getByRole("insertion")).toHaveText("Bolder Ltd");
  await expect(page.getByText("Before your second disclosure: save a spare key")).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign and publish" })).toBeDisabled();

  await page.getByRole("link", { name: "Save a spare key" }).click();
  await saveSpare(page);
  await expect(page.getByText(/Recorded as entry \d/)).toBeVisible();
  await page.goto("/operator");
  await page.getByRole("link", { name: "Correct or renew Identity" }).click();
  await expect(page.getByLabel("Legal name")).toHaveValue("Bolder Ltd");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await expect(page.getByText(/Recorded as entry \d/)).toBeVisible();
});

test("sessions: the current one is marked, all others end at once, signing in again needs only the key", async ({
  page,
  browser,
}) => {
  test.slow();
  await page.goto("/settings");
  await page.getByText("Import a key").click();
  const seed = randomBytes(32).toString("hex");
  await page.getByLabel("Key or key file").fill(seed);
  await page.getByRole("button", { name: "Import this key" }).click();
  await expect(page.getByText("cannot be copied out", { exact: true })).toBeVisible();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with this key" }).click();
  await expect(page.getByRole("heading", { name: "Set up as operator" })).toBeVisible();

  const other = await browser.newContext();
  const there = await other.newPage();
  await there.goto("/sign-in");
  await there.getByLabel("Key or key file").fill(seed);
  await there.getByRole("button", { name: "Import this key" }).click();
  await there.getByRole("button", { name: "Sign in with this key" }).click();
  await expect(there.getByRole("heading", { name: "Set up as operator" })).toBeVisible();

  await page.goto("/settings");
  await expect(page.getByText("this one")).toHaveCount(1);
  await page.getByRole("button", { name: "End all others (1)" }).click();
  await expect(page.getByRole("button", { name: /End all others/ })).toHaveCount(0);
  await there.goto("/settings");
  await expect(there.getByText("You are signed out")).toBeVisible();
  await page.getByRole("button", { name: "Sign out here" }).click();
  await expect(page.getByText("You are signed out")).toBeVisible();
  await other.close();
});
