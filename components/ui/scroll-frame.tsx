"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";

/**
 * A part that scrolls by itself, so that the page never does sideways. Reachable by Tab only while there is something to
 * scroll: a frame that fits would be an empty stop on the way.
 */
export function ScrollFrame({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  // Until it is measured it may overflow, so what the server sends is reachable too.
  const [overflows, setOverflows] = useState(true);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const measure = () =>
      setOverflows(element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);

  return (
    // A group, not a region: a page may hold many frames, and none of them is a landmark to jump to.
    <div ref={frame} className={className} {...(overflows ? { role: "group", tabIndex: 0, "aria-label": label } : {})}>
      {children}
    </div>
  );
}
