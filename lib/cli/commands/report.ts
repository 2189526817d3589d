/** `touchstone report`: file evidence against a provider, and follow what becomes of it. */
import { parseArgs } from "node:util";
import { answerTo, sayNotSecret, secretsOf } from "#lib/evidence/bundle/secrets.ts";
import { gapSentence } from "#lib/evidence/words/gap-words.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import { sendUnsent } from "../agent/filing.ts";
import { reportedWords } from "../agent/reported-words.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { bundleFrom } from "../evidence/bundle-file.ts";
import { trustIn } from "../evidence/check-here.ts";
import { completeHere } from "../evidence/complete-here.ts";
import { printable } from "../print-finding.ts";
import { type RemoteIndex, remoteOf } from "../remote-index.ts";
import { caseOfFault, readCase } from "../report/case-answers.ts";
import { findCase, isSent, type KeptCase, listCases } from "../report/case-box.ts";
import { type CheckedReport, checkReport, objectionTo, publicLines } from "../report/check-report.ts";
import { type Filed, fileReport } from "../report/file-report.ts";
import { caseWords, exitOf, followCase } from "../report/follow-case.ts";

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const DEFAULT_SECONDS = 120;

export const report: Command = {
  summary: "file evidence against a provider, and follow what becomes of it",
  usage: `touchstone report file <bundle.json | bundle.zip | - | receipt of an epoch, receipt of the next> [--url <index>] [--key <label>] [--not-mine] [--give-up-token] [--yes] [--wait <seconds>]
touchstone report show <case_…> [--url <index>]
touchstone report follow <case_…> [--wait <seconds>] [--url <index>]
touchstone report send [--url <index>] [--wait <seconds>]
touchstone report list
"send" sends what this machine could not send before.
"file" adds what the index proves of the key, checks the evidence here and says what becomes public; it files with --yes. Without --key it signs with a new key
for this case alone, kept in $TOUCHSTONE_HOME. What looks like a secret in the answer stops it, until --not-mine says that you looked and it is none of yours. It waits for the verdict, at most ${DEFAULT_SECONDS} seconds unless --wait says otherwise.
Ends with 0 filed (and not refuted), 1 the report does not hold, 2 no answer or no verdict yet.`,
  async run(args, io) {
    const [verb, ...rest] = args;
    if (verb === "file") return file(rest, io);
    if (verb === "show") return show(rest, io);
    if (verb === "follow") return follow(rest, io);
    if (verb === "send") return send(rest, io);
    if (verb === "list") return list(rest, io);
    throw new UsageError("Say file, show, follow, send or list.");
  },
};

async function file(args: string[], io: Io): Promise<number> {
  const options = { url: text, key: text, yes: flag, wait: text, "not-mine": flag, "give-up-token": flag };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  if (positionals.length < 1 || positionals.length > 2)
    throw new UsageError("Name one bundle, - for standard input, or the receipts of two epochs.");
  const seconds = secondsOf(values.wait);
  const remote = remoteOf(values, io);
  const given = await bundleFrom(positionals, io);
  const trust = await trustIn(remote, io);
  const { bundle: whole, gaps } = await completeHere(given, remote, trust);
  const said = [...(values["not-mine"] ? ["not-mine"] : []), ...(values["give-up-token"] ? ["given-up"] : [])];
  const secrets = secretsOf(whole, Math.floor(Date.now() / SECOND_MS));
  const bundle = sayNotSecret(
    whole,
    secrets.filter((secret) => said.includes(answerTo(secret) ?? "")),
  );
  const lacks = gapSentence(gaps);
  const checked = await withReplayHosts((hosts) => checkReport(bundle, { trust, remote, hosts }));
  const objection = objectionTo(checked, Date.now());
  if (objection !== undefined) return notFiled(objection, EXIT.tampered, io);
  const { fault } = checked.finding;
  const own = listCases(io.env).find(
    (kept) => fault !== undefined && kept.fault === fault.id && kept.url === remote.address && isSent(kept),
  );
  if (own !== undefined) {
    const detail = `You reported this already as ${own.case}: "touchstone report follow" says what became of it.`;
    return notFiled({ code: "already-reported", detail }, EXIT.usage, io);
  }
  const before = fault === undefined ? null : await caseOfFault(remote, fault.id);
  if (!io.json) {
    sayWhatBecomesPublic(checked, before, io);
    if (lacks !== undefined) io.out(printable(lacks));
  }
  if (values.yes !== true)
    return notFiled(
      { code: "not-confirmed", detail: "A report is public for ever. Say --yes to file it." },
      EXIT.usage,
      io,
    );
  const filed = await fileReport(checked, { remote, key: values.key, io });
  if (!io.json) sayFiled(filed, io);
  const found = seconds === 0 ? undefined : await followCase(remote, filed.case, { seconds, io });
  if (io.json)
    io.out(JSON.stringify({ filed: true, ...filed, duplicate_of: before, lacks: lacks ?? null, found: found ?? null }));
  else if (seconds > 0) io.out(printable(caseWords(found)));
  return seconds === 0 ? EXIT.ok : exitOf(found);
}

