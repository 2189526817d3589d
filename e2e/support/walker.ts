/**
 * Somebody on a guided walk, with a mouse or with a keyboard alone: what the guide says is what they do. A keyboard comes to
 * everything by Tab, and to what the guide shows by its button as well.
 */
import { type Locator, type Page, test } from "@playwright/test";
import { expect } from "./expect.ts";
import { isStop, tabTo } from "./tab-to.ts";

export type Hand = "mouse" | "keyboard";

/** The kinds of annotations that a walk to its end leaves in its test's report: milliseconds. */
export const WALKED = "walked";
export const PLAYED = "played";

export class Walker {
  readonly page: Page;
  readonly #hand: Hand;
  readonly #guide: Locator;
  readonly #beganMs = performance.now();
  #playedMs = 0;

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
        expect(await isStop(this.page, target), "Tab comes to what the guide shows").toBe(true);
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
    await tabTo(this.page, control);
    await this.page.keyboard.press("Space");
    await expect(control).toBeChecked();
  }

  async write(control: Locator, text: string): Promise<void> {
    if (this.#hand === "mouse") return control.fill(text);
    await tabTo(this.page, control);
    await this.page.keyboard.type(text);
  }

  async #press(control: Locator): Promise<void> {
    if (this.#hand === "mouse") return control.click();
    await tabTo(this.page, control);
    await this.page.keyboard.press("Enter");
  }

  /** Waits until `isOver`, while the demonstration plays time that passes: no time of the walker. */
  async whilePlayed(isOver: () => Promise<void>): Promise<void> {
    const fromMs = performance.now();
    await isOver();
    this.#playedMs += performance.now() - fromMs;
  }

  async ends(): Promise<void> {
    await expect(this.#guide).toContainText("done", { timeout: 60_000 });
    const ms = { [WALKED]: performance.now() - this.#beganMs - this.#playedMs, [PLAYED]: this.#playedMs };
    for (const [type, description] of Object.entries(ms))
      test.info().annotations.push({ type, description: `${description}` });
  }
}
