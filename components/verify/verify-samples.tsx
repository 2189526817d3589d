"use client";
import type { ReactNode } from "react";
import type { GivenFile } from "#lib/client/verify/verify-files.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import { type Check, findingOf } from "#lib/kernel/checks.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { NO_LOG_KEY } from "#lib/log/log-key.ts";
import type { FileFinding, FileVerdict } from "#lib/state/files/file-content.ts";
import { FILE_EXIT_CODES } from "#lib/state/files/file-content.ts";
import { FileResult } from "./file-result.tsx";
import { GivenFiles } from "./given-files.tsx";
import { MissingLogHint } from "./missing-log-hint.tsx";
import { UnmetProof } from "./unmet-proof.tsx";

const ORIGIN = "index.example/log";
const WHOSE = "The watchers of this site decided.";
const nothing = () => undefined;

const PASSED: readonly Check[] = [
  { name: "form", outcome: "pass" },
  { name: "log-key", outcome: "pass" },
  { name: "log-signature", outcome: "pass" },
];

/** A checkpoint that nobody signed, found as is said. */
const head = (verdict: FileVerdict, sentence: string, change: Partial<Check> = {}): FileFinding => ({
  ...findingOf(PASSED.map((check): Check => (check.name === "log-signature" ? { ...check, ...change } : check))),
  content: {
    ...{ kind: "checkpoint", note: `${ORIGIN}\n48214\n${base64Encode(sha256(new Uint8Array()))}\n` },
    found: { checkpoint: { origin: ORIGIN, size: 48_214, root: sha256(new Uint8Array()) } },
  },
  ...{ verdict, exitCode: FILE_EXIT_CODES[verdict], origin: ORIGIN, logKey: NO_LOG_KEY, sentence },
  notProven: ["that the log showed everybody the same"],
});
const result = (finding: FileFinding) => <FileResult name="checkpoint" finding={finding} siteOrigin={ORIGIN} />;

const file = (name: string, bytes: number): GivenFile => ({ name, source: new Blob([new Uint8Array(bytes)]) });
const LONG = `${"a-name-without-an-end-".repeat(8)}.receipt.json`;

const hint = (missing: Parameters<typeof MissingLogHint>[0]["missing"], isOwn: boolean) => (
  <MissingLogHint missing={missing} finding={head("incomplete", "")} isOwn={isOwn} onAdd={nothing} />
);
const unmet = (answer: Parameters<typeof UnmetProof>[0]["answer"]) => (
  <UnmetProof answer={answer} whose={WHOSE} onAgain={nothing} />
);

const SAMPLES: Readonly<Record<string, () => ReactNode>> = {
  "It holds": () => result(head("verified", `A checkpoint of ${ORIGIN} with 48,214 entries.`)),
  "Not everything could be checked": () =>
    result(
      head("incomplete", "The key of this log is not known here.", {
        ...{ outcome: "cannot-check", reason: "unknown-key", detail: "Nobody gave the log's key." },
      }),
    ),
  "Not signed by the watchers that the reader trusts": () =>
    result(head("policy-not-met", "2 of the 3 watchers that must sign have signed.")),
  "It does not hold": () =>
    result(
      head("tampered", "The signature is not the log's.", {
        ...{ outcome: "fail", reason: "bad-signature", detail: "It covers other bytes." },
      }),
    ),
  "Two histories": () => result(head("equivocation", "Two checkpoints of one size have two roots.")),
  "Several files": () => (
    <GivenFiles files={[file("log.archive", 2_500_000), file(LONG, 4_096), file("a.json", 12)]} onRemove={nothing} />
  ),
  "The log is missing: this site's own": () => hint("archive", true),
  "The log is missing: another's": () => hint("archive", false),
  "The log's key is missing": () => hint("log-key", false),
  "The log is too large": () => hint("too-large", true),
  "The log given does not hold": () => hint("broken", false),
  "A promise: recorded after all": () => unmet({ outcome: "included", index: 48_120 }),
  "A promise: the log gives another head": () => unmet({ outcome: "other-log" }),
  "A promise: cannot be proven yet": () =>
    unmet({ outcome: "refused", refusal: { code: "policy-not-met", detail: "No watcher saw a later head." } }),
};

/** Results of a verification, by name: none of them was made here. */
export function VerifySample({ name }: { name: string }) {
  return SAMPLES[name]?.();
}
