import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { type Follows, NO_FOLLOWS } from "#lib/client/follow/follow-store.ts";
import type { Told } from "#lib/client/follow/use-follows.ts";
import { AlertList } from "./alert-list.tsx";
import { FeedList } from "./feed-list.tsx";
import { SampleWebhooks } from "./follow-samples.tsx";

const NOW = Date.parse("2026-03-10T09:00:00.000Z");
const alert = (kind: Told["kind"], tone: Told["tone"], says: string, rest: Partial<Told> = {}): Told => ({
  ...{ id: `930.${kind}`, provider: `prv_${"a".repeat(26)}`, provider_name: "Halden Storage", name_proven: true },
  ...{ kind, tone, entry: 930, logged_at: "2026-03-09T09:00:00.000Z", says, facts: {}, isNew: false },
  ...rest,
});

const ALERTS: readonly Told[] = [
  alert("tier-dropped", "bad", "Its tier fell from B to E. Do not add money.", { isNew: true }),
  alert("case-asked", "note", "A report waits for its answer.", {
    ...{ provider_name: "A service whose operator gave it a name as long as names may be", name_proven: false },
    facts: { case: `case_${"b".repeat(26)}` },
  }),
  alert("sign-of-life", "good", "It gave a sign of life again.", { provider_name: null }),
];

const SINCE = "2026-03-01T09:00:00.000Z";
const FOLLOWS: Follows = {
  ...{ own: { [`prv_${"a".repeat(26)}`]: SINCE }, account: { [`prv_${"b".repeat(26)}`]: SINCE }, seen: -1 },
};

export const followGallery: GallerySection = {
  id: "following",
  title: "Following",
  specimens: [
    { title: "What happened to whom one follows", render: () => <AlertList alerts={ALERTS} now={NOW} /> },
    { title: "Feeds, of whom one follows and of all", render: () => <FeedList follows={FOLLOWS} /> },
    { title: "Feeds, where nobody is followed", render: () => <FeedList follows={NO_FOLLOWS} /> },
    {
      title: "Webhooks in each state",
      render: () => <SampleWebhooks states={["unconfirmed", "active", "dead"]} />,
    },
    { title: "A test that failed", render: () => <SampleWebhooks states={["active"]} error="It answered 404." /> },
  ],
};
