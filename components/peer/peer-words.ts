import type { Tone } from "#components/ui/badge.tsx";
import type { PeerView } from "#lib/contract/peers.ts";

/** A state in a word, and one sentence of what it says. */
export type PeerWords = { readonly word: string; readonly tone: Tone; readonly means: string };

/** Agreement is what this index found, not what the reader's browser computed: it is plain text, without a tick. */
export const PEER_WORDS: Record<PeerView["state"], PeerWords> = {
  agrees: { word: "agrees", tone: "neutral", means: "One history with all that was seen of it." },
  "not-asked": { word: "not read yet", tone: "unknown", means: "It is read within a minute." },
  "no-answer": { word: "no answer", tone: "unknown", means: "It cannot be told whether it agrees." },
  "not-signed": { word: "not signed", tone: "attention", means: "What it shows is not signed with its key." },
  "older-head": {
    word: "shows less than before",
    tone: "attention",
    means: "An old copy, or a log that was set back.",
  },
  unproven: { word: "not proven", tone: "attention", means: "It does not show that it only grew." },
  "other-key": {
    word: "other key",
    tone: "attention",
    means: "This index knows it by another key than the one listed.",
  },
  forked: { word: "showed two histories", tone: "failed", means: "It signed both; nothing more is read from it." },
};

/** The finding in a sentence, counted: `2 logs watched: 1 agrees, 1 gives no answer`. */
export function peersSentence(peers: readonly { readonly state: PeerView["state"] }[]): string {
  const count = (...states: PeerView["state"][]) => peers.filter(({ state }) => states.includes(state)).length;
  const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
  const agree = count("agrees");
  const silent = count("no-answer", "not-asked");
  const forked = count("forked");
  const doubtful = peers.length - agree - silent - forked;
  const parts = [
    agree === 0 ? undefined : plural(agree, "agrees with all that was seen", "agree with all that was seen"),
    silent === 0 ? undefined : plural(silent, "gives no answer", "give no answer"),
    doubtful === 0 ? undefined : `${doubtful} in doubt`,
    forked === 0 ? undefined : `${forked} showed two histories`,
  ].filter((part) => part !== undefined);
  return `${plural(peers.length, "log", "logs")} watched: ${parts.join(", ")}.`;
}
