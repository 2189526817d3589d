/**
 * An agent's reports: of what counts together (one provider, claim, definition and day) it files one, and keeps the rest
 * as files, since more of the same weighs nothing.
 */
import { writeFile } from "node:fs/promises";
import type { CaseView } from "#lib/contract/cases.ts";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { gapSentence } from "#lib/evidence/words/gap-words.ts";
import { IncompleteError, type Io } from "../command.ts";
import type { Checker } from "../evidence/check-here.ts";
import { completeHere } from "../evidence/complete-here.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { isSent, listCases } from "../report/case-box.ts";
import { fileReport } from "../report/file-report.ts";
import { followCase } from "../report/follow-case.ts";
import { objectionTo, prepareReport } from "../report/prepare-report.ts";
import type { Kept } from "./desk.ts";

/** `counted`: one like it was reported from here today. `refused`: not filed, with the reason. */
export type Reported =
  | { readonly file: string; readonly status: "counted"; readonly case: string }
  | { readonly file: string; readonly status: "refused"; readonly reason: string }
  | {
      readonly file: string;
      readonly status: "filed";
      readonly case: string;
      readonly index?: number;
      readonly promise?: string;
      /** What a reader without an index cannot tell from it; null: nothing. */
      readonly lacks: string | null;
      /** As the index shows it in the end; null when it was not waited for, or never showed. */
      readonly found: CaseView | null;
    };

type Given = { readonly remote: RemoteIndex; readonly checker: Checker; readonly waitSeconds: number; readonly io: Io };

/** Files, one after another, what of the evidence is to be filed. Never rejects for what an index refuses. */
export async function fileEvidence(evidence: readonly Kept[], given: Given): Promise<Reported[]> {
  const reported: Reported[] = [];
  for (const kept of evidence) {
    const done = await fileOne(kept, given).catch((error: unknown): Reported => {
      if (!(error instanceof IncompleteError)) throw error;
      return { file: kept.file, status: "refused", reason: error.message };
    });
    reported.push(done);
  }
  return reported;
}

async function fileOne(
  { file, bundle: kept, finding: { fault } }: Kept,
  { remote, checker, waitSeconds, io }: Given,
): Promise<Reported> {
  const like = listCases(io.env).find(
    (own) => own.url === remote.address && own.group !== null && own.group === fault?.group && isSent(own),
  );
  if (like !== undefined) return { file, status: "counted", case: like.case };
  const { bundle, gaps } = await completeHere(kept, remote, checker.trust);
  // The file is what is filed, byte for byte.
  if (bundle !== kept) await writeFile(file, encodeBundle(bundle));
  const prepared = await prepareReport(bundle, checker);
  const objection = objectionTo(prepared, Date.now());
  if (objection !== undefined) return { file, status: "refused", reason: objection.detail };
  const { verdict } = prepared.finding;
  // An agent has nobody to ask: it files what no check of this machine and of the index's facts leaves open.
  if (verdict.verdict !== "proven" && !("reason" in verdict && verdict.reason === "cases-unknown"))
    return { file, status: "refused", reason: prepared.sentence };
  const filed = await fileReport(prepared, { remote, io });
  const found =
    waitSeconds === 0
      ? undefined
      : await followCase(remote, filed.case, { seconds: waitSeconds, io }).catch((error: unknown) => {
          // The report is filed, whatever the index says of it afterwards.
          if (!(error instanceof IncompleteError)) throw error;
        });
  const { index, promise } = filed;
  return {
    file,
    status: "filed",
    case: filed.case,
    ...(index === undefined ? {} : { index }),
    ...(promise === undefined ? {} : { promise }),
    lacks: gapSentence(gaps) ?? null,
    found: found ?? null,
  };
}
