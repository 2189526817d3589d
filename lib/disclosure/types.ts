/** The disclosure types of this index, each with the words that people read (docs/concepts/disclosures.md). */
import type { z } from "zod";
import { heartbeatBody, identityBody } from "#lib/statement/disclosure-bodies.ts";

export type DisclosureType = "identity" | "heartbeat";

export type DisclosureRule = {
  kind: `disclosure.${DisclosureType}`;
  title: string;
  /** What a reader gains by it. */
  purpose: string;
  body: z.ZodType;
  /** Minutes that an operator needs for it the first time. */
  minutes: number;
  /** Preset life in days; null: the type has no expiry of its own. */
  lifeDays: number | null;
  /** Written by the composer; false: by a program (`touchstone heartbeat`). */
  composed: boolean;
};

export const DISCLOSURES = {
  identity: {
    kind: "disclosure.identity",
    title: "Identity",
    purpose: "Who answers for this provider, where, and under which rules.",
    body: identityBody,
    minutes: 5,
    lifeDays: 400,
    composed: true,
  },
  heartbeat: {
    kind: "disclosure.heartbeat",
    title: "Heartbeat",
    purpose: "A signed sign of life with the software version.",
    body: heartbeatBody,
    minutes: 3,
    lifeDays: null,
    composed: false,
  },
} satisfies Record<DisclosureType, DisclosureRule>;

export function isDisclosureType(text: string): text is DisclosureType {
  return Object.hasOwn(DISCLOSURES, text);
}
