import { ArrowRight, CircleMinus, Pin } from "lucide-react";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { type HandoverPoint, handoverPoints } from "#lib/state/handover.ts";

const LOOK = {
  ends: { title: "Ends with the last signature", icon: CircleMinus, ink: "text-attention" },
  passes: { title: "Becomes the new operator's", icon: ArrowRight, ink: "text-link" },
  stays: { title: "Stays with the provider", icon: Pin, ink: "text-muted" },
} as const satisfies Record<HandoverPoint["effect"], object>;

const ORDER = ["ends", "passes", "stays"] as const;

/** What a handover brings about, computed from the provider as it stands. */
export function HandoverPoints({ provider, now }: { provider: ProviderForm; now: Instant }) {
  const points = handoverPoints(provider, now);
  return (
    <div className="flex flex-col gap-4">
      {ORDER.map((effect) => {
        const { title, icon: Icon, ink } = LOOK[effect];
        const own = points.filter((point) => point.effect === effect);
        if (own.length === 0) return null;
        return (
          <div key={effect}>
            <h3 className="text-base">{title}</h3>
            <ul className="mt-1.5 flex flex-col gap-1.5">
              {own.map(({ text }) => (
                <li key={text} className="flex gap-2.5">
                  <Icon aria-hidden className={`mt-1 size-4 shrink-0 ${ink}`} />
                  <span className="min-w-0">{text}</span>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </div>
  );
}
