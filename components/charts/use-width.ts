"use client";
import { type RefObject, useEffect, useRef, useState } from "react";

/** Width in CSS pixels of the element that `ref` is on; `initial` until it is measured, on the server too. */
export function useWidth<T extends HTMLElement>(initial: number): { ref: RefObject<T | null>; width: number } {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(initial);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.max(200, Math.floor(entry.contentRect.width)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
