import { Mark } from "#components/shell/logo.tsx";
import { TierMark } from "#components/tier/tier-badge.tsx";
import { typeScale } from "#components/ui/tokens.ts";
import type { GallerySection } from "./gallery-section.ts";

const inks = [
  ["ink", "text-ink"],
  ["muted", "text-muted"],
  ["link", "text-link"],
  ["verified", "text-verified"],
  ["attention", "text-attention"],
  ["failed", "text-failed"],
] as const;

const sizes = {
  xs: "text-xs",
  sm: "text-sm",
  base: "text-base",
  lg: "text-lg",
  xl: "text-xl",
  "2xl": "text-2xl",
  "3xl": "text-3xl",
} as const satisfies Record<keyof typeof typeScale, string>;

export const tokensGallery: GallerySection = {
  id: "tokens",
  title: "Type, ink and shapes",
  specimens: [
    {
      title: "Type scale",
      render: () => (
        <ul className="flex flex-col gap-1">
          {Object.entries(sizes).map(([name, size]) => (
            <li key={name} className={size}>
              {typeScale[name as keyof typeof typeScale]} · Who can you trust? 0O 1lI 48,213
            </li>
          ))}
          <li className="font-mono text-sm">13 mono · 3f9c2a7b…9d213f 0O 1lI</li>
        </ul>
      ),
    },
    {
      title: "Ink on both surfaces",
      render: () => (
        <div className="grid grid-cols-2">
          {["bg-surface", "bg-sunken"].map((surface) => (
            <ul key={surface} className={`${surface} p-3`}>
              {inks.map(([name, ink]) => (
                <li key={name} className={`font-medium ${ink}`}>
                  {name}
                </li>
              ))}
            </ul>
          ))}
        </div>
      ),
    },
    {
      title: "Marks",
      render: () => (
        <div className="flex flex-wrap items-center gap-4">
          {(["A", "B", "C", "D", "E", "unrated"] as const).map((tier) => (
            <span key={tier} className="inline-flex items-center gap-1.5">
              <TierMark tier={tier} /> {tier}
            </span>
          ))}
          <Mark size={16} />
          <Mark size={24} />
          <Mark size={48} />
        </div>
      ),
    },
  ],
};
