import { randomBytes } from "node:crypto";
import { PASSPHRASE, registerOperator, saveSpare } from "./support/operator.ts";
import { leaksOf, listen } from "./support/secrets.ts";
import { expect, test } from "./support/test.ts";

test("no byte of a private key or passphrase leaves the browser, even of a key that can be exported", async ({
  page,
}) => {
  test.slow();
  const seed = randomBytes(32);
  const sent = listen(page);

  await page.goto("/settings");
  await page.getByText("Import a key").click();
  await page.getByLabel("Key or key file").fill(seed.toString("hex"));
  await page.getByLabel("Keep it exportable").check();
  await page.getByRole("button", { name: "Import this key" }).click();
  await expect(page.getByText("can be exported under a passphrase")).toBeVisible();

  await page.getByRole("button", { name: "Do something with Imported key" }).click();
  await page.getByRole("menuitem", { name: "Export as encrypted file" }).click();
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the encrypted file" }).click();
  await download;

  await page.goto("/operator");
  await saveSpare(page);
  await registerOperator(page, "Secret Operations");

  const posted = sent.filter((bytes) => bytes.includes("participant.register"));
  expect(posted.length, "the listener hears request bodies").toBeGreaterThan(0);
  expect(leaksOf(sent, Buffer.from("participant.register")).length, "the search finds what is there").toBeGreaterThan(
    0,
  );
  expect(leaksOf(sent, seed)).toEqual([]);
  expect(leaksOf(sent, Buffer.from(PASSPHRASE))).toEqual([]);
});
