/** What of a press decides, as a `MouseEvent` has it; `target`: what was pressed. */
export type Press = Pick<MouseEvent, "defaultPrevented" | "button" | "metaKey" | "ctrlKey" | "shiftKey" | "altKey"> & {
  readonly target: unknown;
};
type Pressed = { readonly closest?: (selector: string) => Link | null };
type Link = Pick<Element, "getAttribute" | "hasAttribute" | "baseURI">;

/**
 * The link to follow within this document; undefined where the press is the browser's own business: another window or tab, a
 * download, another host, or somebody who used the press already. `href`: as it is written.
 */
export function softLinkOf(press: Press, origin: string): { href: string; stays: boolean } | undefined {
  if (press.defaultPrevented || press.button !== 0) return undefined;
  if (press.metaKey || press.ctrlKey || press.shiftKey || press.altKey) return undefined;
  // A document can be a target too, and has no ancestors to ask for.
  const link = (press.target as Pressed | null)?.closest?.("a[data-soft]") ?? null;
  const href = link?.getAttribute("href") ?? null;
  if (link === null || href === null || link.hasAttribute("download")) return undefined;
  const frame = link.getAttribute("target");
  if (frame !== null && frame !== "_self") return undefined;
  if (!URL.canParse(href, link.baseURI) || new URL(href, link.baseURI).origin !== origin) return undefined;
  return { href, stays: link.getAttribute("data-soft") === "stay" };
}
