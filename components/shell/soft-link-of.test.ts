import { describe, expect, test } from "vitest";
import { type Press, softLinkOf } from "./soft-link-of.ts";

const ORIGIN = "https://index.example";
const PLAIN = { defaultPrevented: false, button: 0, metaKey: false, ctrlKey: false, shiftKey: false, altKey: false };

/** A press on something within a link of these attributes. */
function pressOn(attributes: Record<string, string>, press: Partial<Press> = {}): Press {
  const link = {
    baseURI: `${ORIGIN}/providers?tier=b`,
    getAttribute: (name: string) => attributes[name] ?? null,
    hasAttribute: (name: string) => name in attributes,
  };
  const closest = (selector: string) => (selector === "a[data-soft]" && "data-soft" in attributes ? link : null);
  return { ...PLAIN, target: { closest }, ...press };
}

const followed = (press: Press) => softLinkOf(press, ORIGIN);

describe("a link of the site is followed within the document", () => {
  test.each(["/log", "?sort=name", "#prices", "", `${ORIGIN}/log/entries/1#x`])("%j, as it is written", (href) => {
    expect(followed(pressOn({ "data-soft": "", href }))).toEqual({ href, stays: false });
  });
  test("and the page stays where it is scrolled to when the link says so", () => {
    expect(followed(pressOn({ "data-soft": "stay", href: "?sort=name" }))).toEqual({ href: "?sort=name", stays: true });
  });
});

describe("everything else is left to the browser", () => {
  const soft = { "data-soft": "", href: "/log" };
  test.each<[string, Press]>([
    ["a link that is not marked", pressOn({ href: "/log" })],
    ["another host", pressOn({ ...soft, href: "https://other.example/" })],
    ["another scheme", pressOn({ ...soft, href: "mailto:x@index.example" })],
    ["a script as an address", pressOn({ ...soft, href: "javascript:void 0" })],
    ["no address", pressOn({ ...soft, href: "https://" })],
    ["a link without one", pressOn({ "data-soft": "" })],
    ["a download", pressOn({ ...soft, download: "" })],
    ["another tab by its target", pressOn({ ...soft, target: "_blank" })],
    ["another tab by a key", pressOn(soft, { ctrlKey: true })],
    ["another tab by another key", pressOn(soft, { metaKey: true })],
    ["another window", pressOn(soft, { shiftKey: true })],
    ["a download by a key", pressOn(soft, { altKey: true })],
    ["another button", pressOn(soft, { button: 1 })],
    ["a press that was used", pressOn(soft, { defaultPrevented: true })],
    ["the document itself", { ...PLAIN, target: {} }],
    ["nothing", { ...PLAIN, target: null }],
  ])("%s", (_what, press) => {
    expect(followed(press)).toBeUndefined();
  });
});
