"use client";
import type { ReactNode } from "react";
import { SAMPLE_NOW } from "#components/evidence/evidence-sample.ts";
import type { GivenFile } from "#lib/client/verify/verify-files.ts";
import type { ReceiptDocument } from "#lib/contract/statements.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";
import { concludeFraud } from "#lib/state/fraud/judgement.ts";
import { CONTENTS, fileFinding, ORIGIN, PROMISE, passed } from "./content-sample.ts";
import { FileResult } from "./file-result.tsx";
import { GivenFiles } from "./given-files.tsx";
import { MissingLogHint } from "./missing-log-hint.tsx";
import { PromiseSearch, type Seeking } from "./promise-search.tsx";
import { PromiseStanding } from "./promise-standing.tsx";
import { ReadingFiles } from "./reading-files.tsx";
import { UnmetProof } from "./unmet-proof.tsx";

const WHOSE = "The watchers of this site decided.";
const nothing = () => undefined;

const PASSED = passed("checkpoint", "log-key", "log-signature", "same-view", "cosigned");

/** A checkpoint of which these checks came out otherwise. */
const head = (...others: readonly Check[]) =>
  fileFinding(
    CONTENTS.checkpoint,
    PASSED.map((check) => others.find(({ name }) => name === check.name) ?? check),
  );
const result = (finding: FileFinding) => <FileResult name="checkpoint" finding={finding} siteOrigin={ORIGIN} />;

const file = (name: string, bytes: number): GivenFile => ({ name, source: new Blob([new Uint8Array(bytes)]) });
const LONG = `${"a-name-without-an-end-".repeat(8)}.receipt.json`;

const hint = (missing: Parameters<typeof MissingLogHint>[0]["missing"], isOwn: boolean) => (
  <MissingLogHint missing={missing} finding={head()} isOwn={isOwn} onAdd={nothing} />
);
const unmet = (answer: Parameters<typeof UnmetProof>[0]["answer"]) => (
  <UnmetProof answer={answer} whose={WHOSE} onAgain={nothing} />
);

const search = (seeking: Seeking) => <PromiseSearch seeking={seeking} whose={WHOSE} onRun={nothing} onStop={nothing} />;
const RECEIPT: ReceiptDocument = { checkpoint: "", entry: "", index: 48_120, proof: [], type: "touchstone-receipt/v1" };
/** So many days after it was given. */
const PROMISES: readonly (readonly [name: string, days: number, Parameters<typeof PromiseStanding>[0]["found"]])[] = [
  ["A promise: there is time", 0, undefined],
  ["A promise: late", 0.5, undefined],
  ["A promise: late, and the index gives no receipt", 0.5, "none"],
  ["A promise: overdue", 3, "none"],
  ["A promise: asked for its receipt", 3, "asking"],
  ["A promise: kept", 3, { receipt: RECEIPT, isSound: true }],
  ["A promise: a receipt that does not hold", 3, { receipt: RECEIPT, isSound: false }],
];

const SAMPLES: Readonly<Record<string, () => ReactNode>> = {
  "It holds": () => result(head()),
  "Not everything could be checked": () =>
    result(
      head(
        { name: "log-key", outcome: "cannot-check", reason: "unknown-key", detail: "Nobody gave the log's key." },
        { name: "log-signature", outcome: "cannot-check", reason: "unknown-key", detail: "It takes the log's key." },
      ),
    ),
  "Not signed by the watchers that the reader trusts": () =>
    result(head({ name: "cosigned", outcome: "fail", reason: "policy-not-met", detail: "2 of 3 have signed." })),
  "It does not hold": () =>
    result(head({ name: "log-signature", outcome: "fail", reason: "bad-signature", detail: "It covers other bytes." })),
  "Two histories": () =>
    result(head({ name: "same-view", outcome: "fail", reason: "forked", detail: "Another root for the same size." })),
  "Several files": () => (
    <GivenFiles files={[file("log.archive", 2_500_000), file(LONG, 4_096), file("a.json", 12)]} onRemove={nothing} />
  ),
  "Reading a log": () => (
    <ReadingFiles
      stage={{ name: LONG, progress: { bytes: 1_200_000, ofBytes: 2_500_000, entries: 20_000, ofEntries: 48_214 } }}
      onStop={nothing}
    />
  ),
  "Judging what was read": () => <ReadingFiles stage={{ name: "log.archive", progress: undefined }} onStop={nothing} />,
  "The log is missing: this site's own": () => hint("archive", true),
  "The log is missing: another's": () => hint("archive", false),
  "The log's key is missing": () => hint("log-key", false),
  "The log is too large": () => hint("too-large", true),
  "The log given does not hold": () => hint("broken", false),
  ...Object.fromEntries(
    PROMISES.map(([name, days, found]) => [
      name,
      () => <PromiseStanding promise={PROMISE} now={addMs(SAMPLE_NOW, days * DAY_MS)} found={found} onAsk={nothing} />,
    ]),
  ),
  "A promise: the log is to be searched": () => search({ phase: "idle" }),
  "A promise: the log is being searched": () => search({ phase: "running", done: 21_000, of: 48_214 }),
  "A promise: the log cannot be read": () => search({ phase: "trouble", words: "The index does not answer." }),
  "A promise: proven broken": () =>
    unmet({ outcome: "proven", bytes: new Uint8Array(), finding: concludeFraud([], undefined) }),
  "A promise: nothing proven": () =>
    unmet({
      outcome: "unproven",
      finding: concludeFraud(
        [{ name: "absence", outcome: "fail", reason: "included", detail: "The statement stands in the log." }],
        undefined,
      ),
    }),
  "A promise: recorded after all": () => unmet({ outcome: "included", index: 48_120 }),
  "A promise: the log gives another head": () => unmet({ outcome: "other-log" }),
  "A promise: cannot be proven yet": () =>
    unmet({ outcome: "refused", refusal: { code: "policy-not-met", detail: "No watcher saw a later head." } }),
};

/** Results of a verification, by name: none of them was made here. */
export function VerifySample({ name }: { name: string }) {
  return SAMPLES[name]?.();
}
