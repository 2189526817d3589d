/** A provider lies under its own published rule: the reader's browser proves it on the case's page, and the offline file too. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expectAccessibleIn } from "./support/axe.ts";
import { openIndex, registerOperator } from "./support/publish.ts";
import { lieUnder, type PublishedDefinition, publishPrices, report, untilJudged } from "./support/publish-evidence.ts";
import { expect, test } from "./support/test.ts";

let id: string;
let bundle: Uint8Array;
let prices: PublishedDefinition;
const folder = mkdtempSync(path.join(tmpdir(), "touchstone-evidence-"));

// In one worker: each would have a rule of its own tested and a lie of its own judged.
test.describe.configure({ mode: "default" });

test.beforeAll(async ({ baseURL }) => {
  // The index runs each test of the definition several times, in two machines, before it admits it.
  test.setTimeout(90_000);
  const index = await openIndex(baseURL ?? "");
  prices = await publishPrices(await registerOperator(index, "Evidence Prices"));
  const lie = await lieUnder(prices);
  bundle = lie.bundle;
  id = await report(index, bundle, lie.liar.did);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a case's page proves the lie in the reader's browser, and each falsification turns the right check red", async ({
  page,
  baseURL,
}) => {
  const opened = await page.goto(`/cases/${id}`);
  expect(await opened?.headerValue("content-security-policy")).not.toContain("unsafe-eval");
  const worker = await fetch(new URL("/evidence-worker.js", baseURL));
  expect(worker.headers.get("content-security-policy")).toContain("'wasm-unsafe-eval'");
  await expect(page.getByText("It answered 7.42. Its own rule gives 7.24.")).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByText("Checked in this browser: proven.")).toBeVisible();
  const groups = page.getByRole("list", { name: "Checks of the evidence" });
  await expect(groups.locator("[data-group]")).toHaveCount(5);
  await expect(groups.locator("[data-group][data-state=pass]")).toHaveCount(5);
  // Falsifications are offered to whoever is there to try them.
  await page.mouse.wheel(0, 200);
  for (const [change, check] of [
    ["Change a digit of the answer", "The body is the one that was signed"],
    ["Change the question", "The signature fits the answer"],
    ["Leave a password in", "No secret to be seen"],
  ] as const) {
    await page.getByRole("button", { name: change }).click();
    await expect(page.getByText(`Caught by: ${check}.`)).toBeVisible({ timeout: 60_000 });
  }
  await page.getByRole("button", { name: "Undo" }).click();
  await expectAccessibleIn(page, "case");
  // Who is not registered is told who answers.
  await page.goto(`/operator/cases/${id}`);
  await expect(page.getByText("You are not registered yet")).toBeVisible();
  await expectAccessibleIn(page, "answer of a case");

  // The reader's own browser has judged by now; the index, whose verdict this page lists, may still be at it.
  await untilJudged(baseURL ?? "", id);
  await page.goto(`/definitions/${prices.id}`);
  await expect(page.getByText("One answer is right, and its code computes it.")).toBeVisible();
  await expect(page.getByText(prices.code)).toBeVisible();
  await expect(page.getByRole("link", { name: /^Proven: its signed answer/ })).toHaveAttribute("href", `/cases/${id}`);
  await expectAccessibleIn(page, "definition");
  // Once the verdict is logged the first line says so, with the values from this browser's own run.
  await page.getByRole("link", { name: /^Proven: its signed answer/ }).click();
  const line = page.getByRole("heading", { level: 1 });
  await expect(line).toContainText("It answered 7.42. Its own rule gives 7.24.", { timeout: 30_000 });
  await expect(line).toContainText("Proven by machine, not contested so far.");
  // The file that is kept of it says the same, and what the index logged is held against it.
  const whole = await (await fetch(new URL(`/api/v1/cases/${id}/file`, baseURL))).arrayBuffer();
  await page.goto("/verify");
  const file = { name: "kept.whole-case.json", mimeType: "", buffer: Buffer.from(whole) };
  await page.getByLabel("Files to check").setInputFiles(file);
  await page.getByRole("button", { name: "Check the evidence in it" }).click();
  await page.getByRole("button", { name: "Ask this index" }).click();
  await expect(page.getByText("this browser comes to the same")).toBeVisible({ timeout: 30_000 });
  // And once more over the log, which this page reads from its own site: the case and its log are judged together.
  await page.getByRole("button", { name: "Read the log of this site" }).click();
  const section = page.getByRole("region", { name: "kept.whole-case.json" });
  const judged = section.getByRole("listitem").filter({ hasText: "The verdict, run again" });
  await expect(judged).toHaveAttribute("data-outcome", "pass", { timeout: 60_000 });
});

test("the offline file runs the rule that is dropped beside the evidence, with the network off", async ({
  page,
  baseURL,
}) => {
  const file = path.join(folder, "touchstone-verifier.html");
  writeFileSync(file, await (await fetch(new URL("/touchstone-verifier.html", baseURL))).text());
  await page.context().setOffline(true);
  await page.goto(pathToFileURL(file).href);
  const give = (name: string, content: string | Uint8Array) => ({ name, mimeType: "", buffer: Buffer.from(content) });
  await page
    .getByLabel("Files to check")
    .setInputFiles([
      give("lie.evidence.json", bundle),
      give("prices.json", JSON.stringify(prices.definition)),
      give("prices.js", prices.code),
    ]);
  const found = page.getByRole("article", { name: "lie.evidence.json" });
  await expect(found.getByText("It answered 7.42. Its own rule gives 7.24.")).toBeVisible({ timeout: 60_000 });
  const outcome = (name: string) => found.locator(`li[data-check=${name}]`);
  for (const name of ["signature", "claim", "second-host"])
    await expect(outcome(name)).toHaveAttribute("data-outcome", "pass");
  // Whether the log lists the rule, no file from disk can know.
  await expect(outcome("definition")).toHaveAttribute("data-outcome", "cannot-check");
});
