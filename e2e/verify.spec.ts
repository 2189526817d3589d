import { readFile } from "node:fs/promises";
import { encodeArchive } from "#lib/log/archive.ts";
import { decodeEntryBundle, entriesTilePath, entryBundlesOfSize } from "#lib/log/tile.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import { CORNERS, expectAccessibleIn } from "./support/axe.ts";
import {
  freshIdentity,
  openIndex,
  type PublishedProvider,
  publishIdentity,
  type Recorded,
  registerOperator,
  registerProvider,
} from "./support/publish.ts";
import { expect, type Page, test } from "./support/test.ts";

let halden: PublishedProvider;
let identity: Recorded;
let receiptFile: string;
let logKey: string;

test.beforeAll(async ({ baseURL }) => {
  const index = await openIndex(baseURL ?? "");
  halden = await registerProvider(await registerOperator(index, "Verify Operations"), { name: "Verify Halden" });
  identity = await publishIdentity(halden);
  const answer = await fetch(new URL(`/api/v1/entries/${identity.index}/receipt?format=file`, baseURL));
  receiptFile = await answer.text();
  logKey = (await (await fetch(new URL("/log/vkey", baseURL))).text()).trim();
});

async function openVerify(page: Page) {
  await page.goto("/verify");
  await expect(page.getByText("Loaded: from here on it works without a network.")).toBeVisible();
}

const give = (page: Page, text: string, name = "entry.receipt.json") =>
  page.getByLabel("Files to check").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
const checks = (page: Page) => page.getByRole("list", { name: "Checks of the receipt", exact: true });

test("a receipt downloaded from the provider's page holds, with the network off", async ({ page, context }) => {
  await page.goto(`/providers/${halden.id}`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Receipt", exact: true }).click(),
  ]);
  await openVerify(page);
  await context.setOffline(true);
  await page.getByLabel("Files to check").setInputFiles(await download.path());
  await expect(page.getByText(/^It holds\. Checked in this browser/)).toBeVisible();
  await expect(checks(page).locator("[data-outcome=pass]")).toHaveCount(4);
  await expect(page.getByText(halden.operator.index.origin, { exact: true })).toBeVisible();
});

