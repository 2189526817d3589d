import { randomBytes } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { PASSPHRASE, registerOperator, saveSpare } from "./support/operator.ts";

/** Everything that leaves the page: addresses, headers, bodies. */
function listen(page: Page): Buffer[] {
  const sent: Buffer[] = [];
  page.on("request", (request) => {
    sent.push(Buffer.from(request.url()), Buffer.from(JSON.stringify(request.headers())));
    const body = request.postDataBuffer();
    if (body !== null) sent.push(body);
  });
  page.on("websocket", (socket) => {
    sent.push(Buffer.from(socket.url()));
    socket.on("framesent", ({ payload }) => sent.push(Buffer.from(payload)));
  });
  return sent;
}

/** A secret as it could be spelled in a request, URL-encoded spellings included. */
function spellings(secret: Buffer): Buffer[] {
  const texts = [secret.toString("hex"), secret.toString("hex").toUpperCase(), secret.toString("base64url")];
  const base64 = secret.toString("base64").replace(/=+$/, "");
  texts.push(base64, encodeURIComponent(base64), JSON.stringify([...secret]).slice(1, -1));
  return [secret, ...texts.map((text) => Buffer.from(text))];
}

function leaksOf(sent: readonly Buffer[], secret: Buffer): string[] {
  const forms = spellings(secret);
  return sent
    .filter((bytes) => forms.some((form) => bytes.includes(form)))
    .map((bytes) => bytes.toString("latin1").slice(0, 200));
}

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
