/** Somebody who has a keyboard and nothing else: no control is used that the Tab key does not reach. */
import type { ElementHandle, Locator, Page } from "@playwright/test";

/** More stops than any page of a walk has. */
const MOST_STOPS = 600;
/** More than any question has answers. */
const MOST_ANSWERS = 20;

type Place = "here" | "its group" | "before" | "after" | "gone";

/** Where the control stands, as somebody sees it who has the focus. */
function placeOf(control: ElementHandle<HTMLElement | SVGElement>): Promise<Place> {
  return control.evaluate((wanted): Place => {
    if (!wanted.isConnected) return "gone";
    const at = document.activeElement;
    if (at === wanted) return "here";
    const isOneOf = (element: Element | null) => element instanceof HTMLInputElement && element.type === "radio";
    if (isOneOf(wanted) && isOneOf(at) && at?.getAttribute("name") === wanted.getAttribute("name")) return "its group";
    if (at === null || at === document.body || at.contains(wanted)) return "after";
    return (at.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING) !== 0 ? "before" : "after";
  });
}

/**
 * Presses Tab, or Shift and Tab for what stands above, until the control has the focus; one of several answers is reached by
 * the arrows from another. Throws when it is not reached.
 */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  let handle = await control.elementHandle();
  for (let stops = 0; handle !== null && stops < MOST_STOPS; stops += 1) {
    const place = await placeOf(handle);
    if (place === "here") return;
    if (place === "its group") return arrowTo(page, handle);
    if (place === "gone") handle = await control.elementHandle();
    else await page.keyboard.press(place === "before" ? "Shift+Tab" : "Tab");
  }
  throw new Error(`${MOST_STOPS} times Tab do not reach ${control}.`);
}

async function arrowTo(page: Page, control: ElementHandle<HTMLElement | SVGElement>): Promise<void> {
  for (let answers = 0; answers < MOST_ANSWERS; answers += 1) {
    if ((await placeOf(control)) === "here") return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`The arrows do not reach ${control}.`);
}

/** One step back and one on: true for what has the focus and keeps its place among the stops of Tab. */
export async function isStop(page: Page, control: Locator): Promise<boolean> {
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  return control.evaluate((element) => element === document.activeElement);
}
