import { LimitsWorked } from "#components/demonstration/limits-worked.tsx";
import { StoryList } from "#components/demonstration/story-list.tsx";
import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { FourWalks } from "./four-walks.tsx";
import { SampleStrip } from "./guide-samples.tsx";

const NEXT = asInstant(Date.parse("2026-12-14T00:00:00.000Z"));
const LOSS = { worst_blow: 2_500, worst_year: 2_500, mean_year: 1_250, users: 60 };

export const guideGallery: GallerySection = {
  id: "demonstration",
  title: "Demonstration",
  specimens: [
    { title: "A step that is done on this page", wide: true, render: () => <SampleStrip of="compare" at={0} isHere /> },
    { title: "A step of another page", wide: true, render: () => <SampleStrip of="report" at={2} isHere={false} /> },
    { title: "The end of a walk", wide: true, render: () => <SampleStrip of="publish" at={99} isHere={false} /> },
    {
      title: "No liar runs, and no case waits yet",
      wide: true,
      render: () => <FourWalks call={undefined} hasSeat={false} nextSeatAt={NEXT} />,
    },
    {
      title: "No other case is prepared",
      wide: true,
      render: () => <FourWalks call={undefined} hasSeat={false} nextSeatAt={undefined} />,
    },
    {
      title: "What limits were worth",
      wide: true,
      render: () => <LimitsWorked losses={{ kept_limits: LOSS, went_by_price: LOSS, went_by_size: LOSS }} />,
    },
    {
      title: "A story",
      render: () => (
        <StoryList
          stories={[
            {
              ...{ id: "sample", title: "Large, old, licensed, and gone", words: "It failed like the rest." },
              shows: "On `/failures`: what it owed, and the signs in their order.",
              links: [{ label: "Kronwerk Exchange", path: "/providers" }],
            },
          ]}
        />
      ),
    },
  ],
};
