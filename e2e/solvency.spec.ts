import { readFile } from "node:fs/promises";
import { balanceFileJson } from "#lib/disclosure/solvency/balance-file.ts";
import { TreeBuilder } from "#lib/disclosure/solvency/build-tree.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { expectAccessibleIn } from "./support/axe.ts";
import {
  freshIdentity,
  openIndex,
  type PublishedProvider,
  publish,
  registerOperator,
  registerProvider,
} from "./support/publish.ts";
import { expect, type Page, test } from "./support/test.ts";

const ACCOUNTS = ["did:key:z6MkUma", "did:key:z6MkVic", "did:key:z6MkWes", "did:key:z6MkXia", "did:key:z6MkYan"];

let halden: PublishedProvider;
/** The file of the first account, as its operator gives it. */
let file: string;

/** Two epochs: the second adds up, and shares its instant with the reserves. */
test.beforeAll(async ({ baseURL }) => {
  const operator = await registerOperator(await openIndex(baseURL ?? ""), "Halden Operators");
  halden = await registerProvider(operator, { name: "Halden Exchange" });
  const now = asInstant(Date.now());
  const first = formatInstant(addMs(now, -7 * DAY_MS));
  const second = formatInstant(addMs(now, -60_000));
  const tree = new TreeBuilder({ provider: halden.id, epoch: 2 });
  for (const [at, accountId] of ACCOUNTS.entries())
    tree.add({ accountId, nonce: freshIdentity().seed, balance: BigInt((at + 1) * 12_500) });
  const nonce = freshIdentity().seed;
  tree.add({ accountId: "did:key:z6MkZoe", nonce, balance: 40_000n });
  const built = tree.finish();
  const position = built.rowAt.indexOf(ACCOUNTS.length);
  const leaf = { provider: halden.id, epoch: 2, accountId: "did:key:z6MkZoe", nonce, balance: 40_000n, position };
  file = JSON.stringify(balanceFileJson({ ...leaf, path: built.pathOf(position) }));
  const said = { subject: halden.id, kind: "disclosure.liabilities" } as const;
  const expiresAt = formatInstant(addMs(now, 13 * DAY_MS));
  const base = { ...DISCLOSURES.liabilities.example(now), expiresAt, pendingWithdrawals: "0" };
  const before = { ...base, at: first, total: "200000", leafCount: 5, height: 3 };
  const { hash } = await publish(operator, { ...said, body: before });
  const flows = { deposits: "40000", withdrawals: "12000", fees: "400", expired: "100", settlements: "0" };
  const { root, leafCount, height } = built;
  const figures = { root: hexEncode(root.hash), total: String(root.sum), leafCount, height, flows };
  await publish(operator, { ...said, body: { ...base, at: second, epoch: 2, ...figures }, prev: hash });
  const reserves = { ...DISCLOSURES.reserves.example(now), expiresAt, at: second };
  await publish(operator, { subject: halden.id, kind: "disclosure.reserves", body: reserves });
});

async function check(page: Page, text: string) {
  await page.goto(`/providers/${halden.id}/solvency`);
  await page.getByLabel("Your balance file").fill(text);
  await page.getByRole("button", { name: "Check here" }).click();
}

test("a user finds the own balance in the published total, in this browser alone, and signs that it is counted", async ({
  page,
}) => {
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  await check(page, file);
  await expect(page.getByText("Your balance is counted in the published total.")).toBeVisible();
  await expect(page.getByText(/The published root is an entry of the log: yes/)).toBeVisible();
  await page.getByRole("button", { name: /^Sign “verified”/ }).click();
  await expect(page.getByText(/^Recorded as entry/)).toBeVisible();
  expect(sent.filter((text) => text.includes("z6MkZoe") || text.includes("40000"))).toEqual([]);
  await page.reload();
  await expect(page.getByText("1 of 6 users signed that they are counted.")).toBeVisible();
  await expect(page.getByRole("slider", { name: /^Chance to find accounts/ })).toBeVisible();
  await expectAccessibleIn(page, "solvency of an instance");
});

test("a balance that the tree does not count is a mismatch, kept as a file with the entry's receipt", async ({
  page,
}) => {
  await check(page, file.replace('"balance":"40000"', '"balance":"90000"'));
  await expect(page.getByText("Your balance is not counted as this says.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Sign/ })).toHaveCount(0);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the mismatch as a file" }).click();
  const kept = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(kept).toMatchObject({ type: "touchstone-mismatch/v1", epoch: 2, balanceFile: { balance: "90000" } });
  expect(kept.receipt.entry).toEqual(expect.any(String));
});

test("a page shows the ratio only for the epoch whose reserves share its instant", async ({ page }) => {
  await page.goto(`/providers/${halden.id}`);
  await expect(page.getByRole("heading", { name: "Solvency" })).toBeVisible();
  await page.getByRole("link", { name: "Check your balance" }).click();
  await page.getByRole("slider", { name: /^Reserves and liabilities/ }).focus();
  await page.keyboard.press("Home");
  await expect(page.getByText(/Epoch 1, .* No ratio\./)).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByText(/Epoch 2, .* holds 12,600 EUR/)).toBeVisible();
});
