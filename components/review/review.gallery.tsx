import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { ReviewSample } from "./review-samples.tsx";

const WIDE = ["Top line", "Top line of a newcomer"];
const NAMES = [
  "Signed out",
  "Not a reviewer",
  "Queue: mine, due first",
  "Queue: to be sorted",
  "Nothing due",
  "Evidence, with what was seen",
  "Precedents",
  "No precedent",
  "Both sides, asked about with names",
  "Ballot, empty",
  "Ballot, answered",
  "Effect, after the answers",
  "No marks, no effect",
  "A sealed ballot in words",
  "Seat: opened",
  "Seat: time ran out",
  "Seat: an own case",
  "Seat: no longer counts",
  "Seat: declined",
  "Audit of one result",
  "Reminders in the bar",
];

export const reviewGallery: GallerySection = {
  id: "review",
  title: "Review desk",
  specimens: [
    ...WIDE.map((title) => ({ title, wide: true, render: () => <ReviewSample name={title} /> })),
    ...NAMES.map((title) => ({ title, render: () => <ReviewSample name={title} /> })),
  ],
};
