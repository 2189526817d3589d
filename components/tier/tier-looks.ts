export type Tier = "A" | "B" | "C" | "D" | "E" | "unrated";

type Look = { word: string; shape: string; chip: string; fill: string };

/** Word, shape (16-unit grid) and colours per tier; riskier is louder, and the shape says it without colour. */
export const TIER_LOOKS: Record<Tier, Look> = {
  A: {
    word: "minimal risk",
    shape: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13Z",
    chip: "bg-tier-a-tint text-tier-a-text",
    fill: "fill-tier-a-mark",
  },
  B: {
    word: "low risk",
    shape: "M4.5 2h7A2.5 2.5 0 0 1 14 4.5v7a2.5 2.5 0 0 1-2.5 2.5h-7A2.5 2.5 0 0 1 2 11.5v-7A2.5 2.5 0 0 1 4.5 2Z",
    chip: "bg-tier-b-tint text-tier-b-text",
    fill: "fill-tier-b-mark",
  },
  C: {
    word: "elevated risk",
    shape: "M8 .8 15.2 8 8 15.2.8 8Z",
    chip: "bg-tier-c-tint text-tier-c-text",
    fill: "fill-tier-c-mark",
  },
  D: {
    word: "high risk",
    shape: "M8 1.2 15.4 14.4H.6Z",
    chip: "bg-tier-d-tint text-tier-d-text",
    fill: "fill-tier-d-mark",
  },
  E: {
    word: "severe risk",
    shape: "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z",
    chip: "bg-tier-e-tint text-tier-e-text",
    fill: "fill-tier-e-mark",
  },
  unrated: {
    word: "treat as high risk",
    shape: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13ZM8 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8Z",
    chip: "bg-tier-unrated-tint text-tier-unrated-text",
    fill: "fill-tier-unrated-mark",
  },
};
