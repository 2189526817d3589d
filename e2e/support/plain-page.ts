/**
 * A page without a browser: as much of the DOM as the offline verifier's script uses, so that the very script of the file runs
 * in this process. What is not here does not exist for it: no network, no storage, nothing of Node.
 */
import { resolveObjectURL } from "node:buffer";
import { compileFunction } from "node:vm";
import { Worker as Thread } from "node:worker_threads";

type Child = PlainElement | string;

/** Elements that the page finds by their tag. */
export class PlainElement {
  readonly tag: string;
  readonly attributes = new Map<string, string>();
  readonly classList = { add: () => undefined, remove: () => undefined };
  value = "";
  files: readonly File[] = [];
  #children: Child[] = [];
  readonly #listeners = new Map<string, ((event: object) => void)[]>();
  /** Called when its children change. */
  onChange: (() => void) | undefined;

  constructor(tag = "div") {
    this.tag = tag;
  }

  get children(): PlainElement[] {
    return this.#children.filter((child) => child instanceof PlainElement);
  }

  get textContent(): string {
    return this.#children.map((child) => (typeof child === "string" ? child : child.textContent)).join("");
  }

  set textContent(text: string) {
    this.replaceChildren(text);
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  append(...children: readonly Child[]): void {
    this.replaceChildren(...this.#children, ...children);
  }

  replaceChildren(...children: readonly Child[]): void {
    this.#children = [...children];
    this.onChange?.();
  }

  addEventListener(type: string, listener: (event: object) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  emit(type: string): void {
    for (const listener of this.#listeners.get(type) ?? []) listener({ preventDefault: () => undefined });
  }

  /** The first below it with that tag. */
  querySelector(tag: string): PlainElement | null {
    return this.all((element) => element.tag === tag)[0] ?? null;
  }

  /** Those below it that fit, in order. */
  all(fits: (element: PlainElement) => boolean): PlainElement[] {
    return this.children.flatMap((child) => [...(fits(child) ? [child] : []), ...child.all(fits)]);
  }
}

class TextArea extends PlainElement {}
class Input extends PlainElement {}
class Button extends PlainElement {}

const CLASSES = { button: Button, input: Input, textarea: TextArea } as const;

/** A worker whose script came as a Blob's address, on a thread that knows nothing else. */
class PlainWorker extends EventTarget {
  readonly #thread: Promise<Thread>;

  constructor(url: string) {
    super();
    this.#thread = this.#start(url);
    this.#thread.catch(() => this.dispatchEvent(new Event("error")));
  }

  postMessage(message: unknown): void {
    this.#thread.then(
      (thread) => thread.postMessage(message),
      () => undefined,
    );
  }

  terminate(): void {
    this.#thread.then(
      (thread) => thread.terminate(),
      () => undefined,
    );
  }

  async #start(url: string): Promise<Thread> {
    const script = await resolveObjectURL(url)?.text();
    const thread = new Thread(`${WORKER_GLOBALS}${script}`, { eval: true, env: {}, execArgv: [] });
    thread.on("message", (data) => this.dispatchEvent(new MessageEvent("message", { data })));
    thread.on("error", () => this.dispatchEvent(new Event("error")));
    return thread;
  }
}

const WORKER_GLOBALS = `const { parentPort } = require("node:worker_threads");
globalThis.self = globalThis;
globalThis.addEventListener = (type, listener) => type === "message" && parentPort.on("message", (data) => listener({ data }));
globalThis.postMessage = (message) => parentPort.postMessage(message);
`;

/** What a script finds in a page beside the language itself. */
const PLATFORM = {
  ...{
    AbortController,
    AbortSignal,
    Blob,
    Event,
    EventTarget,
    MessageEvent,
    TextDecoder,
    TextEncoder,
    URL,
    WebAssembly,
  },
  ...{ clearTimeout, performance, queueMicrotask, setTimeout, structuredClone },
};
/** What this process has and no such page may use: names that lead nowhere. */
const ABSENT = [
  "fetch",
  "process",
  "require",
  "module",
  "Buffer",
  "XMLHttpRequest",
  "WebSocket",
  "localStorage",
  "crypto",
];

/** Runs the last script of that HTML over the elements that have an id; answers those. */
export function runPage(html: string): ReadonlyMap<string, PlainElement> {
  const elements = new Map<string, PlainElement>();
  for (const [, tag = "", id = "", text = ""] of html.matchAll(/<(\w+)[^>]*\sid="([^"]+)"[^>]*>([^<]*)/g)) {
    const element = new (CLASSES[tag as keyof typeof CLASSES] ?? PlainElement)(tag);
    element.textContent = text;
    elements.set(id, element);
  }
  const script = html.slice(html.lastIndexOf("<script>") + "<script>".length, html.lastIndexOf("</script>"));
  const document = Object.assign(new PlainElement("document"), {
    createElement: (tag: string) => new PlainElement(tag),
    createElementNS: (_: string, tag: string) => new PlainElement(tag),
    getElementById: (id: string) => elements.get(id) ?? null,
  });
  const dom = {
    ...{ document, HTMLElement: PlainElement, HTMLTextAreaElement: TextArea, HTMLInputElement: Input },
    ...{ HTMLButtonElement: Button, Worker: PlainWorker },
  };
  const names = { ...PLATFORM, ...dom, ...Object.fromEntries(ABSENT.map((name) => [name, undefined])) };
  compileFunction(script, Object.keys(names)).call(undefined, ...Object.values(names));
  return elements;
}
