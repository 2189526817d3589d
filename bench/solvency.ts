/**
 * The sum tree of many accounts, with every user's file: `npm run bench -- solvency [accounts]`, 1,000,000 when not given.
 */
import { randomInt } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import { openCorePage } from "#e2e/support/core-page.ts";
import { findBrowser } from "#lib/cli/browser.ts";
import { buildSolvency } from "#lib/cli/solvency/build-solvency.ts";
import { parseBalanceFile } from "#lib/disclosure/solvency/balance-file.ts";
import { checkBalance } from "#lib/disclosure/solvency/check-balance.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { figure, formatSpread, Report, spreadOf } from "./support/report.ts";

const NAME = { provider: "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa", epoch: 1 };
const MOST_SECONDS = 60;
const MOST_MIB = 1024;
const MOST_CHECK_MS = 50;
const CHECKS = 200;

/** A list of accounts as an instance would export it; written in pieces, so that it is in no memory as a whole. */
async function writeList(file: string, accounts: number): Promise<void> {
  const out = await open(file, "w");
  await out.writeFile("account,balance\n");
  for (let from = 0; from < accounts; from += 10_000) {
    const rows: string[] = [];
    for (let at = from; at < Math.min(accounts, from + 10_000); at++)
      rows.push(`did:key:z6Mk${String(at).padStart(44, "A")},${randomInt(1_000_000_000)}\n`);
    await out.writeFile(rows.join(""));
  }
  await out.close();
}

type Published = Parameters<typeof checkBalance>[1]["published"];

/** Milliseconds of each check in a real browser, with the modules that the page uses. */
async function checkInBrowser(lines: readonly string[], published: Published): Promise<number[]> {
  const found = await findBrowser();
  if (found === undefined) throw new Error("There is no Chromium on this machine.");
  const browser = await chromium.launch({ executablePath: found.path, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    await openCorePage(page);
    return await page.evaluate(
      async ([texts, root]) => {
        const { parseBalanceFile } = await import(`${location.origin}/lib/disclosure/solvency/balance-file.ts`);
        const { checkBalance } = await import(`${location.origin}/lib/disclosure/solvency/check-balance.ts`);
        return texts.map((text) => {
          const began = performance.now();
          const file = parseBalanceFile(new TextEncoder().encode(text));
          if (!file.ok || checkBalance(file.value, { published: root }).result !== "verified")
            throw new Error("A path does not verify in the browser.");
          return performance.now() - began;
        });
      },
      [lines, published] as const,
    );
  } finally {
    await browser.close();
  }
}

const accounts = Number(process.argv[2] ?? 1_000_000);
const report = new Report(
  "solvency",
  "The sum tree of an instance's accounts",
  `A list of ${figure(accounts)} accounts is read, a nonce drawn for each, the tree built, and each user's file written with its whole path, as \`touchstone solvency build\` does. Then ${CHECKS} users check their own file.`,
);
const folder = mkdtempSync(path.join(tmpdir(), "touchstone-solvency-"));
try {
  const list = path.join(folder, "accounts.csv");
  const out = path.join(folder, "epoch-1");
  await writeList(list, accounts);
  const {
    epoch: _epoch,
    root: _root,
    total: _total,
    leafCount: _count,
    height: _height,
    ...fields
  } = DISCLOSURES.liabilities.example(asInstant(Date.now()));
  const steps = new Map<string, number>();
  const startedMs = performance.now();
  const built = await buildSolvency(
    { accounts: list, out, name: NAME, fields, key: undefined },
    {
      signal: new AbortController().signal,
      onProgress: ({ step }) => steps.set(step, performance.now()),
    },
  );
  const seconds = (performance.now() - startedMs) / 1000;
  const peakMib = process.resourceUsage().maxRSS / 1024;
  if (!built.ok) throw new Error(`${built.badCount} rows were refused.`);
  const published = { ...NAME, root: built.root, total: built.total, leafCount: built.leafCount };
  const lines = readFileSync(path.join(out, "balances-00001.jsonl")).toString("utf8").split("\n").slice(0, CHECKS);
  const checkMs = lines.map((line) => {
    const began = performance.now();
    const file = parseBalanceFile(Buffer.from(line));
    if (!file.ok || checkBalance(file.value, { published }).result !== "verified")
      throw new Error("A path does not verify.");
    return performance.now() - began;
  });
  const browserMs = await checkInBrowser(lines, published);
  const read = ((steps.get("hashing") ?? 0) - startedMs) / 1000;
  const spread = spreadOf(checkMs);
  report.table(
    ["", "measured"],
    [
      ["reading the list, drawing nonces", `${figure(read)} s`],
      ["tree and all files", `${figure(seconds - read)} s`],
      ["whole", `${figure(seconds)} s`],
      ["peak memory of the process", `${figure(peakMib)} MiB`],
      ["one user's check, in Node", formatSpread(spread, " ms")],
      ["one user's check, in Chromium", formatSpread(spreadOf(browserMs), " ms")],
    ],
  );
  report.target(`≤ ${MOST_SECONDS} s`, `${figure(seconds)} s`, seconds <= MOST_SECONDS);
  report.target(`≤ ${MOST_MIB} MiB`, `${figure(peakMib)} MiB`, peakMib <= MOST_MIB);
  const slowest = Math.max(...browserMs);
  report.target(
    `a check in the browser in < ${MOST_CHECK_MS} ms`,
    `${figure(slowest)} ms at most`,
    slowest < MOST_CHECK_MS,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report.write();
