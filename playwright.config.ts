import { defineConfig, devices } from "@playwright/test";
import { EXPECT_WITHIN_MS } from "./e2e/support/expect.ts";
import { findBrowser } from "./lib/cli/browser.ts";
import { putTestsInMemory } from "./lib/cli/test/test-folder.ts";

putTestsInMemory();

const browser = await findBrowser();

/**
 * The longest journeys, each in browsers of its own: they start first, since what starts last is waited for with one of the
 * two workers idle.
 */
const LONG_JOURNEYS = ["**/contested-case.spec.ts", "**/handover.spec.ts"];

export default defineConfig({
  testDir: "e2e",
  // Node reads TypeScript by itself and keeps what it compiled: Babel read all of the project anew in every run.
  build: { external: ["**/*.ts"] },
  projects: [
    { name: "long journeys", testMatch: LONG_JOURNEYS },
    { name: "pages", testMatch: "**/*.spec.ts", testIgnore: LONG_JOURNEYS },
  ],
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
