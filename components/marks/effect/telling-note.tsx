"use client";
import { useQuery } from "@tanstack/react-query";
import { Info } from "lucide-react";
import { decidingBand, oneIn } from "../marks-words.ts";
import { scoreText } from "../waterfall/waterfall-words.ts";

/** Why an incident is better told than found: what a fault costs either way, computed for this very provider. */
export function TellingNote({ provider }: { provider: string }) {
  const { data } = useQuery({
    queryKey: ["telling", provider],
    queryFn: async () => {
      const { openMarks, tellingOrFound } = await import("#lib/client/marks/preview-marks.ts");
      const opened = await openMarks(provider);
      return (opened && tellingOrFound(opened)) ?? null;
    },
    structuralSharing: false,
  });
  if (data == null) return null;
  const { none, told, found, model } = data;
  const cost = (marks: typeof told) => scoreText(none.conduct.score - marks.conduct.score);
  const chance = (marks: typeof told) => `up to ${oneIn(decidingBand(marks).high)}`;
  return (
    <p className="mt-3 flex gap-2 border-divider border-t pt-3 text-sm">
      <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-link" />
      <span>
        <span className="font-medium">Telling it yourself is worth it.</span> The report itself is no fault. Whatever is
        missed in an incident that you told of weighs {model.selfDisclosedPercent} % of what others find: a missed clock
        would cost {cost(told)} points of conduct and mean {told.tier}, {chance(told)}; the same found by others{" "}
        {cost(found)} points and {found.tier}, {chance(found)}.
      </span>
    </p>
  );
}
