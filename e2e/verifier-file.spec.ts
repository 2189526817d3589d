import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Page, test } from "@playwright/test";
import { z } from "zod";
import { encodeArchive } from "#lib/log/archive.ts";
import { buildReceipt } from "#lib/log/receipt.ts";
import { formatWitnessPolicy } from "#lib/log/witness-policy.ts";
import { buildConflictingCheckpoints } from "#lib/state/fraud/build.ts";
import { encodeFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { forkedAt, headOf, logSigner, POLICY, receiptIn, smallLog } from "#lib/state/testing/fraud-world.ts";
import { TEST_LOG } from "#lib/state/testing/world.ts";
import { convictions } from "./support/convictions.ts";
import { expect } from "./support/expect.ts";

let folder: string;
let address: string;
let html: string;

const { leaves } = smallLog(12).world;
const head = headOf(leaves, leaves.length);
const receipt = buildReceipt(receiptIn(leaves, 1, leaves.length, head));
const archive = encodeArchive({ origin: TEST_LOG, leaves, checkpointNotes: [head] });
const fork = buildConflictingCheckpoints(head, headOf(forkedAt(leaves, 1), leaves.length), logSigner.vkey);

test.beforeAll(async ({ baseURL }) => {
  folder = mkdtempSync(path.join(tmpdir(), "touchstone-verifier-"));
  html = await (await fetch(new URL("/touchstone-verifier.html", baseURL))).text();
  writeFileSync(path.join(folder, "touchstone-verifier.html"), html);
  address = pathToFileURL(path.join(folder, "touchstone-verifier.html")).href;
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function openFromDisk(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.goto(address);
  await expect(page.getByText("Ready. Nothing that you give leaves this file")).toBeVisible();
}

const give = (page: Page, files: Readonly<Record<string, Uint8Array>>) =>
  page
    .getByLabel("Files to check")
    .setInputFiles(Object.entries(files).map(([name, bytes]) => ({ name, mimeType: "", buffer: Buffer.from(bytes) })));
const article = (page: Page, name: string) => page.getByRole("article", { name });
const failedChecks = (page: Page, name: string) =>
  article(page, name)
    .locator("li[data-outcome=fail]")
    .evaluateAll((all) => all.map((one) => one.getAttribute("data-check")));

test("the served file is the one that the log announces, under a policy that loads nothing", async ({ baseURL }) => {
  const answer = await fetch(new URL("/touchstone-verifier.html", baseURL));
  expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'sha256-/);
  const said = await (await fetch(new URL("/.well-known/touchstone.json", baseURL))).json();
  const { verifier_sha256 } = z.object({ verifier_sha256: z.string() }).parse(said);
  expect(createHash("sha256").update(html).digest("hex")).toBe(verifier_sha256);
  const genesis = Buffer.from(await (await fetch(new URL("/log/tile/entries/000.p/1", baseURL))).arrayBuffer());
  expect(genesis.toString("utf8")).toContain(`"verifierSha256":"${verifier_sha256}"`);
});

test("opened from disk with the network off, it judges a receipt, a flipped byte, a proof of fraud and a whole log", async ({
  page,
}) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await openFromDisk(page);
  const spoiled = archive.with(Math.floor(archive.length / 2), (archive[Math.floor(archive.length / 2)] ?? 0) ^ 1);
  const changed = Buffer.from(receipt)
    .toString()
    .replace(
      /"entry":"(.{60})(.)/,
      (_, before: string, letter: string) => `"entry":"${before}${letter === "A" ? "B" : "A"}`,
    );
  const files = {
    "mine.receipt.json": receipt,
    "changed.receipt.json": Buffer.from(changed),
    "split.fraud.json": fork === undefined ? new Uint8Array() : encodeFraudProof(fork),
    "whole.archive": archive,
    "spoiled.archive": spoiled,
  };
  await give(page, files);
  // Nobody has given a key yet: nothing about who signed is claimed.
  await expect(article(page, "mine.receipt.json").getByText("Not decided.")).toBeVisible();
  await expect(article(page, "split.fraud.json").getByText("Not decided.")).toBeVisible();

  await page.getByLabel("Keys that you have from elsewhere").fill(logSigner.vkey);
  await expect(article(page, "mine.receipt.json").getByText("Holds.", { exact: true })).toBeVisible();
  await expect(page.getByText("Entry 1 stands in the log test.invalid/log.")).toBeVisible();
  await expect(article(page, "changed.receipt.json").getByText("Does not hold.", { exact: true })).toBeVisible();
  expect(await failedChecks(page, "changed.receipt.json")).toContain("inclusion");
  await expect(article(page, "split.fraud.json").getByText("Convicts the log.", { exact: true })).toBeVisible();
  await expect(article(page, "whole.archive").getByText(`${leaves.length} entries, every signature`)).toBeVisible();
  await expect(article(page, "spoiled.archive").getByText("Does not hold.", { exact: true })).toBeVisible();
  await expect(page.getByText("Checked 5 files.")).toBeVisible();
  expect(requests.filter((url) => !url.startsWith("file:"))).toEqual([]);
});

test("a proof of every kind of fraud convicts there by the reader's own key and watchers", async ({ page }) => {
  test.slow();
  const files = Object.entries(await convictions()).map(([kind, bytes]) => [`${kind}.fraud.json`, bytes] as const);
  await openFromDisk(page);
  await page.getByLabel("Keys that you have from elsewhere").fill(logSigner.vkey);
  await page.getByLabel("Watcher policy").fill(formatWitnessPolicy(POLICY));
  await give(page, Object.fromEntries(files));
  await expect(page.getByText(`Checked ${files.length} files.`)).toBeVisible({ timeout: 60_000 });
  for (const [name] of files)
    await expect(article(page, name).getByText("Convicts the log.", { exact: true }), name).toBeVisible();
});

test("a key of somebody else, or half a key, is told apart from a broken file", async ({ page }) => {
  await openFromDisk(page);
  await page.getByLabel("Or paste one").fill(Buffer.from(receipt).toString());
  await expect(page.getByText("Not decided.")).toBeVisible();
  await page.getByLabel("Keys that you have from elsewhere").fill("test.invalid/log+0000");
  await expect(page.getByRole("alert")).toContainText("Keys, line 1: not a verifier key");
  await page.getByLabel("Keys that you have from elsewhere").fill(`# mine\n${logSigner.vkey}\n`);
  await expect(page.getByText("Holds.", { exact: true })).toBeVisible();
});
