/** By which clocks and panels disputes go: data of the policy, kept by a case from its filing to its end. */
import { z } from "zod";

/** Hours. Presets of a policy that says nothing of disputes (docs/protocol/cases.md, "Clocks"). */
export const PRESET_DISPUTE_RULES = {
  /** Reviewers who decide first, and on an appeal. */
  panel: 3,
  appealPanel: 5,
  hours: {
    respond: 168,
    extension: 168,
    evidence: 168,
    urgentEvidence: 48,
    /** For the shares of the draw, once evidence is closed; then for the drawn to take their seats. */
    shares: 24,
    seats: 24,
    vote: 120,
    reveal: 24,
    /** For whoever stands in for a reviewer who did not vote, and votes openly. */
    openVote: 24,
    draft: 48,
    /** For the incident report that an admission promises. */
    incident: 336,
    appeal: 720,
    appealRuling: 504,
    /** For an appeal against not being admitted. */
    admissionAppeal: 336,
    reporterSilence: 336,
  },
} as const satisfies DisputeRules;

export type ClockName =
  | "respond"
  | "extension"
  | "evidence"
  | "urgentEvidence"
  | "shares"
  | "seats"
  | "vote"
  | "reveal"
  | "openVote"
  | "draft"
  | "incident"
  | "appeal"
  | "appealRuling"
  | "admissionAppeal"
  | "reporterSilence";

export type DisputeRules = {
  readonly panel: number;
  readonly appealPanel: number;
  readonly hours: Readonly<Record<ClockName, number>>;
};

const hours = z.int().min(1).max(2_160);
const seats = z
  .int()
  .min(3)
  .max(9)
  .refine((count) => count % 2 === 1, "Must be odd: 3, 5, 7 or 9.");

/** Hard bounds, whatever an index decides: 3 to 30 days to answer, panels of three or more. */
export const disputeRulesSchema = z.strictObject({
  panel: seats,
  appealPanel: seats,
  hours: z.strictObject({
    respond: z.int().min(72).max(720),
    extension: hours,
    evidence: hours,
    urgentEvidence: hours,
    shares: hours,
    seats: hours,
    vote: hours,
    reveal: hours,
    openVote: hours,
    draft: hours,
    incident: hours,
    appeal: hours,
    appealRuling: hours,
    admissionAppeal: hours,
    reporterSilence: hours,
  }),
});
