/** One look of axe at the document as it stands. The function runs inside the page: it uses nothing from outside itself. */
import type axe from "axe-core";

type Looked = {
  readonly violations: readonly { readonly rule: string; readonly where: readonly string[] }[];
  /** Pixels by which the document is wider than the window. */
  readonly overflow: number;
};

/** What was looked at in this document and found good. It ends with the document. */
type Memory = {
  /** By width of the window: every element, what it says and where it stands. */
  readonly outlines: Map<number, string>;
  /** By theme: how each text is painted. */
  readonly paints: Map<string, WeakMap<Element, string>>;
};

/**
 * Every rule is asked about everything, once. The rules about structure look again when anything at all is another or
 * elsewhere than at their last look in this width. The rules about colours look again at each text that is painted otherwise
 * than at their last look in this theme: in another colour or size, or upon another ground.
 */
export async function look(asked: { readonly theme: string; readonly colourRules: string[] }): Promise<Looked> {
  const scope = window as Window & { axe?: typeof axe; looked?: Memory };
  if (scope.axe === undefined) throw new Error("Axe was not brought into this document.");
  scope.looked ??= { outlines: new Map(), paints: new Map() };
  const { outlines, paints } = scope.looked;

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

  const grounds = new Map<Element, string>();
  const groundOf = (element: Element): string => {
    const known = grounds.get(element);
    if (known !== undefined) return known;
    const { backgroundColor, backgroundImage, opacity, filter, position } = getComputedStyle(element);
    const below = element.parentElement === null ? "" : groundOf(element.parentElement);
    const ground = `${below}>${backgroundColor},${backgroundImage},${opacity},${filter},${position}`;
    grounds.set(element, ground);
    return ground;
  };
  const known = paints.get(asked.theme) ?? new WeakMap<Element, string>();
  const texts = Array.from(everything).filter(
    (element) => element.matches("input, select, textarea") || wordsOf(element).replaceAll("|", "").trim() !== "",
  );
  const unknown = texts.filter((element) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const isSeen = element.checkVisibility({ visibilityProperty: true });
    const paint = [isSeen, color, fontSize, fontWeight, textShadow, groundOf(element)].join();
    const isKnown = known.get(element) === paint;
    known.set(element, paint);
    return !isKnown && isSeen;
  });

  const { colourRules } = asked;
  const options = { resultTypes: ["violations" as const] };
  const found: axe.Result[] = [];
  const isAllNew = unknown.length > texts.length / 2;
  if (!isOutlineKnown) {
    const without = Object.fromEntries(colourRules.map((rule) => [rule, { enabled: false }]));
    found.push(...(await scope.axe.run(document, { ...options, ...(!isAllNew && { rules: without }) })).violations);
  }
  if (isAllNew ? isOutlineKnown : unknown.length > 0) {
    const only = { ...options, runOnly: { type: "rule" as const, values: colourRules } };
    found.push(...(await scope.axe.run(isAllNew ? document : { include: unknown }, only)).violations);
  }
  outlines.set(window.innerWidth, outline);
  paints.set(asked.theme, known);
  const { scrollWidth, clientWidth } = document.documentElement;
  return {
    violations: found.map(({ id, nodes }) => ({ rule: id, where: nodes.map(({ html }) => html) })),
    overflow: scrollWidth - clientWidth,
  };
}
