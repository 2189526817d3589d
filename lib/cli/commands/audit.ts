/** `touchstone audit <url>`: replays a whole log and compares it with everything that its site shows. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { equalBytes } from "#lib/kernel/bytes.ts";
import { type Check, findingOf } from "#lib/kernel/checks.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { type Checkpoint, openCheckpoint, parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { parseWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import { EARLY_TIME } from "#lib/state/log-time.ts";
import { indexOf } from "#lib/state/view.ts";
import { checkDescription } from "../audit/check-description.ts";
import {
  checkHeads,
  checkLogTimes,
  checkWitnesses,
  type FalseLogTime,
  type ListedHead,
  listHeads,
} from "../audit/check-log-times.ts";
import { checkOutagesWithHeads } from "../audit/check-outages-with-heads.ts";
import { compareProofs } from "../audit/compare-proofs.ts";
import { compareSite } from "../audit/compare-site.ts";
import { newSeed } from "../audit/drawn.ts";
import { nameFault } from "../audit/name-fault.ts";
import { type ReplayedLog, replayLog } from "../audit/replay-log.ts";
import { type FalseVerdict, RERUN_CHECKS, rerunRemote } from "../audit/rerun-verdicts.ts";
import {
  type Accused,
  type WrittenProof,
  writeFalseStateRoot,
  writeFalseTime,
  writeFork,
  writeWrongVerdict,
} from "../audit/write-fraud-proof.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { findKnownLog, findKnownSite, type KnownLog, rememberLog, rememberSite } from "../home.ts";
import { printFinding } from "../print-finding.ts";
import { RemoteIndex } from "../remote-index.ts";

export const audit: Command = {
  summary: "replay a whole log and compare it with everything that its site shows",
  usage:
    "touchstone audit <url> [--key <log vkey>] [--witness-policy <file>] [--out <folder for proofs of fraud>] [--no-verdicts] [--seed <hex of an earlier audit>]",
  async run(args, io) {
    const options = {
      key: { type: "string" },
      "no-verdicts": { type: "boolean" },
      out: { type: "string" },
      seed: { type: "string" },
      "witness-policy": { type: "string" },
    } as const;
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [url] = positionals;
    if (url === undefined || positionals.length > 1)
      throw new UsageError("Name one index by its address, such as https://index.example.");
    if (values.key !== undefined && parseVkey(values.key) === undefined)
      throw new UsageError("--key is not a verifier key (name+id+base64).");
    const { seed = newSeed() } = values;
    if (!/^[0-9a-f]{1,64}$/.test(seed)) throw new UsageError("--seed is what an earlier audit printed.");
    const remote = new RemoteIndex(url, io);
    const file = values["witness-policy"];
    const policy = file === undefined ? undefined : await readPolicy(file);
    const given = { key: values.key, out: values.out ?? ".", policy, verdicts: values["no-verdicts"] !== true, seed };
    return auditRemote(remote, given, io);
  },
};

const VERDICTS_LEFT_OUT = RERUN_CHECKS.map(
  (name): Check => ({
    name,
    outcome: "cannot-check",
    reason: "left-out",
    detail: "You left them out with --no-verdicts.",
  }),
);

function notRun(name: string): { check: Check; fork: undefined; falseTime: undefined; wrong: undefined } {
  return { check: { name, outcome: "not-run" }, fork: undefined, falseTime: undefined, wrong: undefined };
}

type Given = {
  readonly key: string | undefined;
  readonly out: string;
  readonly policy: WitnessPolicy | undefined;
  /** Whether verdicts are run again, which runs the code of definitions. */
  readonly verdicts: boolean;
  readonly seed: string;
};

