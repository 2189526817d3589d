"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/** A4 without the margins of globals.css, and without a figure's own. */
const PAPER_PX = 620;

/**
 * Width in CSS pixels of the element that `ref` is on; `initial` until it is measured, on the server too. Paper is narrower than a
 * screen: a drawing is made anew for it, so that its letters are not made smaller.
 */
export function useWidth<T extends HTMLElement>(initial: number): { ref: RefObject<T | null>; width: number } {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(initial);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measured = (wide: number) => Math.max(200, Math.floor(wide));
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(measured(entry.contentRect.width));
    });
    observer.observe(element);
    const onPaper = () => flushSync(() => setWidth((wide) => Math.min(wide, PAPER_PX)));
    const onScreen = () => setWidth(measured(element.getBoundingClientRect().width));
    window.addEventListener("beforeprint", onPaper);
    window.addEventListener("afterprint", onScreen);
    return () => {
      observer.disconnect();
      window.removeEventListener("beforeprint", onPaper);
      window.removeEventListener("afterprint", onScreen);
    };
  }, []);
  return { ref, width };
}
