import { defineConfig, devices } from "@playwright/test";
import { EXPECT_WITHIN_MS } from "./e2e/support/expect.ts";
import { findBrowser } from "./lib/cli/browser.ts";
import { putTestsInMemory } from "./lib/cli/test/test-folder.ts";

putTestsInMemory();

const browser = await findBrowser();

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/support/global-setup.ts",
  outputDir: "test-results",
  // Two cores serve the index and the browsers.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: EXPECT_WITHIN_MS },
  reporter: [["list"]],
  use: {
    baseURL: process.env.TOUCHSTONE_E2E_URL,
    ...devices["Desktop Chrome"],
    // What was done and said, and the page as it stood at the failure: pictures of each step cost more than the tests.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      ...(browser?.kind === "system" ? { executablePath: browser.path } : {}),
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        ...["--disable-component-update", "--disable-sync", "--no-first-run"],
      ],
    },
  },
});
