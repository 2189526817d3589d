import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { sha256 } from "#lib/kernel/hash.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { dataFolderAt } from "../data-folder.ts";
import { found } from "./founding.ts";
import { databaseUrls, webSpec } from "./processes.ts";

test("web hears of the proxy and the address that the operator names, and of nothing else in the environment", () => {
  const root = mkdtempSync(path.join(tmpdir(), "processes-"));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true });
  });
  const folder = dataFolderAt(path.join(root, "data"));
  let dice = 0;
  const random = (bytes: number) => {
    dice += 1;
    return sha256(Uint8Array.of(dice)).slice(0, bytes);
  };
  const options = { origin: undefined, policy: undefined, admin: undefined };
  const founded = found(folder, options, { clock: () => asInstant(0), random });
  const environment = () => {
    const web = { port: () => 3000, dev: false, setUp: () => undefined, onMessage: () => undefined };
    return webSpec(folder, founded, databaseUrls("postgres://127.0.0.1:1/x", founded), web).env();
  };
  expect(environment()).not.toHaveProperty("TOUCHSTONE_TRUSTED_PROXIES");
  vi.stubEnv("TOUCHSTONE_TRUSTED_PROXIES", "192.0.2.1");
  vi.stubEnv("TOUCHSTONE_LISTEN", "0.0.0.0");
  vi.stubEnv("TOUCHSTONE_WEB_ORIGIN", "https://index.example");
  vi.stubEnv("SECRET_OF_SOMEBODY", "x");
  expect(environment()).toMatchObject({
    TOUCHSTONE_TRUSTED_PROXIES: "192.0.2.1",
    TOUCHSTONE_LISTEN: "0.0.0.0",
    TOUCHSTONE_WEB_ORIGIN: "https://index.example",
    TOUCHSTONE_HOSTS: "127.0.0.1:3000,localhost:3000,index.example",
  });
  expect(environment()).not.toHaveProperty("SECRET_OF_SOMEBODY");
});
