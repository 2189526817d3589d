/** The few DOM helpers of the verifier file: text never becomes markup. */

type Attributes = Readonly<Record<string, string>>;
type Child = Node | string;

/** An element with attributes and children; strings become text nodes. */
export function el(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A summary that opens what it stands for. */
export function folded(summary: string, ...children: readonly Child[]): HTMLElement {
  return el("details", {}, el("summary", {}, summary), ...children);
}

/** Paths of 24 × 24 line icons. */
const ICONS = {
  pass: ["M20 6 9 17l-5-5"],
  fail: ["M18 6 6 18", "m6 6 12 12"],
  "not-run": ["M5 12h14"],
  "cannot-check": ["M9.1 9a3 3 0 0 1 5.8 1c0 2-3 2.6-3 4.5", "M12 18h.01"],
} as const;
export type IconName = keyof typeof ICONS;

const SVG = "http://www.w3.org/2000/svg";

export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [attribute, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" }))
    svg.setAttribute(attribute, value);
  for (const d of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/** The element of the page with this id and of this class. Throws when the page lacks it: then the build is wrong. */
export function find<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (element instanceof kind) return element;
  throw new Error(`The page lacks #${id}.`);
}
