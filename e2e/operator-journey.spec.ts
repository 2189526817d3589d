import {
  fillIdentity,
  listProvider,
  makeKeys,
  proveName,
  registerOperator,
  saveSpare,
  textOf,
} from "./support/operator.ts";
import { signUp } from "./support/signed-up.ts";
import { expect, test } from "./support/test.ts";

test("from no key to a public identity with a receipt that verifies, also offline", async ({ page, context }) => {
  test.slow();
  await test.step("the gain stands beside the cost, and no tier is promised", async () => {
    await page.goto("/operator");
    await expect(page.getByRole("heading", { name: "What you gain" })).toBeVisible();
    await expect(
      page.getByText("Public for ever", { exact: false }).or(page.getByText("public for ever")),
    ).toBeVisible();
  });

  await test.step("a signing key and a spare key are made", async () => {
    const spare: unknown = JSON.parse(await makeKeys(page));
    expect(spare).toMatchObject({ v: 1, type: "touchstone-key/v1", purpose: "control", cipher: "AES-256-GCM" });
    expect(spare).toMatchObject({ kdf: { name: "PBKDF2-SHA-256", iterations: 600_000 } });
  });

  await test.step("registering without a name leads back to the name", async () => {
    await page.getByRole("button", { name: "Sign in and register" }).click();
    await expect(page.getByLabel("Name of the operator")).toBeFocused();
    await registerOperator(page, "Halden Operations");
    await expect(page.getByText(/^Recorded as entry \d/)).toBeVisible();
  });

  await test.step("a foreign proof of name is refused here, the right one is verified here", async () => {
    const command = (await page.getByRole("figure").filter({ hasText: "Command" }).locator("pre").textContent()) ?? "";
    const foreign = await proveName(command.replace(/--log \S+/, "--log other.example/log"));
    await page.getByRole("textbox", { name: "Proof" }).fill(foreign);
    await expect(page.getByText("Was it made for another account or index?")).toBeVisible();
    await page.getByRole("textbox", { name: "Proof" }).fill(await proveName(command));
    await expect(page.getByText("Verified here: signed by")).toBeVisible();
    await listProvider(page, "Halden", "halden.example");
  });

  await page.getByRole("link", { name: "Write the identity of Halden" }).click();
  await test.step("an empty form names what is missing and goes there", async () => {
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByText("Give the legal name, or choose to stay anonymous.")).toBeVisible();
    await expect(page.getByLabel("Legal name")).toBeFocused();
  });

  await test.step("preview shows the effect, computed here, and the exact bytes", async () => {
    await fillIdentity(page, "Halden GmbH");
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByText("Takes effect at once")).toBeVisible();
    await expect(page.getByText("You can correct it, never delete it.")).toBeVisible();
    await expect(page.getByRole("complementary", { name: "Exact bytes" }).locator("pre")).toContainText(
      "disclosure.identity",
    );
  });

  await page.getByRole("button", { name: "Sign and publish" }).click();
  await expect(page.getByText(/Recorded as entry \d/)).toBeVisible();
  const download = textOf(page.waitForEvent("download"));
  await page.getByRole("button", { name: "Download the receipt" }).click();
  const receipt = await download;
  expect(JSON.parse(receipt)).toMatchObject({ type: "touchstone-receipt/v1" });

  await test.step("the public page shows it", async () => {
    await page.getByRole("link", { name: "See the public page" }).click();
    await expect(page).toHaveURL(/\/providers\/prv_/);
    await expect(page.getByRole("heading", { level: 1, name: "Halden" })).toBeVisible();
    await expect(page.getByText("Halden GmbH", { exact: true })).toBeVisible();
    await expect(page.getByText("unproven name")).toHaveCount(0);
  });

  await test.step("/verify accepts the receipt, with and without a network", async () => {
    await page.goto("/verify");
    const chooser = page.getByLabel("Files to check");
    const file = (text: string) => ({
      name: "entry.receipt.json",
      mimeType: "application/json",
      buffer: Buffer.from(text),
    });
    const accepted = page.getByText(
      /^(It holds|Nothing is wrong, but not everything could be checked)\. Checked in this browser/,
    );
    await expect(page.getByText("Loaded: from here on it works without a network.")).toBeVisible();
    await chooser.setInputFiles(file(receipt));
    await expect(accepted).toBeVisible();
    await context.setOffline(true);
    await chooser.setInputFiles(file(receipt.replace(/"index":(\d+)/, (_, index) => `"index":${Number(index) - 1}`)));
    await expect(page.getByText(/^It does not hold\./)).toBeVisible();
    await chooser.setInputFiles(file(receipt));
    await expect(accepted).toBeVisible();
    await context.setOffline(false);
  });

  await test.step("back at /operator: what the next step needs", async () => {
    await page.goto("/operator");
    await expect(page.getByRole("heading", { level: 1, name: /^Halden .*shows 0 of 4$/ })).toBeVisible();
    await expect(page.getByText("Publish the contacts of Halden")).toBeVisible();
    await expect(page.getByText("Spare key saved")).toBeVisible();
  });
});

