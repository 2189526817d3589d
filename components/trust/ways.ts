/** The ways in which this index could cheat, told by the index: what it would gain, who notices, what proves it. */
import type { WayId } from "#lib/client/trust/attempt.ts";

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
  {
    id: "tier",
    title: "Show a tier that the log does not give",
    gain: "We could sell an A, or keep a sinking provider looking safe for a week longer.",
    notices:
      "Everybody who presses “Recompute here”: the facts, the rules and the code that rates are public, and give one result. Every audit computes the tiers of all providers and compares them with what we answer, and with eight of our pages, drawn anew each time. The root over all tiers stands in the log, signed, every hour.",
    proof: "Our signed root over the tiers, and the entries that give others.",
    tryIt: "Write a better tier into a provider's marks",
    needsWatchers: false,
  },
  {
    id: "verdict",
    title: "Give a wrong result",
    gain: "We could clear a friend whom a report convicts, or condemn a rival by a report that shows nothing.",
    notices:
      "Both sides, and every audit: what a machine finds follows from evidence that is public and from rules that stand in it, so that anyone can run it again. Rulings of people are signed ballots, and whoever counts them gets the ruling.",
    proof: "Our signed result with the evidence that it names. Whoever opens the file runs it again.",
    tryIt: "Call a report proven that shows nothing",
    needsWatchers: false,
  },
  {
    id: "answers",
    title: "Tell different people different things",
    gain: "We could name the cheapest honest service to whoever checks, and the one that pays us to everybody else.",
    notices:
      "Agents that keep our signed answers and compare them, with each other or with their own of yesterday. An answer names the entries that it rests on, so that two to one question must say the same.",
    proof: "Both answers. Our key signed each, and one of them is false.",
    tryIt: "Sign two answers to one question",
    needsWatchers: false,
  },
];

const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"] as const;

/** As many as there are here. */
export const WAYS_TITLE = `${NUMBERS[WAYS.length] ?? WAYS.length} ways we could cheat you, and who would notice`;
