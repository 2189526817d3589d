import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { RailFacts, RailStation, RailWatcher } from "./rail-model.ts";
import { RailsSketch } from "./rails-sketch.tsx";
import { TwoRails } from "./two-rails.tsx";

const NOW = Date.UTC(2026, 10, 26, 12);
const HOUR = 3_600_000;
const MINUTE = 60_000;

const THREE: readonly RailWatcher[] = [
  { name: "north-office", isIndependent: true },
  { name: "Vela", isIndependent: true },
  { name: "university", isIndependent: true },
];
const OWN: readonly RailWatcher[] = [
  { name: "demo-1", isIndependent: false },
  { name: "demo-2", isIndependent: false },
];
const rootOf = (size: number) => hexEncode(sha256(Uint8Array.of(size & 255, size >> 8)));

/** A day of heads, each hour's last; `seen` says how many of the watchers had seen it. */
function day(watchers: readonly RailWatcher[], seen: (hour: number) => number): RailStation[] {
  let size = 44_000;
  return Array.from({ length: 24 }, (_, hour) => {
    const added = 40 + ((hour * 37) % 23) * 12;
    size += added;
    const signedAt = NOW - (23 - hour) * HOUR - (hour === 23 ? 41_000 : (hour % 5) * 7 * MINUTE);
    const by = watchers.slice(0, seen(hour));
    const seenBy = by.map(({ name }) => ({ name, at: signedAt + 1000 }));
    return { size, root: rootOf(size), signedAt, added, seenBy, isEnough: by.length >= 2 };
  });
}

const busy = day(THREE, (hour) => (hour === 9 ? 0 : hour === 10 || hour === 17 ? 1 : hour === 23 ? 2 : 3));
const whole: RailFacts = {
  stations: busy,
  from: NOW - 24 * HOUR,
  now: NOW,
  watchers: THREE,
  memory: { size: 46_810, seenAt: NOW - 9.3 * HOUR, tie: "same" },
};
/** The other states need no whole day to be seen, and a gallery that is shorter is checked sooner. */
const short: RailFacts = { ...whole, stations: busy.slice(-8), from: NOW - 9 * HOUR, memory: undefined };
const unwatched: RailFacts = { stations: day([], () => 0).slice(-6), from: NOW - 7 * HOUR, now: NOW, watchers: [] };
const size = busy[17]?.size ?? 0;
const forked: RailFacts = {
  ...short,
  memory: { size, seenAt: NOW - 6 * HOUR, tie: "contradiction" },
  fork: {
    heads: [
      { size, root: rootOf(size) },
      { size, root: rootOf(7) },
    ],
    seenAt: busy[17]?.signedAt ?? NOW,
    proofHref: "/log",
  },
};
const one: RailStation = {
  size: 1,
  root: rootOf(1),
  signedAt: NOW - 3 * MINUTE,
  added: 1,
  seenBy: [],
  isEnough: false,
};
const ONE: RailFacts = { ...unwatched, stations: [one], from: NOW - 5 * MINUTE };

const states: readonly { title: string; facts: RailFacts }[] = [
  { title: "Watched, with this browser's memory: thick, thin and missing ties", facts: whole },
  {
    title: "A visit of last Tuesday, before the window; not compared yet",
    facts: { ...short, memory: { size: 41_002, seenAt: NOW - 49 * HOUR, tie: "not-compared" } },
  },
  { title: "A fork", facts: forked },
  {
    title: "Own watchers only, which do not count",
    facts: { ...unwatched, watchers: OWN, stations: day(OWN, () => 2).slice(-6) },
  },
  { title: "No watcher", facts: unwatched },
  { title: "One signed head", facts: ONE },
  {
    title: "Signing stopped",
    facts: { ...short, stations: busy.slice(-8, -3), stopped: { behind: 312 } },
  },
];

export const railsGallery: GallerySection = {
  id: "rails",
  title: "Two rails",
  specimens: [
    ...states.map(({ title, facts }) => ({
      title,
      wide: true,
      render: () => <TwoRails facts={facts} level={3} />,
    })),
    {
      title: "As the server draws them, before they can be read",
      wide: true,
      render: () => <RailsSketch facts={short} />,
    },
    { title: "As the server draws one signed head", wide: true, render: () => <RailsSketch facts={ONE} /> },
  ],
};