test("what is typed survives a reload and a lost network; the signed statement goes out when it is back", async ({
  page,
  context,
}) => {
  test.slow();
  await signUp(page, "Draft Operations", { name: "Drafty", domain: "drafty.example" });
  await page.getByRole("link", { name: "Write the identity of Drafty" }).click();
  await page.getByLabel("Legal name").fill("Half a name");
  await expect(page.getByText("Draft kept", { exact: false })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Legal name")).toHaveValue("Half a name");

  await fillIdentity(page, "Drafty Ltd");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("Takes effect at once")).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await expect(page.getByText("You are offline: signed, but not sent")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(/Recorded as entry \d/)).toBeVisible();
});

test("an index that cannot take it now: draft and statement are kept, sent again by one press, recorded once", async ({
  page,
}) => {
  test.slow();
  await signUp(page, "Patient Operations", { name: "Patience", domain: "patience.example" });
  await page.getByRole("link", { name: "Write the identity of Patience" }).click();
  // Without its database the index keeps no draft: the browser does.
  const refused = page.waitForResponse((answer) => answer.url().includes("/api/v1/drafts") && answer.status() === 503);
  await page.route("**/api/v1/drafts**", (route) => route.fulfill({ status: 503, headers: { "retry-after": "5" } }));
  await page.getByLabel("Legal name").fill("Patience, for now");
  await refused;
  await page.reload();
  await expect(page.getByLabel("Legal name")).toHaveValue("Patience, for now");
  await page.unroute("**/api/v1/drafts**");
  await fillIdentity(page, "Patience Ltd");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.route("**/api/v1/statements", (route) =>
    route.fulfill({
      status: 503,
      headers: { "retry-after": "7", "content-type": "application/problem+json" },
      json: {
        code: "unavailable",
        status: 503,
        title: "Away",
        detail: "The sequencer is away.",
        action: "Wait.",
        type: "/x",
        request_id: "r",
        errors: [],
      },
    }),
  );
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await expect(page.getByText("Not recorded yet: the index cannot take it now")).toBeVisible();
  await expect(page.getByText(/Worth trying in \d s/)).toBeVisible();
  await page.unroute("**/api/v1/statements");
  await page.getByRole("button", { name: "Try again now" }).click();
  await expect(page.getByText(/Recorded as entry \d/)).toBeVisible();
});

test("a browser that lost its key says where to go; the spare key puts a new one in its place", async ({ page }) => {
  test.slow();
  const spare = await makeKeys(page);
  await registerOperator(page, "Forgetful Operations");
  await listProvider(page, "Forgetful", "forgetful.example");
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase("touchstone-keys");
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      }),
  );
  await page.reload();
  await expect(page.getByText("This step needs your signing key, and it is not in this browser")).toBeVisible();
  await page.getByRole("link", { name: "Bring the key here" }).click();

  await page.getByLabel("Spare key file").fill(spare);
  const passphrase = page.getByLabel("Passphrase", { exact: true }).first();
  await passphrase.fill("not the passphrase");
  await page.getByRole("button", { name: "Open the spare key" }).click();
  await expect(page.getByText("This passphrase does not open the file")).toBeVisible();
  await passphrase.fill("winter harbour granite lamp");
  await page.getByRole("button", { name: "Open the spare key" }).click();
  await expect(page.getByText("Replace the key of Forgetful Operations")).toBeVisible();
  await saveSpare(page);
  await page.getByRole("button", { name: "Sign and replace the key" }).click();
  await expect(page.getByText("A new key of Forgetful Operations lives in this browser")).toBeVisible();
  await page.getByRole("link", { name: "To your account" }).click();
  await page.goto("/settings");
  await expect(page.getByText("pending in the log")).toBeVisible();
});
