/** The returning operator: what is next, by when, at what cost; every tab; a second provider; wide and narrow. */

import { readFile } from "node:fs/promises";
import { CORNERS, expectAccessibleIn, WAYS } from "./support/axe.ts";
import { fillIdentity } from "./support/operator.ts";
import { signUp } from "./support/signed-up.ts";
import { expect, test } from "./support/test.ts";

test("the workspace says what to do next and what it costs, keeps its place in the address, and closing is previewed", async ({
  page,
}) => {
  test.slow();
  await page.setViewportSize({ width: 1280, height: 800 });
  await signUp(page, "Returning Operations", { name: "Halden", domain: "halden.example" });
  await page.getByRole("link", { name: "Write the identity of Halden" }).click();
  await fillIdentity(page, "Halden Ltd");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await page.getByRole("link", { name: "Back to your actions" }).click();

  await test.step("next actions, steps and calendar", async () => {
    await expect(page.getByRole("heading", { level: 1, name: /^Halden .*shows 0 of 4$/ })).toBeVisible();
    await expect(page.getByText("Gain: Stays unrated, limit 10 of 100: shows 0 → 1 of 4.")).toBeVisible();
    await expect(page.getByText("Publish the contacts of Halden")).toBeVisible();
    await expect(page.getByText("3 more for step 1")).toBeVisible();
    await expect(page.getByText("Nothing ends, begins or is due.")).toBeVisible();
    await expectAccessibleIn(page, "workspace", WAYS);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step("every tab has something in it, and the address keeps it", async () => {
    for (const [tab, sight] of [
      ["Keys", page.getByRole("heading", { name: "Account keys" })],
      ["Prices", page.getByText("No price list")],
      ["Definitions", page.getByRole("heading", { name: "Publish one" })],
      ["Cases", page.getByText("Nothing has been reported")],
      ["Members", page.getByRole("heading", { name: "Add a member" })],
      ["Automation", page.getByText("Send signs of life.")],
    ] as const) {
      await page.getByRole("tab", { name: tab }).click();
      await expect(sight).toBeVisible();
      await expect(page).toHaveURL(new RegExp(`tab=${tab.toLowerCase()}`));
    }
    await page.reload();
    await expect(page.getByText("Send signs of life.")).toBeVisible();
    await expectAccessibleIn(page, "automation", CORNERS);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step("a definition is tested in this browser and published from its files", async () => {
    await page.getByRole("tab", { name: "Definitions" }).click();
    const [document, ...beside] = await pricesFiles();
    if (document === undefined) throw new Error("The example is there.");
    const drop = page.getByLabel("Files of a definition");
    await drop.setInputFiles(document);
    await expect(page.getByText("Still missing: prices.js, prices-state.json")).toBeVisible();
    await drop.setInputFiles(beside);
    await expect(page.getByText("Its own tests come out as it says.")).toBeVisible();
    await expectAccessibleIn(page, "definition", CORNERS);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("button", { name: "Sign and publish" }).click();
    await expect(page.getByRole("link", { name: "Prices of a shop" })).toBeVisible();
    await expect(page.getByText("Still missing")).toBeHidden();
  });

  await test.step("a wind-up notice shows what follows before it is signed, and then stands above everything", async () => {
    await page.getByRole("tab", { name: "Disclosures" }).click();
    await page.getByRole("link", { name: /^Publish one.* Wind-up notice$/ }).click();
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);
    await page.getByLabel("Last deposit").fill(day(2));
    await page.getByLabel("Last use of balances").fill(day(10));
    await page.getByLabel("Last withdrawal").fill(day(20));
    await page.getByLabel("Share of balances covered").fill("100");
    await page.getByLabel("Reason").fill("The owner retires.");
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByText(/less than 30\. That is shown as broken/)).toBeVisible();
    await expect(page.getByText("Closes the purse")).toBeVisible();
    await expect(page.getByText("limit 10 → 0 of 100")).toBeVisible();
    await expect(page.getByRole("heading", { name: /^Closing: do not add money/ })).toBeVisible();
    await expectAccessibleIn(page, "closing", CORNERS);
    await page.getByRole("button", { name: "Sign and publish" }).click();
    await page.getByRole("link", { name: "See the public page" }).click();
    await expect(page.getByRole("heading", { name: /^Closing: do not add money/ })).toBeVisible();
    await page.goto("/operator");
    await expect(page.getByRole("figure", { name: /^3 clocks within 30 days/ })).toBeVisible();
    await expectAccessibleIn(page, "calendar", CORNERS);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("slider").focus();
    await page.keyboard.press("End");
    await expect(page.getByText("3 of 3:")).toBeVisible();
  });

  await test.step("a second provider: the switcher keeps the choice in the address", async () => {
    await page.getByRole("button", { name: "List another provider" }).click();
    await page.getByLabel("Domain or address").fill("second.example");
    await page.getByLabel("Name", { exact: true }).fill("Second");
    await page.getByRole("button", { name: "Sign and register" }).click();
    await page.getByLabel("Provider", { exact: true }).selectOption("Second");
    await expect(page.getByRole("heading", { level: 1, name: /^Second .*shows 0 of 4$/ })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { level: 1, name: /^Second .*shows 0 of 4$/ })).toBeVisible();
  });
});

/** The documentation's prices, from tomorrow on. */
async function pricesFiles() {
  const files = await Promise.all(
    ["prices.json", "prices.js", "prices-state.json"].map(async (name) => ({
      name,
      mimeType: "application/octet-stream",
      buffer: await readFile(`docs/how-to/definitions/${name}`),
    })),
  );
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  return files.map((file) => {
    if (file.name !== "prices.json") return file;
    const source = JSON.parse(file.buffer.toString());
    const window = { ...source.definition.window, validFrom: day(1), validUntil: day(300) };
    return {
      ...file,
      buffer: Buffer.from(JSON.stringify({ ...source, definition: { ...source.definition, window } })),
    };
  });
}
