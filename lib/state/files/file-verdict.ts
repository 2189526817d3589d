/** The verdict over the checks of a file, by what kind of file it is. */
import { type Check, findingOf } from "#lib/kernel/checks.ts";
import { EARLY_TIME } from "../log-time.ts";
import type { FileContent, FileVerdict } from "./file-content.ts";

/** Files that accuse: what they prove speaks against somebody, and what they cannot prove against nobody. */
type Accusation = "fraud-proof" | "ledger-split" | "evidence";

/** Checks without which nothing is verified; what others cannot check stays open beside the verdict. */
const NEEDED: Readonly<Record<Exclude<FileContent["kind"], Accusation>, readonly string[]>> = {
  receipt: ["log-signature", "cosigned"],
  "tlog-proof": ["log-signature", "inclusion", "cosigned"],
  checkpoint: ["log-signature", "cosigned"],
  promise: ["signature"],
  "aggregate-proof": ["log-signature", "statement-signature", "issuer", "cosigned"],
  answer: ["answer-signature", "answer-key", "log-signature", "cosigned"],
  directory: ["answer-signature", "answer-key", "log-signature", "cosigned", "rows"],
  archive: ["state-roots", "cosigned"],
  case: ["log-signature", "state", "nothing-left-out", "cosigned"],
  exchange: ["key", "signature"],
  token: ["token-signature"],
  definition: [],
  unusable: [],
};

export function verdictOf(content: FileContent, checks: readonly Check[]): FileVerdict {
  if (content.kind === "fraud-proof") {
    const { verdict } = content.found;
    return verdict === "unproven" ? "incomplete" : verdict;
  }
  if (content.kind === "ledger-split") return content.found.ok ? "equivocation" : "incomplete";
  if (content.kind === "evidence") return "incomplete";
  // An accusation that cannot be read must not look like a conviction.
  if (content.kind === "unusable" && content.found.claims === "fraud-proof") return "incomplete";
  const failed = checks.filter(({ outcome }) => outcome === "fail");
  // Entries that do not even give the log's own root are no second history of it.
  const isSplit =
    failed.some(({ reason }) => reason === "forked") && !(content.kind === "archive" && failed.length > 1);
  if (isSplit) return "equivocation";
  if (failed.some(({ reason }) => reason !== "policy-not-met")) return "tampered";
  if (failed.length > 0) return "policy-not-met";
  const isOpen = checks.some(
    ({ name, outcome, reason }) =>
      outcome === "cannot-check" && (NEEDED[content.kind].includes(name) || reason === EARLY_TIME),
  );
  return isOpen || !findingOf([...checks]).ok ? "incomplete" : "verified";
}
