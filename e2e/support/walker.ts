/** Somebody on a guided walk, with a mouse or with a keyboard alone: what the guide says is what they do. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "./expect.ts";

export type Hand = "mouse" | "keyboard";

export class Walker {
  readonly page: Page;
  readonly #hand: Hand;
  readonly #guide: Locator;

  constructor(page: Page, hand: Hand) {
    this.page = page;
    this.#hand = hand;
    this.#guide = page.getByRole("region", { name: /^Guided walk/ });
  }

  /** By the door of that name, from the front page. */
  async begin(base: string, door: string): Promise<void> {
    await this.page.goto(`${base}/`);
    await this.#press(this.page.getByRole("main").getByRole("link", { name: door, exact: true }));
    await expect(this.#guide).toBeFocused({ timeout: 30_000 });
  }

  /** Waits until the guide asks for that step. */
  async at(step: number, of: number, withinMs = 30_000): Promise<void> {
    await expect(this.#guide).toContainText(`step ${step} of ${of}`, { timeout: withinMs });
  }

  /** Goes where the guide points, and uses what is there; says what it was. */
  async follow(withinMs = 30_000): Promise<string> {
    const target = this.page.locator("[data-guided]");
    await expect(target).toBeVisible({ timeout: withinMs });
    const kind = await target.evaluate((element) => element.getAttribute("type") ?? element.tagName);
    if (this.#hand === "mouse") await target.click({ timeout: 30_000 });
    else {
      // A control that is drawn anew, or cannot be used yet, takes no focus: who is there asks again.
      await expect(async () => {
        await this.#press(this.#guide.getByRole("button", { name: "Show me" }));
        await expect(target).toBeFocused({ timeout: 1_000 });
      }).toPass({ timeout: 30_000 });
      await this.page.keyboard.press(kind === "checkbox" ? "Space" : "Enter");
    }
    return kind;
  }

  async press(control: Locator): Promise<void> {
    await expect(control).toBeEnabled({ timeout: 30_000 });
    await this.#press(control);
  }

  async tick(control: Locator): Promise<void> {
    if (this.#hand === "mouse") return control.check();
    await control.focus();
    await this.page.keyboard.press("Space");
    await expect(control).toBeChecked();
  }

  async write(control: Locator, text: string): Promise<void> {
    if (this.#hand === "mouse") return control.fill(text);
    await control.focus();
    await this.page.keyboard.type(text);
  }

  async #press(control: Locator): Promise<void> {
    if (this.#hand === "mouse") return control.click();
    await control.focus();
    await this.page.keyboard.press("Enter");
  }

  async ends(): Promise<void> {
    await expect(this.#guide).toContainText("done", { timeout: 60_000 });
  }
}
