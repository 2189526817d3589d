/** One look of axe at the document as it stands. The function runs inside the page: it uses nothing from outside itself. */
import type axe from "axe-core";

type Looked = {
  readonly violations: readonly { readonly rule: string; readonly where: readonly string[] }[];
  /** Kinds of texts that were found to have enough contrast in this look, by their hash. */
  readonly good: readonly string[];
};

/** What was looked at in this document. It ends with the document. */
type Memory = {
  /** By width of the window: every element, what it says and where it stands. */
  readonly outlines: Map<number, string>;
  /** By theme. */
  readonly contrasts: Map<string, Contrasts>;
};

type Contrasts = {
  /** Kinds of texts of which one was found to have enough contrast. */
  readonly good: Set<string>;
  /** Texts that were looked at without that result (a single letter, a disabled button), each with its kind then. */
  readonly others: WeakMap<Element, string>;
};

/** A class of axe's that its types leave out. */
type Colour = { r: number; g: number; b: number; alpha: number; parseString: (text: string) => Colour };
type Commons = { readonly color: { readonly Color: { readonly prototype: Colour } } };

/**
 * Every rule is asked about everything, once. The rules about structure look again when anything at all is another or
 * elsewhere than at their last look in this width. Contrast, which costs most, is asked of one text of each kind: texts are
 * of one kind when they have the same colour, size and weight, and when every element around them, from the document down,
 * has the same name, classes and ground, as in the rows of a table. When that one is not found good, each text of its kind
 * is asked about. What was found good of a kind in another document of the same theme holds for this one.
 */
