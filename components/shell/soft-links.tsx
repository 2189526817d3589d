"use client";
import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { softLinkOf } from "./soft-link-of.ts";

/**
 * Follows the site's own links (`data-soft`) without loading the whole page anew, all of them by one listener: a component
 * each, with its state, cost a page of hundreds of links more than all its controls. While a page is on its way, from 200 ms
 * on, a bar stands at the top of the window; instead of a skeleton per route, since a streamed skeleton would send "200 OK"
 * before it is known whether the page exists.
 */
export function SoftLinks() {
  const router = useRouter();
  const [isOnItsWay, startGoing] = useTransition();
  useEffect(() => {
    const pressed = (event: MouseEvent) => {
      const link = softLinkOf(event, window.location.origin);
      if (link === undefined) return;
      event.preventDefault();
      startGoing(() => router.push(link.href, { scroll: !link.stays }));
    };
    // The window hears of a press last: whoever uses it for something else has said so by then.
    window.addEventListener("click", pressed);
    return () => window.removeEventListener("click", pressed);
  }, [router]);
  return isOnItsWay ? <span aria-hidden className="link-pending fixed inset-x-0 top-0 z-50 h-0.5 bg-link" /> : null;
}
