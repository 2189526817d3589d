import type { ReactNode } from "react";
import type { ThemeName } from "#components/ui/tokens.ts";

/** One state of one component. It is drawn in both themes: `theme` makes labels and ids differ between the two. */
export type Specimen = {
  title: string;
  render: (theme: ThemeName) => ReactNode;
  /** Takes the full width per theme instead of half. */
  wide?: boolean;
  /** Drawn once, in the theme of the page: what a document has once, such as a navigation or its sections. */
  once?: boolean;
};

/** All states of one component or family; `id` is the anchor. Kept in `components/<feature>/<name>.gallery.tsx`. */
export type GallerySection = { id: string; title: string; specimens: readonly Specimen[] };