test("the file that the entry page writes is the one that the API serves", async ({ page }) => {
  await page.goto(`/log/entries/${identity.index}`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Receipt", exact: true }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toBe(receiptFile);
});

test("a changed byte is found, and named", async ({ page, context }) => {
  await openVerify(page);
  await context.setOffline(true);
  const receipt = JSON.parse(receiptFile);
  const entry = Buffer.from(receipt.entry, "base64").toString("utf8").replace("Halden", "Malden");
  await give(page, receiptFile.replace(receipt.entry, Buffer.from(entry).toString("base64")));
  await expect(page.getByText(/^It does not hold\./)).toBeVisible();
  await expect(checks(page).getByText(/its hashes lead to another root/)).toBeVisible();
  await expect(checks(page).getByText(/The key that it names did not sign these words/)).toBeVisible();
  await expectAccessibleIn(page, "a receipt that does not hold", CORNERS);
});

test("the key that the reader brings decides, whatever the site says", async ({ page }) => {
  await openVerify(page);
  await give(page, receiptFile);
  await expect(page.getByText(/^It holds\./)).toBeVisible();
  await page.getByText("I have the log's key from elsewhere").click();
  const key = page.getByRole("textbox", { name: "Log key" });
  await key.fill(logKey);
  await expect(page.getByText(/^It holds\./)).toBeVisible();
  await key.fill("other.example/log+0000");
  await expect(page.getByText("This is not a log key")).toBeVisible();
  // A sound key, but of another log: its signature is not on this checkpoint.
  await key.fill(formatVkey({ name: "other.example/log", type: "ed25519", publicKey: freshIdentity().publicKey }));
  await expect(page.getByText(/^It does not hold\./)).toBeVisible();
});

test("a checkpoint can be verified alone, by pasting it", async ({ page, baseURL }) => {
  const note = await (await fetch(new URL("/log/checkpoint", baseURL))).text();
  await openVerify(page);
  await page.getByRole("textbox", { name: "Or paste it" }).fill(note);
  await expect(page.getByText(/^It holds\./)).toBeVisible();
  await page.getByRole("textbox", { name: "Or paste it" }).fill(note.replace(/\n(\d+)\n/, "\n9$1\n"));
  await expect(page.getByText(/^It does not hold\./)).toBeVisible();
  await expect(page.getByText(/a byte of it was changed afterwards/).first()).toBeVisible();
});

for (const [what, text, place] of [
  ["prose", "Recorded as entry 7.", "line 1"],
  ["indented JSON", () => JSON.stringify(JSON.parse(receiptFile), null, 2), "the whole document"],
  ["a receipt with a bad index", () => receiptFile.replace(/"index":\d+/, '"index":-7'), "/index"],
  ["a receipt with a twin member", () => receiptFile.replace("{", '{"index":1,'), "/index"],
] as const)
  test(`bad input names its place and rule: ${what}`, async ({ page }) => {
    await openVerify(page);
    await give(page, typeof text === "string" ? text : text(), "bad.txt");
    const alert = page.getByRole("alert").filter({ hasText: "In bad.txt" });
    await expect(alert.locator("code")).toHaveText(place);
  });

test("the sample is a real receipt of this log, and can be tampered with", async ({ page }) => {
  await openVerify(page);
  await page.getByRole("button", { name: "Take one of this log" }).click();
  await expect(page.getByText(/^It holds\./)).toBeVisible();
  await page.getByRole("button", { name: "Back-date it by a day" }).click();
  await expect(page.getByText("Caught by: Inclusion in the tree.")).toBeVisible();
});

test("nothing that is verified leaves the browser", async ({ page }) => {
  await openVerify(page);
  await page.waitForLoadState("networkidle");
  const requests: string[] = [];
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    requests.push(`${request.method()} ${pathname}${search}${request.postData() ?? ""}`);
  });
  await give(page, receiptFile);
  await expect(page.getByText(/^It holds\./)).toBeVisible();
  // Every page asks by itself who is signed in and what the log's key and newest head are, when it is idle, which can be
  // later than now: nothing of the file is in it.
  const own =
    /^GET \/(_next\/static\/[^?]*|api\/v1\/session|log\/(checkpoint|vkey)|api\/v1\/log\/consistency\?[a-z0-9=&]*)$/;
  expect(requests.filter((request) => !own.test(request))).toEqual([]);
});

test("a whole exported log is verified in the browser, and a spoiled one is not", async ({ page, baseURL }) => {
  const note = await (await fetch(new URL("/log/checkpoint", baseURL))).text();
  const size = Number(note.split("\n")[1]);
  const leaves: Uint8Array[] = [];
  for (const { number, width } of entryBundlesOfSize(size)) {
    const path = `/log/${entriesTilePath({ number, width })}`;
    const bundle = new Uint8Array(await (await fetch(new URL(path, baseURL))).arrayBuffer());
    leaves.push(...(decodeEntryBundle(bundle) ?? []));
  }
  const archive = encodeArchive({ origin: halden.operator.index.origin, leaves, checkpointNotes: [note] });
  await openVerify(page);
  const drop = (bytes: Uint8Array) =>
    page
      .getByLabel("Files to check")
      .setInputFiles({ name: "whole.archive", mimeType: "", buffer: Buffer.from(bytes) });
  await drop(archive);
  await expect(page.getByText(`${size} entries, every signature, rule and root recomputed.`)).toBeVisible({
    timeout: 30_000,
  });
  // Within the first entry: what a stranger's line under a checkpoint says, nobody vouches for.
  await drop(archive.with(400, (archive[400] ?? 0) ^ 1));
  await expect(page.getByText(/^It does not hold\./)).toBeVisible({ timeout: 30_000 });
});
