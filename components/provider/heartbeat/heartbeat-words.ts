/** What a state of the heartbeat is called, and how it is drawn. Not offered and not armed are no faults. */
import type { Tone } from "#components/ui/badge.tsx";
import type { HeartbeatState } from "#lib/disclosure/heartbeat.ts";

export const HEARTBEAT_WORDS: Readonly<Record<HeartbeatState, { readonly word: string; readonly tone: Tone }>> = {
  none: { word: "none offered", tone: "neutral" },
  unarmed: { word: "not armed", tone: "neutral" },
  beating: { word: "beating", tone: "neutral" },
  late: { word: "late", tone: "attention" },
  suspended: { word: "suspended", tone: "failed" },
  failed: { word: "failed by silence", tone: "failed" },
};
