import { expect, type Page, test } from "./support/test.ts";

const PAGE = "/gallery/controls";

async function openPalette(page: Page) {
  const palette = page.getByRole("dialog", { name: "Go to or do" });
  await page.keyboard.press("Control+k");
  await expect(palette).toBeVisible();
  return palette;
}

test("the palette takes what a person pastes to its page", async ({ page }) => {
  await page.goto(PAGE);
  await openPalette(page);
  await page.keyboard.type("48,213");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/log\/entries\/48213$/);
});

test("single letters act outside of fields, not inside, and not at all when switched off", async ({ page }) => {
  await page.goto(PAGE);
  const palette = await openPalette(page);
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();

  const keys = page.getByRole("dialog", { name: "Keyboard" });
  const field = page.getByLabel("Domain").first();
  await field.focus();
  await page.keyboard.press("?");
  await expect(field).toHaveValue("?");
  await expect(keys).toBeHidden();

  await field.blur();
  await page.keyboard.press("?");
  await expect(keys).toBeVisible();
  await keys.getByRole("switch", { name: /Single-letter keys/ }).click();
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();

  await page.reload();
  await (await openPalette(page)).press("Escape");
  await page.keyboard.press("?");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Go to or do" })).toBeVisible();
  await expect(keys).toBeHidden();
});

test("details for auditors are hidden until asked for, and the choice is remembered", async ({ page }) => {
  await page.goto(PAGE);
  const root = page.locator("html");
  await expect(root).toHaveAttribute("data-detail", "off");
  await page.goto(`${PAGE}?detail=1`);
  await expect(root).toHaveAttribute("data-detail", "on");
  await page.goto(PAGE);
  await expect(root).toHaveAttribute("data-detail", "on");
  await page.getByRole("contentinfo").getByRole("switch").click();
  await expect(root).toHaveAttribute("data-detail", "off");
});

test("closing a drawer gives the focus back to its button", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(PAGE);
  await (await openPalette(page)).press("Escape");
  const button = page.getByRole("button", { name: "Menu" });
  await button.click();
  await expect(page.getByRole("dialog", { name: "Touchstone" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
});

test("a chart is read point by point from the keyboard, and its numbers stand in a table", async ({ page }) => {
  await page.goto("/gallery/data");
  const chart = page.getByRole("slider", { name: /The log grew/ }).first();
  await expect(async () => {
    await chart.focus();
    await page.keyboard.press("Home");
    await expect(chart).toHaveAttribute("aria-valuetext", /^0 entries/, { timeout: 1000 });
  }).toPass();
  await page.keyboard.press("ArrowRight");
  await expect(chart).toHaveAttribute("aria-valuetext", /^3 entries/);
  await page.keyboard.press("Escape");
  await expect(chart).not.toBeFocused();

  const figure = page.getByRole("figure", { name: /The log grew/ }).first();
  await figure.getByRole("button", { name: "As table" }).click();
  await expect(figure.getByRole("row")).toHaveCount(11);
});

test("where motion is unwelcome a change of theme moves nothing on its way", async ({ page }) => {
  await page.goto(PAGE);
  const moved = await page.evaluateHandle(() => {
    const names: string[] = [];
    addEventListener("transitionrun", (event) => names.push(event.propertyName), true);
    const root = document.documentElement;
    const told = new Promise<string[]>((resolve) => {
      new MutationObserver(async (_, observer) => {
        if (!root.classList.contains("dark")) return;
        observer.disconnect();
        // What begins with a frame is told in the next one.
        for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
        resolve(names);
      }).observe(root, { attributeFilter: ["class"] });
    });
    return { told };
  });
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await moved.evaluate(({ told }) => told)).toEqual([]);
});