async function auditRemote(remote: RemoteIndex, given: Given, io: Io): Promise<number> {
  const { key: givenKey, out, policy } = given;
  const described = await remote.describe();
  if (described.fold_version !== FOLD_VERSION) {
    throw new IncompleteError(
      `The log folds by version ${described.fold_version}; this program knows ${FOLD_VERSION}. Take the matching release.`,
    );
  }
  const note = await remote.checkpoint();
  // Whose log it is, the checkpoint says: what the site calls itself must not lead to another memory, or to none.
  const origin = originOf(note);
  const known = origin === undefined ? undefined : findKnownLog(io.env, origin);
  const vkey = known?.vkey ?? givenKey ?? described.vkeys.log;
  const before: Check[] = [checkKey(givenKey, known), checkSite(findKnownSite(io.env, remote.address), origin)];
  const opened = openCheckpoint(note, vkey);
  if (!opened.ok) {
    const detail = "The checkpoint is not signed by the key that you trust for this log.";
    return finish([{ name: "checkpoint", outcome: "fail", reason: opened.error, detail }, ...before], io);
  }
  const { checkpoint } = opened.value;
  const remembered = rememberedHead(known);
  const showProgress = progressOf(io, checkpoint.size);
  const replayed = await replayLog(remote, checkpoint, remembered?.size, showProgress);
  const { entries, replay, claims, leafHashes } = replayed;
  const heads: (ListedHead | undefined)[] = [];
  for await (const head of listHeads(remote, checkpoint.size, vkey)) heads.push(head);
  // Only leaves that give the signed root say anything about what else was signed.
  const isTrueLog = replayed.checks.some(({ name, outcome }) => name === "root" && outcome === "pass");
  const { check: headsCheck, fork } = isTrueLog ? checkHeads(heads, leafHashes) : notRun("checkpoints");
  const { check: timesCheck, falseTime } = isTrueLog
    ? checkLogTimes(heads, entries, { vkey, policy })
    : notRun("log-times");
  const index = indexOf(replay.state);
  const issuer = index?.issuer;
  const memory = checkMemory(remembered, checkpoint, replayed);
  // What was judged of another log, or of one that shrank, says nothing of this one.
  const from = memory.outcome === "pass" ? Math.min(known?.verdictsTo ?? 0, remembered?.size ?? 0) : 0;
  const rerun = async () =>
    isTrueLog
      ? await rerunRemote(remote, { entries, index, from, trust: { logVkey: vkey, raw: rawVerify } }, io)
      : { checks: RERUN_CHECKS.map((name): Check => notRun(name).check), wrong: undefined };
  const site = await compareSite(remote, checkpoint.size, { entries, state: replay.state, seed: given.seed });
  const proofs = await compareProofs(remote, { entries, claims, trust: { logVkey: vkey, ...(issuer && { issuer }) } });
  const found = given.verdicts ? await rerun() : { checks: VERDICTS_LEFT_OUT };
  const checks: Check[] = [
    { name: "checkpoint", outcome: "pass", detail: `${checkpoint.origin}, size ${checkpoint.size}` },
    ...before,
    ...checkWitnesses(note, vkey, policy),
    memory,
    ...replayed.checks.map((check) =>
      check.name === "root" && !isTrueLog ? { ...check, detail: nameFault(leafHashes, heads, checkpoint.size) } : check,
    ),
    headsCheck,
    timesCheck,
    isTrueLog ? checkOutagesWithHeads(replay, heads, { vkey, policy }) : notRun("outages").check,
    checkGenesis(replayed, vkey, checkpoint.origin),
    checkDescription(described, index, entries[0]),
    ...site,
    proofs,
    ...found.checks,
  ];
  if (findingOf(checks).ok) {
    const verdictsTo = found.checks.every(({ outcome }) => outcome === "pass") ? checkpoint.size : from;
    rememberLog(io.env, { origin: checkpoint.origin, vkey, checkpoint: note, verdictsTo, ...(issuer && { issuer }) });
    rememberSite(io.env, remote.address, checkpoint.origin);
  }
  const accused = { note, vkey, policy, folder: out };
  const claim = claims.find(({ outcome }) => outcome === "fail");
  const rememberedNote = remembered === undefined ? undefined : known?.checkpoint;
  const forks = [
    ...(rememberedNote == null || remembered === undefined ? [] : [{ note: rememberedNote, size: remembered.size }]),
    ...(fork === undefined ? [] : [{ note: fork.latest, size: fork.size }]),
  ];
  return finish(
    checks,
    io,
    await writeProofs(remote, accused, { claim, forks, falseTime, wrong: found.wrong }, leafHashes),
  );
}