export async function look(asked: {
  readonly theme: string;
  readonly colourRules: readonly string[];
  /** Kinds of texts that have enough contrast in this theme, as earlier looks answered. */
  readonly good: readonly string[];
}): Promise<Looked> {
  const CONTRAST = "color-contrast";
  const MARK = "data-contrast-asked";
  const scope = window as Window & { axe?: typeof axe; looked?: Memory };
  const { axe: tool } = scope;
  if (tool === undefined) throw new Error("Axe was not brought into this document.");
  // A text that is scrolled half under the bar at the top would be measured through it.
  window.scrollTo({ top: 0, behavior: "instant" });
  // Colours on their way from one theme to the other are nobody's; what inherits one sets out when that has arrived.
  // They are asked frame by frame: one that is replaced again and again, or ended and is still listed, would be waited for for ever.
  const isMoving = () => document.getAnimations().some((animation) => animation instanceof CSSTransition);
  // While the address of a form changes, its page has no title for a moment.
  for (let frame = 0; (isMoving() || document.title === "") && frame < 120; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  if (scope.looked === undefined) {
    tool.configure({ rules: [{ id: CONTRAST, selector: `[${MARK}]` }] });
    // Axe reads the same few colours a thousand times, each time by a grammar of all of them.
    const { prototype } = (tool as unknown as { commons: Commons }).commons.color.Color;
    const { parseString } = prototype;
    const read = new Map<string, readonly [number, number, number, number]>();
    prototype.parseString = function (text) {
      const known = read.get(text);
      if (known === undefined) {
        parseString.call(this, text);
        read.set(text, [this.r, this.g, this.b, this.alpha]);
      } else [this.r, this.g, this.b, this.alpha] = known;
      return this;
    };
  }
  scope.looked ??= { outlines: new Map(), contrasts: new Map() };
  const { outlines, contrasts } = scope.looked;

  // A drawing of which nobody is told, such as the sun or moon of the theme's button, is no structure.
  const everything = document.body.querySelectorAll("*:not(svg[aria-hidden=true], svg[aria-hidden=true] *)");
  const wordsOf = (element: Element): string =>
    Array.from(element.childNodes, (child) => (child.nodeType === Node.TEXT_NODE ? child.nodeValue : "")).join("|");
  const outline = Array.from(everything, (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const isSeen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const attributes = Array.from(element.attributes, ({ name, value }) => `${name}=${value}`);
    return [element.localName, ...attributes, wordsOf(element), x, y, width, height, isSeen].join();
  }).join("\n");
  const isOutlineKnown = outlines.get(window.innerWidth) === outline;

  /** 53 bits of cyrb53, which is public domain: a kind names every class around a text, and is kept by its hash. */
  const hashOf = (text: string): string => {
    let high = 0xdeadbeef;
    let low = 0x41c6ce57;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      high = Math.imul(high ^ code, 2654435761);
      low = Math.imul(low ^ code, 1597334677);
    }
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
  };
  type Ground = { readonly kind: string; readonly isClipped: boolean };
  const grounds = new Map<Element, Ground>();
  const groundOf = (element: Element): Ground => {
    const known = grounds.get(element);
    if (known !== undefined) return known;
    const { backgroundColor, backgroundImage, opacity, filter, position, overflow } = getComputedStyle(element);
    const below = element.parentElement === null ? undefined : groundOf(element.parentElement);
    const name = `${element.localName}.${element.getAttribute("class") ?? ""}`;
    const own = [name, backgroundColor, backgroundImage, opacity, filter, position];
    const kind = hashOf([below?.kind, ...own].join());
    // What is only said and not shown stands in a box of one pixel.
    const { width, height } = element.getBoundingClientRect();
    const isClipped = below?.isClipped === true || (overflow === "hidden" && width <= 1 && height <= 1);
    const ground = { kind, isClipped };
    grounds.set(element, ground);
    return ground;
  };
  const { good, others } = contrasts.get(asked.theme) ?? { good: new Set<string>(), others: new WeakMap() };
  contrasts.set(asked.theme, { good, others });
  for (const kind of asked.good) good.add(kind);
  const kinds = new Map<string, Element[]>();
  for (const element of everything) {
    const isText = element.matches("input, select, textarea") || wordsOf(element).replaceAll("|", "").trim() !== "";
    if (!isText || !element.checkVisibility({ visibilityProperty: true })) continue;
    const ground = groundOf(element);
    if (ground.isClipped) continue;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const kind = hashOf([color, fontSize, fontWeight, textShadow, ground.kind].join());
    if (good.has(kind) || others.get(element) === kind) continue;
    const ofKind = kinds.get(kind);
    if (ofKind === undefined) kinds.set(kind, [element]);
    else ofKind.push(element);
  }

  const found: axe.Result[] = [];
  /** Asks these rules, or all. All at once: to map the page costs axe more than most rules. */
  const run = async (rules: readonly string[] | undefined, texts: readonly Element[]): Promise<void> => {
    for (const text of texts) text.setAttribute(MARK, "");
    const { violations, passes } = await tool.run(document, {
      ...(rules && { runOnly: { type: "rule", values: [...rules] } }),
      resultTypes: ["violations", "passes"],
      elementRef: true,
      selectors: false,
    });
    for (const text of texts) text.removeAttribute(MARK);
    found.push(...violations);
    const passed = new Set<Element | undefined>(
      passes.filter(({ id }) => id === CONTRAST).flatMap(({ nodes }) => nodes.map(({ element }) => element)),
    );
    for (const [kind, ofKind] of kinds) if (ofKind.some((text) => passed.has(text))) good.add(kind);
  };
  // Of a single letter axe does not say that it is good.
  const isLong = (text: Element): boolean => wordsOf(text).trim().length > 1;
  const asks = [...kinds.values()].map((ofKind) => {
    const first = ofKind.find(isLong);
    return first === undefined ? ofKind : [first];
  });
  if (!isOutlineKnown) await run(undefined, asks.flat());
  else if (asks.length > 0) await run(asked.colourRules, asks.flat());
  const unsettled = [...kinds]
    .filter(([kind]) => !good.has(kind))
    .flatMap(([kind, ofKind]) => ofKind.map((text) => ({ kind, text })));
  const firsts = new Set(asks.flat());
  const rest = unsettled.filter(({ text }) => !firsts.has(text));
  if (rest.length > 0)
    await run(
      [CONTRAST],
      rest.map(({ text }) => text),
    );
  for (const { kind, text } of unsettled) others.set(text, kind);
  outlines.set(window.innerWidth, outline);

  return {
    violations: found.map(({ id, nodes }) => ({ rule: id, where: nodes.map(({ html }) => html) })),
    good: [...kinds.keys()].filter((kind) => good.has(kind)),
  };
}
