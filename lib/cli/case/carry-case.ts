/** `touchstone case export | import`: a case as one file, and what another index takes up from it. */

import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { isDidKey } from "#lib/kernel/did-key.ts";
import { type Did, type ProviderId, parseProviderId } from "#lib/kernel/ids.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import { type CaseStory, caseStory } from "#lib/state/files/case-story.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";
import { accusedKey, evidenceOf } from "#lib/state/files/take-up-case.ts";
import { verifyFile } from "#lib/state/files/verify-file.ts";
import type { WholeCaseFinding } from "#lib/state/files/verify-whole-case.ts";
import {
  encodeWholeCase,
  shortenWholeCase,
  WHOLE_CASE_MEDIA_TYPE,
  type WholeCase,
} from "#lib/state/files/whole-case.ts";
import { CASE_EVIDENCE_TEMPLATE } from "#lib/statement/dispute-bodies.ts";
import { PARTS_MAX_BYTES } from "#lib/statement/submission.ts";
import { EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { trustIn } from "../evidence/check-here.ts";
import { completeHere } from "../evidence/complete-here.ts";
import { printable, printFinding } from "../print-finding.ts";
import { RemoteIndex } from "../remote-index.ts";
import { checkReport, objectionTo, publicLines } from "../report/check-report.ts";
import { fileReport } from "../report/file-report.ts";
import { caseWords, followCase } from "../report/follow-case.ts";
import { keptLog } from "../transfer/verify-on-disk.ts";
import { openCaseActor } from "./case-signer.ts";
import { sendCaseAct } from "./send-case-act.ts";

export type CarryOptions = {
  readonly url?: string | undefined;
  readonly out?: string | undefined;
  readonly key?: string | undefined;
  readonly "log-key"?: string | undefined;
  readonly against?: string | undefined;
  readonly yes?: boolean | undefined;
};

/** Fetches, checks, and writes the file whole. Errors: `IncompleteError`; nothing is written that does not hold. */
export async function exportCase(id: string, remote: RemoteIndex, { out }: CarryOptions, io: Io): Promise<number> {
  const { bytes } = await remote.answer(`api/v1/cases/${id}/file`);
  const { logVkey } = await trustIn(remote, io);
  const finding = judge(bytes, logVkey, io);
  if (finding.content.kind !== "case" || finding.content.found.file?.case !== id || finding.verdict === "tampered")
    throw new IncompleteError(`${remote.address} gave a file that does not hold: ${finding.sentence}`);
  const path = out ?? `${id}.whole-case.json`;
  await writeFile(`${path}.new`, bytes)
    .then(() => rename(`${path}.new`, path))
    .catch((error: Error) => {
      throw new IncompleteError(`${path} cannot be written: ${error.message}`);
    });
  printFinding(io, finding, `${finding.sentence} It is in ${path}.`, { file: path });
  return EXIT.ok;
}

/**
 * Checks a file, says what it proves and, with `yes`, files its evidence at another index and attaches the case to it.
 * Ends like `touchstone verify` where nothing is filed.
 */
export async function importCase(path: string, options: CarryOptions, io: Io): Promise<number> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new IncompleteError(`${path} cannot be read: ${error.message}`);
  });
  const finding = judge(new Uint8Array(bytes), options["log-key"], io);
  const { content, origin = "" } = finding;
  if (content.kind !== "case") throw new UsageError(`${path} is not a case in a file (${content.kind}).`);
  const { found } = content;
  if (finding.verdict === "tampered" || found.file === undefined) {
    printFinding(io, finding, `${finding.sentence} Nothing was filed.`);
    return finding.exitCode;
  }
  const story = caseStory(found.file.case, found.forms);
  if (!io.json) {
    printFinding(io, finding, finding.sentence);
    for (const line of storyLines(found, story)) io.out(printable(line));
  }
  if (options.url === undefined) {
    if (io.json) printFinding(io, finding, finding.sentence, { case: found.file.case, story: story ?? null });
    else io.out("To take it up at an index: --url <index> [--against <prv_… there>].");
    return finding.exitCode;
  }
  return await takeUp({ found, file: found.file, story, origin }, options, options.url, io);
}

type Taken = {
  readonly found: WholeCaseFinding;
  readonly file: WholeCase;
  readonly story: CaseStory | undefined;
  readonly origin: string;
};