async function writeProofs(
  remote: RemoteIndex,
  accused: Accused,
  found: {
    readonly claim: ReplayedLog["claims"][number] | undefined;
    readonly forks: readonly { readonly note: string; readonly size: number }[];
    readonly falseTime: FalseLogTime | undefined;
    readonly wrong: FalseVerdict | undefined;
  },
  leafHashes: ReplayedLog["leafHashes"],
): Promise<WrittenProof[]> {
  const { claim, forks, falseTime, wrong } = found;
  const written: (WrittenProof | undefined)[] = [];
  for (const other of forks) written.push(await writeFork(accused, other, leafHashes));
  if (claim !== undefined) written.push(await writeFalseStateRoot(remote, accused, claim));
  if (falseTime !== undefined) written.push(await writeFalseTime(remote, accused, falseTime, leafHashes));
  if (wrong !== undefined) written.push(await writeWrongVerdict(remote, accused, wrong));
  return written.filter((proof) => proof !== undefined);
}

async function readPolicy(file: string): Promise<WitnessPolicy> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`${file} cannot be read.`);
  });
  const parsed = parseWitnessPolicy(text);
  if (!parsed.ok) throw new UsageError(`${file}${parsed.error.pointer}: ${parsed.error.detail}`);
  return parsed.value;
}

function originOf(note: string): string | undefined {
  const parsed = parseCheckpoint(parseNote(note)?.text ?? "");
  return parsed.ok ? parsed.value.origin : undefined;
}

/** A log's key never rotates, so the key of an earlier visit and a given one must be the same. */
function checkKey(given: string | undefined, known: KnownLog | undefined): Check {
  const name = "log-key";
  if (given !== undefined && known !== undefined && given !== known.vkey) {
    const detail = `The key that you gave is not ${known.vkey}, which you trusted for this log before.`;
    return { name, outcome: "fail", reason: "other-key", detail };
  }
  if (given !== undefined) return { name, outcome: "pass", detail: "the key that you gave" };
  if (known !== undefined) return { name, outcome: "pass", detail: "the key of your earlier visits" };
  const detail = "Compare the log's key with one from another source, or give it with --key.";
  return { name, outcome: "cannot-check", reason: "trusted-on-first-use", detail };
}

/** An origin is for ever: another log at an address that was audited before has replaced the first one. */
function checkSite(knownOrigin: string | undefined, origin: string | undefined): Check {
  const name = "same-log";
  if (knownOrigin === undefined) {
    const detail = "No log of this address was audited from here before.";
    return { name, outcome: "cannot-check", reason: "first-visit", detail };
  }
  if (knownOrigin === origin) return { name, outcome: "pass", detail: "the log that this address showed before" };
  const detail = `You audited ${knownOrigin} at this address before; now it shows ${origin ?? "no checkpoint"}.`;
  return { name, outcome: "fail", reason: "other-log", detail };
}

function rememberedHead(known: KnownLog | undefined): Checkpoint | undefined {
  const parsed = known?.checkpoint == null ? undefined : parseCheckpoint(parseNote(known.checkpoint)?.text ?? "");
  return parsed?.ok ? parsed.value : undefined;
}

function checkMemory(remembered: Checkpoint | undefined, now: Checkpoint, { rememberedRoot }: ReplayedLog): Check {
  const name = "consistent-with-memory";
  if (remembered === undefined)
    return {
      name,
      outcome: "cannot-check",
      reason: "first-visit",
      detail: "No earlier checkpoint of this log is kept here.",
    };
  if (remembered.size > now.size) {
    return {
      name,
      outcome: "fail",
      reason: "shrunk",
      detail: `You verified ${remembered.size} entries before; now the log shows ${now.size}.`,
    };
  }
  if (rememberedRoot !== undefined && equalBytes(rememberedRoot, remembered.root)) {
    return { name, outcome: "pass", detail: `grew from the ${remembered.size} entries that you verified before` };
  }
  return {
    name,
    outcome: "fail",
    reason: "forked",
    detail: `The first ${remembered.size} entries are not those that you verified before: two views of one log.`,
  };
}

