import { TierMark } from "#components/tier/tier-badge.tsx";
import { type Effect, effectWords } from "./effect-words.ts";

/** Tier before and after in one line, and what else moves. */
export function EffectFacts({ effect, note }: { effect: Effect; note?: string }) {
  const { headline, parts } = effectWords(effect);
  return (
    <div>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium text-lg">
        {effect.before.tier === effect.after.tier ? null : (
          <>
            <TierMark tier={effect.before.tier} className="size-4.5" />
            <span aria-hidden>→</span>
          </>
        )}
        <TierMark tier={effect.after.tier} className="size-4.5" />
        <span>{headline}</span>
      </p>
      {parts.length === 0 ? null : (
        <ul className="mt-1.5 list-disc pl-5 text-muted">
          {parts.map((part) => (
            <li key={part}>{part}</li>
          ))}
        </ul>
      )}
      <p className="mt-2 text-muted text-sm">
        {note ??
          "Computed in this browser by the model in force, as of today. Limits are of every 100 that a user could lose."}
      </p>
    </div>
  );
}
