import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";
import { type RailFacts, windowWords } from "./rail-model.ts";

/** Names of the rails at the left of the drawing. */
export function RailLabels({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6.5rem_1fr]">
      <div aria-hidden className="relative text-muted text-xs">
        <span className="absolute top-1">entries added</span>
        <span className="absolute top-10.5 w-24 leading-4">signed by this index</span>
        <span className="absolute top-24.5 w-24 leading-4">seen by watchers</span>
      </div>
      {children}
    </div>
  );
}

/** What is drawn and what the ties mean. */
export function RailCaption({ facts }: { facts: RailFacts }) {
  const { stations, watchers, fork } = facts;
  const heads =
    stations.length === 1
      ? "One signed head so far: with the next one it can be shown that the log only grew."
      : `${stations.length} signed heads of the last ${windowWords(facts)}, with their sizes.`;
  if (fork !== undefined) {
    return "Two signed heads exclude each other. Everything from there on is worth nothing until it is explained: download the proof, keep it, and show it to others.";
  }
  if (!watchers.some(({ isIndependent }) => isIndependent)) {
    return (
      <>
        {heads}{" "}
        {watchers.length === 0 ? "" : "Dotted: seen by watchers that this index runs itself, which do not count. "}
        Nobody independent watches this index yet: <Link href="/trust#two-views">what that means</Link>
      </>
    );
  }
  return `${heads} Thick tie: enough independent watchers saw the same root; thin: some; dotted: this index's own, which do not count; gap: nobody.`;
}
