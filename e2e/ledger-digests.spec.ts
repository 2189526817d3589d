import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { hexEncode } from "#lib/kernel/base.ts";
import { addMs, asInstant, formatInstant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { seriesIdOf } from "#lib/statement/ledger/series-id.ts";
import { formatTicks, ticksOfInstant } from "#lib/statement/ledger/ticks.ts";
import { CORNERS, expectAccessibleIn } from "./support/axe.ts";
import { touchstone } from "./support/command.ts";
import {
  type Operator,
  openIndex,
  type PublishedProvider,
  publish,
  registerOperator,
  registerProvider,
} from "./support/publish.ts";
import { expect, test } from "./support/test.ts";

const SERIES = {
  ledger: "azure-sql",
  server: "ledgersvr",
  database: "ledgerdb",
  createdAt: "2026-01-01T00:00:00.0000000",
} as const;
const PATH = "ledgersvr/ledgerdb/2026-01-01T00:00:00.0000000";

// The second reads what the first published.
test.describe.configure({ mode: "serial" });

let operator: Operator;
let provider: PublishedProvider;
let home: string;
test.beforeAll(async ({ baseURL }) => {
  home = mkdtempSync(path.join(tmpdir(), "touchstone-home-"));
  operator = await registerOperator(await openIndex(baseURL ?? ""), "Ledger Works");
  provider = await registerProvider(operator, { name: "Books of Halden" });
});
test.afterAll(() => rmSync(home, { recursive: true, force: true }));

/** As the database would give it now; `twist` gives another hash. */
function digest(block: number, twist = 0): string {
  const at = addMs(asInstant(Date.now()), (block - 60) * MINUTE_MS);
  return JSON.stringify({
    database_name: SERIES.database,
    block_id: block,
    hash: `0x${hexEncode(new Uint8Array(32).fill(block + twist))}`,
    last_transaction_commit_time: formatTicks(ticksOfInstant(addMs(at, -1000))),
    digest_time: formatTicks(ticksOfInstant(at)),
  });
}

test("digests pasted in the browser are checked row by row, signed, shown, and never signed twice", async ({
  page,
}) => {
  test.slow();
  await page.goto("/settings");
  await page.getByText("Import a key").click();
  await page.getByLabel("Key or key file").fill(hexEncode(operator.seed));
  await page.getByRole("button", { name: "Import this key" }).click();
  await expect(page.getByText("cannot be copied out", { exact: true })).toBeVisible();

  await page.goto("/operator/digests");
  await page.getByLabel("Which database").fill(PATH);
  await page.getByLabel("A digest every").fill("60");
  const rows = [1, 2, 3, 4, 6].map((block) => digest(block));
  await page.getByLabel("Digests").fill([...rows, digest(7).replace("0x", "0y")].join("\n"));
  await page.getByRole("button", { name: "Check the rows" }).click();
  await expect(page.getByText("5 rows are new and good, 0 known already, 1 bad.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Rows that are left out" }).getByRole("row").last()).toContainText(
    "hash must be 0x and 64 hex digits",
  );
  await expectAccessibleIn(page, "an import with a bad row", CORNERS);
  await page.getByRole("button", { name: "Sign and publish 5 rows" }).click();
  await expect(page.getByText("5 rows published")).toBeVisible();
  await page.getByRole("button", { name: "Check the rows" }).click();
  await expect(page.getByText("0 rows are new and good, 5 known already, 1 bad.")).toBeVisible({ timeout: 30_000 });
});

test("a fork splits the drawing, and its proof convicts on another machine", async ({ page, baseURL }) => {
  test.slow();
  const body = { version: 1, effectiveAt: formatInstant(asInstant(Date.now())), series: SERIES };
  await publish(operator, {
    kind: "disclosure.database_ledger_digest",
    subject: provider.id,
    body: { ...body, digest: digest(4, 100) },
  });
  const own = `/providers/${provider.id}/digests/${seriesIdOf(SERIES)}`;
  await expect(async () => {
    await page.goto(own);
    await expect(page.getByText("Block 4 was published with two hashes.")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name: /^Split at block 4/ })).toBeVisible();
  await expect(page.locator('tr[data-rule="fork"]')).toContainText("broken");
  await expect(page.locator('tr[data-rule="gap"]')).toContainText(
    "Not pinned between the first and the last block: 1.",
  );
  await page.getByRole("slider", { name: /^Pinned blocks/ }).press("Home");
  await expect(page.getByText(/^Block 1: /)).toBeVisible();
  await expectAccessibleIn(page, "a forked series");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download the proof" }).click(),
  ]);
  const verified = await touchstone(home, "verify", await download.path());
  expect([verified.code, verified.out]).toEqual([3, expect.stringContaining("signed two hashes for block 4")]);
  const checked = await touchstone(home, "digests", "check", provider.id, "--url", baseURL ?? "");
  expect([checked.code, checked.out]).toEqual([
    0,
    expect.stringContaining("The site says of these digests what the log gives."),
  ]);
  await page.goto(`/providers/${provider.id}`);
  await expect(page.getByRole("table", { name: "Ledgers with published digests" })).toContainText("two versions");
});