async function takeUp(taken: Taken, { against: given, key, yes }: CarryOptions, url: string, io: Io): Promise<number> {
  const { found, file, story, origin } = taken;
  const remote = new RemoteIndex(url, io);
  const evidence = evidenceOf(found, againstOf(given, story));
  if (typeof evidence === "string") throw new IncompleteError(NOT_TAKEN[evidence]);
  const trust = await trustIn(remote, io);
  const { bundle } = await completeHere(evidence, remote, trust);
  const checked = await withReplayHosts((hosts) => checkReport(bundle, { trust, remote, hosts }));
  const objection = objectionTo(checked, await remote.now());
  if (objection !== undefined) return notFiled(objection, EXIT.tampered, io);
  const short = shortenWholeCase(file, PARTS_MAX_BYTES);
  if (!io.json) {
    io.out(`This becomes public at ${printable(remote.address)}:`);
    for (const line of publicLines(checked)) io.out(`  ${printable(line)}`);
    const left = file.parts.length - short.parts.length;
    io.out(`  and, attached to it, the case ${file.case}${left === 0 ? "" : ` without its ${left} largest files`}.`);
  }
  if (yes !== true) return notFiled(UNCONFIRMED, EXIT.usage, io);
  const filed = await fileReport(checked, { remote, key, io });
  const judged = await followCase(remote, filed.case, { seconds: 120, io });
  if (judged === undefined || !ATTACHABLE.has(judged.state)) {
    const words = `Filed as ${filed.case}. ${caseWords(judged)} The case itself was not attached: it is ${judged?.state ?? "not shown yet"}.`;
    io.out(
      io.json ? JSON.stringify({ filed: filed.case, attached: false, state: judged?.state ?? null }) : printable(words),
    );
    return judged === undefined ? EXIT.incomplete : EXIT.ok;
  }
  const actor = await openCaseActor(filed.case, { url: remote.address, key: undefined }, io);
  const part = { bytes: encodeWholeCase(short), nonce: randomBytes(32) };
  const body = {
    template: CASE_EVIDENCE_TEMPLATE,
    label: `The case ${file.case} of ${origin}`.slice(0, 200),
    class: "signed-by-third-party",
    statement: `What both sides said at ${origin}, with receipts of its log. ${story?.handedOver ?? "It was not handed over."} Open it on Verify.`,
  };
  const files = [{ mediaType: WHOLE_CASE_MEDIA_TYPE, part }];
  await sendCaseAct(
    actor,
    filed.case,
    { kind: "evidence.attach", body, files },
    `the case is taken up as ${filed.case}.`,
    io,
  );
  return EXIT.ok;
}

const UNCONFIRMED = { code: "not-confirmed", detail: "A report is public for ever. Say --yes to file it." };

function notFiled({ code, detail }: { code: string; detail: string }, exitCode: number, io: Io): number {
  if (io.json) io.out(JSON.stringify({ filed: false, refused: code, detail }));
  else for (const line of `Nothing was filed. ${detail}`.split("\n")) io.err(printable(line));
  return exitCode;
}

/** States in which evidence is taken. */
const ATTACHABLE: ReadonlySet<string> = new Set(["awaiting_response", "evidence_open", "appealed"]);

const NOT_TAKEN = {
  "no-evidence": "The evidence of the case is not in the file: it was withheld, or left out for its size.",
  "unreadable-evidence": "The evidence in the file cannot be read.",
} as const;

function againstOf(given: string | undefined, story: CaseStory | undefined): ProviderId | Did {
  if (given !== undefined) {
    const provider = parseProviderId(given);
    if (provider !== undefined) return provider;
    if (isDidKey(given)) return given as Did;
    throw new UsageError("--against is a provider id (prv_…) there, or the did:key that signed.");
  }
  const own = story === undefined ? undefined : accusedKey(story);
  if (own !== undefined) return own;
  throw new UsageError("The file names no key that signed: say with --against whom it is about there.");
}

function judge(bytes: Uint8Array, logKey: string | undefined, io: Io): FileFinding {
  return verifyFile(bytes, { known: (origin) => keptLog(origin, logKey, io), raw: rawVerify });
}

function storyLines({ said = [] }: WholeCaseFinding, story: CaseStory | undefined): string[] {
  const lines = said.map(
    ({ index, parsed: { statement } }) => `entry ${index}  ${statement.kind}  by ${statement.issuer}`,
  );
  if (story === undefined) return lines;
  const { claim, accused, state, panels } = story;
  return [
    `${claim} against ${accused}, stood as ${state}`,
    ...panels.flatMap(({ round, skipped }) =>
      skipped.map(({ maintainer, reason }) => `round ${round}: ${maintainer} could not sit (${reason})`),
    ),
    ...lines,
  ];
}
