/** A finding on the terminal: every check in order with its word, then the conclusion; or the same as JSON. */
import type { Finding, Outcome } from "#lib/kernel/checks.ts";
import type { Io } from "./command.ts";

const WORDS: Record<Outcome, string> = {
  pass: "pass  ",
  fail: "FAIL  ",
  "not-run": "not run",
  "cannot-check": "can't check",
};

export function printFinding(io: Io, finding: Finding, conclusion: string, extra: Record<string, unknown> = {}): void {
  if (io.json) {
    io.out(JSON.stringify({ ok: finding.ok, conclusion, checks: finding.checks, ...extra }));
    return;
  }
  for (const { name, outcome, reason, detail } of finding.checks) {
    const why = [outcome === "pass" ? undefined : reason, detail].filter((text) => text !== undefined).join(": ");
    io.out(`${WORDS[outcome].padEnd(12)}${name.padEnd(24)}${printable(why)}`.trimEnd());
  }
  io.out(printable(conclusion));
}

/** Text from outside must not move the cursor or reverse the line. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
