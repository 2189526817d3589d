import { TierMark } from "#components/tier/tier-badge.tsx";
import type { Tier } from "#lib/reputation/tier.ts";
import { TIER_RISK } from "./marks-words.ts";

/** Shape, letter and word of a tier in running text or a cell; "shut" where no money should go whatever the letter. */
export function MarksLine({ tier, isShut, short = false }: { tier: Tier; isShut: boolean; short?: boolean }) {
  return (
    <span className="whitespace-nowrap">
      <TierMark tier={tier} className="mr-1.5 inline align-[-0.12em]" />
      <span>
        <span className="font-semibold">{tier === "unrated" ? "Unrated" : tier}</span>
        {short ? null : <span className="text-muted">, {TIER_RISK[tier]}</span>}
        {isShut ? <span className="font-medium text-failed"> · shut</span> : null}
      </span>
    </span>
  );
}
