/** The operator's steps as a person does them with a mouse, shared by the journeys that need an operator first. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Download, Page } from "@playwright/test";
import { expect } from "./expect.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

export const PASSPHRASE = "winter harbour granite lamp";

/** Text of a download. */
export async function textOf(download: Promise<Download>): Promise<string> {
  return readFileSync(await (await download).path(), "utf8");
}

/** Steps 1 and 2 of the set-up; gives the spare key's file. */
export async function makeKeys(page: Page): Promise<string> {
  await page.goto("/operator");
  await page.getByRole("button", { name: "Make my signing key" }).click();
  return saveSpare(page);
}

/** The spare key's form, from passphrase to "Go on"; gives the file. `button` makes another key that is kept so. */
export async function saveSpare(page: Page, button = "Make my spare key"): Promise<string> {
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.getByRole("button", { name: button }).click();
  const file = textOf(page.waitForEvent("download"));
  await page.getByRole("button", { name: "Download the file" }).click();
  const text = await file;
  await page.getByLabel("I have saved it").check();
  await page.getByRole("button", { name: "Go on" }).click();
  return text;
}

/** Step 3. */
export async function registerOperator(page: Page, name: string): Promise<void> {
  await page.getByLabel("Name of the operator").fill(name);
  await page.getByRole("button", { name: "Sign in and register" }).click();
  await expect(page.getByLabel("Domain or address")).toBeVisible();
}

/** Runs the line that the page shows, with a fresh key of the instance, by the real command line. */
export async function proveName(command: string): Promise<string> {
  const log = /--log (\S+)/.exec(command)?.[1] ?? "";
  const operator = /--operator (\S+)/.exec(command)?.[1] ?? "";
  const home = mkdtempSync(path.join(tmpdir(), "touchstone-home-"));
  try {
    const options = { cwd: ROOT, env: { ...process.env, TOUCHSTONE_HOME: home } };
    const cli = "lib/cli/touchstone.ts";
    await run(process.execPath, [cli, "keys", "new", "instance", "--purpose", "token"], options);
    const args = [cli, "prove", "--log", log, "--operator", operator, "--key", "instance"];
    return (await run(process.execPath, args, options)).stdout;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Step 4, without proof of name. */
export async function listProvider(page: Page, name: string, domain: string): Promise<void> {
  await page.getByLabel("Domain or address").fill(domain);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Sign and register" }).click();
  await expect(page.getByRole("link", { name: `Write the identity of ${name}` })).toBeVisible();
}

/** Step 5 up to the signature; the composer is open. */
export async function fillIdentity(page: Page, legalName: string): Promise<void> {
  await page.getByLabel("Legal name").fill(legalName);
  await page.getByLabel("Jurisdiction").fill("DE");
  await page.getByLabel("None, by choice").check();
}
