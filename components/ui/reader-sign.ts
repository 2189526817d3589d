import { useSyncExternalStore } from "react";

/** Whatever a reader can do to a page. Heard by the window before anything else of the page hears it. */
const SIGNS = [
  ...["pointerover", "pointerdown", "touchstart", "wheel", "scroll"],
  ...["keydown", "focusin", "click", "input", "change", "submit"],
];

let isThere = false;
let coming: Promise<void> | undefined;

/** Whether somebody has touched this page since it was loaded. */
export function isReaderThere(): boolean {
  return isThere;
}

/** Whether somebody is there, for what the page itself can do without. On the server, and at first, nobody is. */
export function useReader(): boolean {
  return useSyncExternalStore(untilReaderComes, isReaderThere, () => false);
}

function untilReaderComes(tell: () => void): () => void {
  let isTold = false;
  void readerComes().then(() => isTold || tell());
  return () => {
    isTold = true;
  };
}

/** Resolves at the first sign of a reader, one that came by a link into the page included. */
export function readerComes(): Promise<void> {
  coming ??= new Promise((resolve) => {
    const heard = new AbortController();
    const come = () => {
      isThere = true;
      heard.abort();
      resolve();
    };
    const how = { capture: true, passive: true, signal: heard.signal };
    for (const sign of SIGNS) window.addEventListener(sign, come, how);
    if (window.location.hash !== "") come();
  });
  return coming;
}
