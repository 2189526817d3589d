/**
 * Playwright's `expect`, which asks about an element when it is there. While one is not, each of Playwright's looks writes
 * the whole page down for the report of a failure, which took a quarter of all that the browser tests take.
 */
import { expect as judge, type Locator, type Page } from "@playwright/test";

/** How long an assertion waits when it does not say so itself. */
export const EXPECT_WITHIN_MS = 10_000;

/** What must be so before each of these can hold. The assertion decides all the same, and says what it saw. */
const BEFORE: Readonly<Record<string, (actual: Locator & Page, asked: unknown, timeout: number) => Promise<unknown>>> =
  {
    toBeVisible: (locator, _, timeout) => locator.waitFor({ state: "visible", timeout }),
    toBeHidden: (locator, _, timeout) => locator.waitFor({ state: "hidden", timeout }),
    toContainText: isThere,
    toHaveText: isThere,
    toHaveAttribute: isThere,
    toHaveValue: isThere,
    toBeChecked: isThere,
    toBeDisabled: isThere,
    toBeEnabled: isThere,
    toBeFocused: isThere,
    toHaveURL: async (page, asked, timeout) => {
      if (asked instanceof RegExp) await page.waitForURL(asked, { timeout, waitUntil: "commit" });
    },
  };

async function isThere(locator: Locator, asked: unknown, timeout: number): Promise<void> {
  // A list of texts is asked of a list of elements.
  if (!Array.isArray(asked)) await locator.waitFor({ state: "attached", timeout });
}

function timeoutOf(asked: readonly unknown[]): number {
  const options = asked.at(-1);
  const isGiven = typeof options === "object" && options !== null && "timeout" in options;
  return isGiven ? Number(options.timeout) : EXPECT_WITHIN_MS;
}

export const expect: typeof judge = new Proxy(judge, {
  apply(target, self, args) {
    const [actual] = args;
    const assertions = Reflect.apply(target, self, args);
    const isOfPage = typeof actual === "object" && actual !== null && ("waitFor" in actual || "waitForURL" in actual);
    if (!isOfPage) return assertions;
    return new Proxy(assertions, {
      get(of, name) {
        const assertion = Reflect.get(of, name);
        const before = BEFORE[String(name)];
        if (before === undefined) return assertion;
        return async (...asked: unknown[]) => {
          await before(actual, asked[0], timeoutOf(asked)).catch(() => undefined);
          return await assertion(...asked);
        };
      },
    });
  },
});