function notFiled({ code, detail }: { code: string; detail: string }, exitCode: number, io: Io): number {
  if (io.json) io.out(JSON.stringify({ filed: false, refused: code, detail }));
  else for (const line of `Nothing was filed. ${detail}`.split("\n")) io.err(printable(line));
  return exitCode;
}

function sayWhatBecomesPublic(checked: CheckedReport, before: string | null, io: Io): void {
  io.out(printable(checked.sentence));
  io.out("This becomes public:");
  for (const line of publicLines(checked)) io.out(`  ${printable(line)}`);
  if (before !== null) io.out(`It was reported before: yours joins ${before}, and counts once for your key.`);
}

function sayFiled({ case: id, index, promise, kept }: Filed, io: Io): void {
  io.out(
    promise === undefined
      ? `Filed as ${id}, entry ${index}. The key of this case is kept: ${kept}`
      : `We have a promise for ${id}, kept in ${promise}: if it is not public by its date, that file proves that it was hidden. The key of this case: ${kept}`,
  );
}

async function show(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { url: text } });
  const { id, remote } = caseAt(positionals, values.url, io);
  const found = await readCase(remote, id);
  if (found === undefined) throw new IncompleteError(`${remote.address} knows no case ${id}.`);
  if (io.json) io.out(JSON.stringify(found));
  else {
    const { provider, provider_name: name, claim, state, filed_at: filedAt, filed_in: filedIn } = found;
    io.out(printable(`${id}  ${claim} against ${name ?? provider}, filed ${filedAt} in entry ${filedIn}: ${state}`));
    io.out(printable(caseWords(found)));
  }
  return exitOf(found);
}

async function follow(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { url: text, wait: text } });
  const { id, remote } = caseAt(positionals, values.url, io);
  const found = await followCase(remote, id, { seconds: secondsOf(values.wait), io });
  io.out(io.json ? JSON.stringify(found ?? null) : printable(caseWords(found)));
  return exitOf(found);
}

async function send(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { url: text, wait: text } });
  const remote = remoteOf(values, io);
  const waitSeconds = secondsOf(values.wait ?? "0");
  const trust = await trustIn(remote, io);
  const sent = await withReplayHosts((hosts) =>
    sendUnsent({ remote, checker: { trust, remote, hosts }, waitSeconds, io }),
  );
  if (io.json) io.out(JSON.stringify(sent));
  else if (sent.length === 0) io.out("Nothing waits to be sent there.");
  else for (const reported of sent) io.out(printable(reportedWords(reported)));
  return sent.some(({ status }) => status === "waiting") ? EXIT.incomplete : EXIT.ok;
}

async function list(args: string[], io: Io): Promise<number> {
  parseArgs({ args, options: {} });
  const cases = listCases(io.env);
  if (io.json) io.out(JSON.stringify(cases.map(publicFacts)));
  else if (cases.length === 0) io.out("No report was filed from here.");
  else
    for (const kept of cases) {
      const { case: id, claim, provider, url, preparedAt } = kept;
      io.out(printable(`${id}  ${claim}  ${provider}  ${preparedAt.slice(0, 10)}  ${placeWords(kept)}  ${url}`));
    }
  return EXIT.ok;
}

function placeWords({ filedIn, promise }: KeptCase): string {
  if (filedIn !== null) return `entry ${filedIn}`;
  return promise === null ? "not sent" : "promised";
}

/** Without what only the reporter has. */
function publicFacts({ drawSecret: _, ...facts }: KeptCase) {
  return facts;
}

/** The index of a case that was filed from here is the one that it was filed at. */
function caseAt([id, more]: readonly string[], url: string | undefined, io: Io): { id: string; remote: RemoteIndex } {
  if (id === undefined || more !== undefined || !id.startsWith("case_"))
    throw new UsageError("Name one case (case_…).");
  return { id, remote: remoteOf({ url: url ?? findCase(io.env, id)?.url }, io) };
}

const MOST_SECONDS = 3_600;

function secondsOf(given: string | undefined): number {
  const seconds = Number(given ?? DEFAULT_SECONDS);
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > MOST_SECONDS)
    throw new UsageError(`--wait is a number of seconds from 0 to ${MOST_SECONDS}.`);
  return seconds;
}
