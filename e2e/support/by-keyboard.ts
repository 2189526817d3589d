/** Somebody without a mouse: places are reached with Tab, and used with keys. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "./expect.ts";

/** Presses Tab until the place has focus. Fails when it cannot be reached. */
export async function tabTo(page: Page, place: Locator): Promise<void> {
  await expect(place).toBeVisible();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${place}`);
}

export async function pressAt(page: Page, place: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, place);
  await page.keyboard.press(key);
}

/** In place of what stands there: Tab selects it. */
export async function typeAt(page: Page, place: Locator, text: string): Promise<void> {
  await tabTo(page, place);
  await page.keyboard.type(text);
}
