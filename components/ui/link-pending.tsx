"use client";
import { useLinkStatus } from "next/link";

/**
 * Inside a link: a bar at the top of the window while its page is on the way, from 200 ms on. Instead of a skeleton per
 * route: a streamed skeleton would send "200 OK" before it is known whether the page exists.
 */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? <span aria-hidden className="link-pending fixed inset-x-0 top-0 z-50 h-0.5 bg-link" /> : null;
}
