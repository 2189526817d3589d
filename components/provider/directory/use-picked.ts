"use client";
import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { pickedIn, withPicked } from "./picked.ts";

/**
 * Who was taken into the comparison, by the address: it can be passed on, and back leads to it. Shown at once, since the page
 * hears of its new address a moment later.
 */
export function usePicked(): [ids: readonly string[], pick: (ids: readonly string[]) => void] {
  const said = useSearchParams().get("pick");
  const [ids, setIds] = useState(() => pickedIn(said));
  useEffect(() => {
    // An address that was left meanwhile says nothing any more.
    if (said === new URLSearchParams(window.location.search).get("pick")) setIds(pickedIn(said));
  }, [said]);
  const pick = (next: readonly string[]) => {
    setIds(next);
    window.history.replaceState(null, "", withPicked(window.location.href, next));
  };
  return [ids, pick];
}