function checkGenesis({ replay }: ReplayedLog, vkey: string, origin: string): Check {
  const name = "genesis";
  const index = indexOf(replay.state);
  const publicKey = parseVkey(vkey)?.publicKey;
  const agrees =
    index !== undefined && publicKey !== undefined && index.keys.log === didKeyOf(publicKey) && index.origin === origin;
  if (agrees) return { name, outcome: "pass", detail: "entry 0 names this origin and this log key" };
  return {
    name,
    outcome: "fail",
    reason: "wrong-genesis",
    detail: "Entry 0 does not name the origin and the key that sign this log.",
  };
}

function progressOf(io: Io, size: number): (done: number) => void {
  let nextPercent = 10;
  return (done) => {
    if (size < 2_000 || io.json) return;
    const percent = Math.floor((done * 100) / size);
    if (percent < nextPercent) return;
    nextPercent = percent + 10;
    io.err(`${done} of ${size} entries replayed (${percent} %)`);
  };
}

/** Checks that compare this view with an earlier one. */
const VIEWS: ReadonlySet<string> = new Set(["consistent-with-memory", "same-log", "log-key"]);

function finish(checks: Check[], io: Io, proofs: readonly WrittenProof[] = []): number {
  const finding = findingOf(checks);
  const unmade = checks.find(
    ({ name, outcome, reason }) => outcome === "cannot-check" && isOfThisMachine(name, reason),
  );
  const early = checks.find(({ reason }) => reason === EARLY_TIME);
  const failed = checks.filter(({ outcome }) => outcome === "fail");
  const isOnlyPolicy = failed.length > 0 && failed.every(({ reason }) => reason === "policy-not-met");
  const words = isOnlyPolicy ? POLICY_NOT_MET : conclusionOf(finding.ok, unmade?.name, proofs);
  const alarm = early === undefined ? "" : ` Alarm, though no proof: ${early.detail}`;
  printFinding(io, finding, words + alarm, { fraudProofs: proofs.map(({ file }) => file) });
  if (finding.ok) return unmade !== undefined || early !== undefined ? EXIT.incomplete : EXIT.ok;
  if (isOnlyPolicy) return EXIT.policyNotMet;
  const forked = failed.some(({ name, reason }) => VIEWS.has(name) || reason === "forked");
  return forked ? EXIT.equivocation : EXIT.tampered;
}

const isRerun = (name: string | undefined) => RERUN_CHECKS.some((rerun) => rerun === name);

/** Whether another machine could have made the check. */
function isOfThisMachine(name: string, reason: string | undefined): boolean {
  return (
    name === "state-roots" ||
    name === "marks" ||
    name === "table" ||
    (isRerun(name) && (reason === "machine" || reason === "runtime-unavailable"))
  );
}

const POLICY_NOT_MET =
  "The site shows what its log gives, but the witnesses that you trust have not cosigned its newest checkpoint.";

function conclusionOf(isOk: boolean, unmade: string | undefined, proofs: readonly WrittenProof[]): string {
  if (isOk && isRerun(unmade))
    return "The site shows what its log gives, but something that it found could not be run again on this machine.";
  if (isOk && unmade !== undefined)
    return "The site shows what its log gives, but a state root was made by a fold or a model that this program does not have.";
  if (isOk) return "The site shows what its log gives.";
  if (proofs.length === 0) return "This index shows something that its log does not give.";
  const files = proofs.map(({ file }) => file).join(" and ");
  const holdsLog = proofs.every((proof) => proof.holdsLog);
  const beside = holdsLog ? "" : " Keep an archive of the log beside it: it is too large for the file.";
  return `This index signed what its own log contradicts. The proof is in ${files}: anyone can check it with touchstone verify.${beside}`;
}
