/** The ways in which this index could cheat, told by the index: what it would gain, who notices, what proves it. */
import type { WayId } from "#lib/client/trust/tries.ts";

export type Way = {
  readonly id: WayId;
  readonly title: string;
  readonly gain: string;
  readonly notices: string;
  readonly proof: string;
  /** What the try does, as the label of its button. */
  readonly tryIt: string;
  /** Needs independent watchers: without one, only people who compare what they see notice. */
  readonly needsWatchers: boolean;
};

export const WAYS: readonly Way[] = [
  {
    id: "edit",
    title: "Change an entry",
    gain: "We could turn a disclosure that was broken into one that was kept, after the fact.",
    notices:
      "Whoever holds the entry's receipt, every browser that was here before, every audit: with one letter changed, its hash no longer leads to the root that we signed.",
    proof: "The receipt. It holds the entry's own bytes and works without us.",
    tryIt: "Change one letter of our newest entry",
    needsWatchers: false,
  },
  {
    id: "remove",
    title: "Remove an entry, or change the order",
    gain: "We could lose what embarrasses a paying friend, or let somebody seem to have spoken first.",
    notices:
      "Every browser that was here before demands that the log only grew, and so does every watcher before it signs. A gap anywhere moves the root.",
    proof: "Two of our signed heads, with the few hashes that show that they exclude each other.",
    tryIt: "Remove an entry from our newest tile",
    needsWatchers: false,
  },
  {
    id: "dates",
    title: "Write false dates",
    gain: "We could let a late warning look early, or a revoked key look valid a little longer.",
    notices:
      "Watchers write their own time beside each head that they sign, and more than half of them must agree on it. Times in the log never go back, so that an entry cannot be dated before the one in front of it. Dated back a little into a quiet hour, it raises an alarm in every audit, and convicts nobody: the same comes of an old head that somebody showed to watchers late.",
    proof: "For a date in the future: the entry with its place, and a head with it that watchers signed earlier.",
    tryIt: "Date an entry back two hours, and another one ahead",
    needsWatchers: true,
  },
  {
    id: "two-views",
    title: "Show you another log than everybody else",
    gain: "We could hide a warning from exactly those who should see it.",
    notices:
      "Watchers who compare heads, and any two people who do. Your browser keeps the last head that it verified and objects to another history, also from our own key.",
    proof: "The two heads. Our key signed both, and both cannot be true.",
    tryIt: "Sign a second head and show it to your browser",
    needsWatchers: true,
  },
  {
    id: "hide",
    title: "Accept your statement and hide it",
    gain: "We could thank you for a report and let it disappear.",
    notices:
      "You. When recording takes longer than two seconds we sign a promise with a time in it, and your browser keeps it. What is late stands on our status page.",
    proof:
      "The promise, and a head that watchers signed after its time was over and that does not hold your statement.",
    tryIt: "Promise to record something, then hide it",
    needsWatchers: true,
  },
  {
    id: "roll-back",
    title: "Go back to a backup",
    gain: "We could lose the last days by “restoring”, and go on from there.",
    notices:
      "Your browser: it remembers a longer log. Our own sequencer refuses to sign over a database that is older than its second store, and watchers never sign a shorter log.",
    proof:
      "The longer head that you verified. Going back alone proves no lie; the first head signed on top of it does.",
    tryIt: "Show your browser the oldest head we ever signed",
    needsWatchers: false,
  },
  {
    id: "state",
    title: "Show other facts than the log gives",
    gain: "We could leave every entry alone and simply show something else: another name, another key.",
    notices:
      "Every audit. Each hour we sign one root over the whole state into the log itself; whoever folds the log by the public rules gets another root if we lied. Single answers come with a proof under that root.",
    proof: "Our signed root, and the entries that give another one.",
    tryIt: "Change one word of a proven answer",
    needsWatchers: false,
  },
];

const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"] as const;

/** As many as there are here. */
export const WAYS_TITLE = `${NUMBERS[WAYS.length] ?? WAYS.length} ways we could cheat you, and who would notice`;
