/**
 * Files of a report, judged for the one answer that every file gets: a signed answer, a token and a definition at once; a
 * bundle by its fourteen checks, which may run code and take time.
 */
import { type BundleFinding, checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import type { Exchange } from "#lib/evidence/exchange.ts";
import { keyAmong, verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { readToken, type TokenParts } from "#lib/evidence/token/prex-token.ts";
import { notProvenBy } from "#lib/evidence/words/verdict-words.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import { NO_LOG_KEY } from "#lib/log/log-key.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { conclude } from "./conclude-file.ts";
import { FILE_EXIT_CODES, type FileContent, type FileFinding, type FileVerdict } from "./file-content.ts";
import { sentenceOf } from "./file-words.ts";

/** The fourteen checks of a bundle that {@link recogniseFile} found, by the facts that this reader has. */
export async function judgeEvidence(bytes: Uint8Array, facts: CheckFacts): Promise<FileFinding> {
  const found = await checkBundle(bytes, facts);
  const verdict = fileVerdictOf(found);
  const content = { kind: "evidence", found, bytes } as const;
  const said = { content, verdict, checks: found.checks, origin: undefined };
  return {
    ...said,
    ok: verdict === "verified",
    checks: [...found.checks],
    exitCode: FILE_EXIT_CODES[verdict],
    logKey: NO_LOG_KEY,
    sentence: sentenceOf(said),
    notProven: [...notProvenBy(found.bundle?.claim.kind, found.verdict.verdict, reasonOf(found))],
  };
}

function reasonOf({ verdict }: BundleFinding): string | null {
  return "reason" in verdict ? verdict.reason : null;
}

/** A bundle holds when it proves its claim, as far as this reader can tell; it does not when a machine refutes it. */
function fileVerdictOf({ verdict }: BundleFinding): FileVerdict {
  if (verdict.verdict === "proven") return "verified";
  if (verdict.verdict === "open" && verdict.reason === "cases-unknown") return "verified";
  return verdict.verdict === "refuted" ? "tampered" : "incomplete";
}

/** Before its checks were made. */
export function awaitsChecks(bytes: Uint8Array): FileFinding {
  return concluded({ kind: "evidence", found: undefined, bytes }, [{ name: "form", outcome: "pass" }]);
}

export function judgeExchange(exchange: Exchange, raw: RawVerify | undefined): FileFinding {
  const found = verifyResponse(exchange, keyAmong([]), raw);
  return concluded({ kind: "exchange", found }, [...found.checks]);
}

export function judgeToken(parts: TokenParts, raw: RawVerify | undefined): FileFinding {
  const found = readToken(parts, raw);
  return concluded({ kind: "token", found }, [...found.checks]);
}

export function judgeDefinition(definition: Definition): FileFinding {
  const hash = hexEncode(definitionHash(definition));
  const checks: Check[] = [{ name: "form", outcome: "pass", detail: `Its content address is ${hash}.` }];
  return concluded({ kind: "definition", found: { definition, hash } }, checks);
}

function concluded(content: FileContent, checks: Check[]): FileFinding {
  const found = conclude(content, checks, undefined, NO_LOG_KEY);
  return { ...found, ok: found.verdict === "verified" };
}
