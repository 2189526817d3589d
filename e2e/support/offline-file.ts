/** What the offline verifier file says of files, in a browser without a network: as a reader opens it from disk. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { findBrowser } from "#lib/cli/browser.ts";
import { buildVerifier } from "#lib/cli/verifier/build-verifier.ts";

const JUDGED_WITHIN_MS = 60_000;

/** Its verdict on one file in the page's words: `Convicts the log.` `vkey` and `policy`: what the reader trusts. */
export async function saidOffline(
  judged: string,
  { vkey, policy }: { readonly vkey: string; readonly policy?: string },
): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-offline-"));
  const file = path.join(folder, "touchstone-verifier.html");
  const [{ html }, found] = await Promise.all([buildVerifier(process.cwd()), findBrowser()]);
  writeFileSync(file, html);
  const browser = await chromium.launch({
    ...(found?.kind === "system" && { executablePath: found.path }),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const context = await browser.newContext({ offline: true });
    const page = await context.newPage();
    page.setDefaultTimeout(JUDGED_WITHIN_MS);
    await page.goto(pathToFileURL(file).href);
    await page.getByLabel("Keys that you have from elsewhere").fill(vkey);
    if (policy !== undefined) {
      await page.getByText("Watchers that must have signed").click();
      await page.getByLabel("Watcher policy").fill(policy);
    }
    await page.getByLabel("Files to check").setInputFiles(judged);
    await page.getByText("Checked.", { exact: true }).waitFor();
    const verdict = page.getByRole("article").getByText(/^(Convicts the log|Holds|Does not hold|Not decided)\.$/);
    return (await verdict.textContent()) ?? "";
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
