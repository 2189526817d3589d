import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildVerifier, type VerifierFile } from "#lib/cli/verifier/build-verifier.ts";

/** It is kept beside receipts and sent by mail. */
const MOST_BYTES = 1_040_000;
const ROOT = path.resolve(import.meta.dirname, "../..");
let folder: string;
let here: VerifierFile;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "touchstone-verifier-"));
  here = await buildVerifier(ROOT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the verifier file built in two folders has the same bytes", async () => {
  const other = path.join(folder, "another place");
  mkdirSync(path.join(other, "app"), { recursive: true });
  const isNeeded = (source: string) => !/[/](server|cli|simulate)$|[.]test[.]/.test(source);
  for (const name of ["lib", "components", "app/globals.css", "package.json"])
    cpSync(path.join(ROOT, name), path.join(other, name), { recursive: true, filter: isNeeded });
  symlinkSync(path.join(ROOT, "node_modules"), path.join(other, "node_modules"));
  const there = await buildVerifier(other);
  expect(there.sha256).toBe(here.sha256);
  expect(there.html).toBe(here.html);
});

test("the verifier file may run its one script and style and nothing else, and names no place of the build", () => {
  const hashOf = (element: string) => {
    const [, text = ""] = here.html.match(new RegExp(`<${element}>(.*)</${element}>`, "s")) ?? [];
    expect(text.length).toBeGreaterThan(1000);
    return createHash("sha256").update(text).digest("base64");
  };
  const policy = here.html.match(/http-equiv="Content-Security-Policy" content="([^"]+)"/)?.[1];
  expect(policy).toBe(
    `default-src 'none'; script-src 'sha256-${hashOf("script")}' 'wasm-unsafe-eval'; style-src 'sha256-${hashOf("style")}'; worker-src blob:; base-uri 'none'; form-action 'none'`,
  );
  expect(here.html.match(/<script|<link|<img|<iframe/g)).toEqual(["<script"]);
  expect(here.html.length).toBeLessThan(MOST_BYTES);
  expect(here.html).not.toContain(ROOT);
  expect(here.html).not.toContain("node_modules");
  expect(createHash("sha256").update(here.html).digest("hex")).toBe(here.sha256);
});
