/**
 * What Next evaluates before it starts a page in the browser. Its start in one piece stops a telephone for 0.2 s: so React and
 * the router (what `next/link` stands on; no page uses the link itself) are evaluated in a task of their own each, and Next
 * starts in a task after these. `__next_s` is its queue of scripts of the strategy `beforeInteractive`, after which it starts;
 * an empty script is none to a browser, and Next goes on by a timer. Should a later Next not read it, a page starts in one
 * piece again.
 */
type Waiting = { __next_s?: [src: 0, props: { children: string }][] };

const waiting = globalThis as typeof globalThis & Waiting;
waiting.__next_s = [...(waiting.__next_s ?? []), [0, { children: "" }]];

// Evaluated where it is called, out of the scripts that every page has: an import would be a file to fetch, or be now.
setTimeout(() => require("react-dom/client"));
setTimeout(() => require("next/link"));
