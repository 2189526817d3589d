/** The laboratory: a run with the figures of the core, by keyboard and as a file; an agent's record replayed, and a forged one named. */
import { readFileSync } from "node:fs";
import { readLab } from "#components/lab/lab-ask.ts";
import { runAsJson } from "#components/lab/lab-export.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { runSeed, viewOf } from "#lib/selection/lab/lab-run.ts";
import { madeRecord, SEED } from "#lib/selection/testing/made-record.ts";
import { CORNERS, expectAccessibleIn } from "./support/axe.ts";
import { expect, test } from "./support/test.ts";

const QUERY = "world=sleeper-traitor&rounds=500&runs=24&firstSeed=7";

test("a run in two workers says digit by digit what the core says, and its file makes it again", async ({ page }) => {
  const sent: string[] = [];
  page.on("request", (request) => request.method() !== "GET" && sent.push(request.url()));
  await page.goto(`/lab?${QUERY}`);
  await expect(page.getByText("24 runs done")).toBeVisible();
  const { settings } = readLab(new URLSearchParams(QUERY));
  const seeds = Array.from({ length: 24 }, (_, at) => 7 + at);
  const view = viewOf(settings, new Map(seeds.map((seed) => [seed, runSeed(settings, seed)])));
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Whole run as JSON" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  const { software } = JSON.parse(text);
  expect(text).toBe(view === undefined ? "" : runAsJson(view, software));
  await page.getByRole("slider", { name: /Did following this method/ }).press("Home");
  await expect(page.getByText(/^Round 5: DCH-IX/)).toBeVisible();
  await page.getByRole("textbox", { name: "Runs" }).fill("3");
  await page.getByRole("button", { name: "Run", exact: true }).press("Enter");
  await expect(page.getByText("3 runs done")).toBeVisible();
  expect(new URL(page.url()).searchParams.get("runs")).toBe("3");
  await page.getByRole("textbox", { name: "Runs" }).fill("500");
  await page.getByRole("textbox", { name: "Rounds" }).fill("100000");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByText(/^\d+ of 500 runs/)).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText(/^Stopped after \d+ of 500 runs/)).toBeVisible();
  await page.getByRole("tab", { name: "An agent's record" }).click();
  // As a real agent wrote it, of three indexes and ten services: e2e/commands/three-indexes.test.ts.
  await page.getByLabel("Seed").fill(hexEncode(sha256(utf8Encode("three indexes"))));
  await page.getByLabel("Record of an agent").setInputFiles("e2e/support/agent-record.jsonl");
  await expect(page.getByText("The agent kept to its rule, DCH-IX, in all 37 choices")).toBeVisible();
  const made = madeRecord("dch-ix", 160);
  const file = (events: typeof made.events) => ({
    name: "record.jsonl",
    mimeType: "application/jsonl",
    buffer: Buffer.from([made.head, ...events].map((line) => `${JSON.stringify(line)}\n`).join("")),
  });
  await page.getByLabel("Seed").fill(hexEncode(SEED));
  await page.getByLabel("Record of an agent").setInputFiles(file(made.events));
  await expect(page.getByText("The agent kept to its rule, DCH-IX, in all 160 choices")).toBeVisible();
  await expectAccessibleIn(page, "a record replayed", CORNERS);
  const forged = made.events.map((event) =>
    event.kind === "choice" && event.ticket === 90 ? { ...event, probability: event.probability / 2 } : event,
  );
  await page.getByLabel("Record of an agent").setInputFiles(file(forged));
  await expect(page.getByText(/^Round 90: probability is/).first()).toBeVisible();
  expect(sent).toEqual([]);
});
