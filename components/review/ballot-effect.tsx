"use client";
import { useQuery } from "@tanstack/react-query";
import { EffectFacts } from "#components/marks/effect/effect-facts.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { BallotDraft } from "#lib/client/review/ballot-draft.ts";
import { type BallotEffect as Effect, effectQuery } from "#lib/client/review/queries.ts";

/** What a ruling of these answers would change: shown once all are given, so that it leads nobody. */
export function BallotEffect({ id, draft }: { id: string; draft: BallotDraft }) {
  const effect = useQuery(effectQuery(id, draft));
  if (effect.error !== null) return <p className="text-muted text-sm">What it would change cannot be read now.</p>;
  return effect.data === undefined ? <Skeleton className="h-20" /> : <EffectShown effect={effect.data} />;
}

export function EffectShown({ effect }: { effect: Effect | null }) {
  return (
    <div className="rounded-md bg-sunken p-3">
      <p className="mb-1 text-muted text-sm">If the panel rules so</p>
      {effect === null ? (
        <p>This index gives the provider no marks, so none change.</p>
      ) : (
        <EffectFacts
          effect={effect}
          note="Computed by this index: its marks of today, and with such a ruling. Limits are of every 100 that a user could lose."
        />
      )}
    </div>
  );
}
