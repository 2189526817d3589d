/** From the checks of a file to the one answer that every file gets. */
import { type Check, findingOf } from "#lib/kernel/checks.ts";
import type { LogKey } from "#lib/log/log-key.ts";
import { FILE_EXIT_CODES, type FileContent, type FileFinding } from "./file-content.ts";
import { verdictOf } from "./file-verdict.ts";
import { NOT_PROVEN, sentenceOf } from "./file-words.ts";

export function conclude(
  content: FileContent,
  checks: Check[],
  origin: string | undefined,
  logKey: LogKey,
): FileFinding {
  const verdict = verdictOf(content, checks);
  const isAccusation = content.kind === "fraud-proof" || content.kind === "ledger-split";
  const ok = isAccusation ? content.found.ok : findingOf(checks).ok;
  return {
    ok,
    checks,
    content,
    verdict,
    exitCode: FILE_EXIT_CODES[verdict],
    origin,
    logKey,
    sentence: sentenceOf({ content, verdict, checks, origin }),
    notProven: NOT_PROVEN[content.kind],
  };
}
