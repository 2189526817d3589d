/** `touchstone agent`: a client that pays, verifies every signature, re-runs some answers and keeps evidence of lies. */
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { reportFragment } from "#lib/evidence/bundle/report-link.ts";
import { secretsOf } from "#lib/evidence/bundle/secrets.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { runAgent } from "../agent/agent.ts";
import { runAgreement } from "../agent/agreement.ts";
import { attachAll, attachedWords, RightAnswers } from "../agent/attest.ts";
import type { Call } from "../agent/call.ts";
import { CAPTURE_USAGE, capture } from "../agent/capture.ts";
import { CHOOSE_USAGE, choose, replayRecord, tellLoss } from "../agent/choose.ts";
import { COMPARE_USAGE, compareAnswers } from "../agent/compare-answers.ts";
import { EvidenceDesk, type Kept, moreWords } from "../agent/desk.ts";
import { exitOf, runToEnd } from "../agent/end-run.ts";
import { FOLLOW_USAGE, followIndexes } from "../agent/follow-command.ts";
import { introduceAll } from "../agent/introduce.ts";
import type { Callee, Outcome, Rules } from "../agent/judge.ts";
import { openCommitter } from "../agent/open-committer.ts";
import { readAsked } from "../agent/read-asked.ts";
import { heldWords, reportedWords } from "../agent/reported-words.ts";
import { AgreementTally, Tally } from "../agent/tally.ts";
import { versionsOf, versionsWords } from "../agent/versions.ts";
import { type Work, workOf } from "../agent/work.ts";
import { type Command, type Io, UsageError } from "../command.ts";
import { readNamed } from "../definition/read-named.ts";
import { trustIn } from "../evidence/check-here.ts";
import { printable } from "../print-finding.ts";
import { RemoteIndex } from "../remote-index.ts";

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
/** So long a verdict is waited for, of each report. */
const VERDICT_SECONDS = 120;
const OPTIONS = {
  provider: { type: "string", multiple: true },
  definition: text,
  ask: text,
  calls: text,
  audit: text,
  out: text,
  url: text,
  report: flag,
  attest: flag,
  key: text,
  wait: flag,
} as const;

const CHOOSING: { readonly [verb: string]: ((args: string[], io: Io) => number | Promise<number>) | undefined } = {
  choose,
  compare: compareAnswers,
  follow: followIndexes,
  loss: tellLoss,
  replay: replayRecord,
};

export const agent: Command = {
  summary:
    "call a provider as an agent does: pay, verify every signature, run some answers again, keep evidence of lies",
  usage: `touchstone agent --provider <url> [--provider <url> …] --definition <definition.json | def_…> [--ask <calls.jsonl>] [--calls <n>] [--audit <part of answers>]
                 [--out <folder>] [--url <index> [--report [--wait]] [--attest [--key <label>]]]
${CAPTURE_USAGE}
${CHOOSE_USAGE}
${FOLLOW_USAGE}
${COMPARE_USAGE}
The definition is a file, or its id at the index of --url. It calls what --ask says, one JSON object
{"method", "target", "content-type"?, "body"?} on each line, else what the definition's own tests ask, 20 times unless told otherwise, and runs a tenth of the answers again.
With several providers of one definition it asks each the same and says who agrees; where one differs, all are run again.
With --url the index's log fixes the hashes of all answers while the calls go on, and the key's owner is looked up there.
With --report it files what it can prove there, one report for each provider, claim, definition and day, each signed with
a key of its own that is kept in $TOUCHSTONE_HOME, and what earlier runs could not send; with --wait it waits for the verdicts.
With --attest it attaches one answer that it ran again and found right, one a day for each listed provider, with a key that it
keeps for this, or with --key.
choose draws one of several indexes by what its earlier words cost, and loss tells what a choice cost; both are kept in a folder.
follow does all of it in rounds: it asks the indexes, verifies their answers against their logs, buys no more than may be kept, calls,
runs some answers again, and notes what it lost. It goes on from its book after any end; one book is for one of both ways.
With --agree it asks two other services the same in a part of the rounds, and keeps what is wrong of theirs, too.
What it reports costs what its case is decided to be: it asks for it with each later round, also after a restart.
compare holds what indexes told two agents against each other, and writes a proof where one told them two things.
replay computes every probability of such a record again, and with the published seed every draw.`,
  async run(args, io) {
    const [verb = "", ...rest] = args;
    if (verb === "capture") return capture(rest, io);
    const choosing = CHOOSING[verb];
    if (choosing !== undefined) return await choosing(rest, io);
    const { values } = parseArgs({ args, options: OPTIONS });
    const addresses = (values.provider ?? []).map((address) => {
      if (!/^https?:/i.test(address) || !URL.canParse(address))
        throw new UsageError("--provider is the address of the service.");
      return new URL(address);
    });
    if (addresses.length === 0) throw new UsageError("--provider is the address of the service.");
    if (new Set(addresses.map(({ href }) => href)).size < addresses.length)
      throw new UsageError("Name each provider once: one cannot agree with itself.");
    if (values.definition === undefined)
      throw new UsageError("--definition names the file of the definition, or its id at the index (def_…).");
    const calls = Number(values.calls ?? "20");
    if (!Number.isInteger(calls) || calls < 1) throw new UsageError("--calls is a whole number from 1.");
    const auditRate = Number(values.audit ?? "0.1");
    if (!(auditRate >= 0 && auditRate <= 1)) throw new UsageError("--audit is a part of all answers, from 0 to 1.");
    if (values.report === true && values.url === undefined)
      throw new UsageError("--report needs --url: the index that takes the report.");
    if (values.attest === true && values.url === undefined)
      throw new UsageError("--attest needs --url: the index that takes the answers.");
    if (values.key !== undefined && values.attest !== true) throw new UsageError("--key signs what --attest attaches.");
    const asked = values.ask === undefined ? undefined : await readAsked(values.ask);
    const remote = values.url === undefined ? undefined : new RemoteIndex(values.url, io);
    const source = await readNamed(values.definition, remote, io);
    const definition = hexEncode(definitionHash(source.body.definition));
    const asking = workOf(source.body.definition, { asked, random: (count) => randomBytes(count) });
    const trust = await trustIn(remote, io);
    const versions = remote && versionsOf({ own: definition, named: values.definition, remote });
    const means = { remote, io, ...(versions && { versions }) };
    const { callees, unmet } = await introduceAll(addresses, definition, means);
    for (const reason of unmet) io.err(printable(`Not asked: ${reason}`));
    return await withReplayHosts((hosts) =>
      work(
        { source, definition, checker: { trust, remote, hosts }, ...(versions && { versions }) },
        callees,
        { ...values, asked, asking, calls, auditRate },
        io,
      ),
    );
  },
};

type Options = {
  readonly asked: readonly Call[] | undefined;
  readonly asking: Work;
  readonly calls: number;
  readonly auditRate: number;
  readonly out?: string | undefined;
  readonly url?: string | undefined;
  readonly report?: boolean | undefined;
  readonly wait?: boolean | undefined;
  readonly attest?: boolean | undefined;
  readonly key?: string | undefined;
};

async function work(
  rules: Rules,
  callees: readonly Callee[],
  { asked, asking, calls, auditRate, out = "evidence", url, report, wait, attest, key }: Options,
  io: Io,
): Promise<number> {
  const committer = url === undefined ? undefined : await openCommitter(url, io);
  const desk = new EvidenceDesk({
    out,
    committer,
    io,
    ...(report === true && { reportsTo: rules.checker.remote?.address }),
  });
  const plan = {
    ...rules,
    isMadeUp: asked !== undefined,
    work: asking,
    calls,
    auditRate,
    dice: Math.random,
    onSigned: (exchange: Parameters<NonNullable<typeof committer>["add"]>[0]) => committer?.add(exchange),
    signal: io.signal,
  };
  const tally = new Tally();
  const agreement = callees.length > 1 ? new AgreementTally() : undefined;
  const right = new RightAnswers();
  const take = async (from: Callee, outcome: Outcome): Promise<void> => {
    tally.add(outcome);
    right.add(from, outcome);
    if (outcome.kind === "wrong") await desk.take(outcome);
  };
  const run = async (): Promise<void> => {
    const [callee] = callees;
    if (agreement === undefined && callee !== undefined)
      for await (const outcome of runAgent({ ...plan, callee })) await take(callee, outcome);
    else
      for await (const sample of runAgreement({ ...plan, callees })) {
        agreement?.add(sample);
        for (const answer of sample.answers) await take(answer.callee, answer.outcome);
      }
  };
  const { checker } = rules;
  const filing =
    report === true && checker.remote !== undefined
      ? { remote: checker.remote, checker, waitSeconds: wait === true ? VERDICT_SECONDS : 0, io }
      : undefined;
  const { kept, reports, away } = await runToEnd(run, { desk, committer, io, filing });
  const attached =
    attest === true && checker.remote !== undefined
      ? await attachAll(right, { remote: checker.remote, definition: rules.source.body.definition.kind, key, io })
      : undefined;
  const batches = committer?.batches;
  if (io.json) {
    const files = kept.map(({ file }) => file);
    const versions = [...(rules.versions?.learned ?? [])];
    const agreed = agreement && { samples: agreement.samples, agreed: agreement.agreed, providers: agreement.rows };
    const last = {
      files,
      more: desk.more,
      batches: batches ?? null,
      reports: reports ?? null,
      attached: attached ?? null,
    };
    io.out(JSON.stringify({ calls: tally.calls, ...tally.counts, ...last, versions, ...agreed }));
  } else {
    agreement?.print(io);
    io.out(tally.words);
    for (const line of versionsWords(rules.versions)) io.out(line);
    if (batches !== undefined)
      io.out(
        `The log fixed the hashes of the signed answers in ${batches === 1 ? "one entry" : `${batches} entries`}.`,
      );
    for (const one of attached ?? []) io.out(printable(attachedWords(one)));
    if (desk.more > 0) io.out(moreWords(desk.more));
    if (reports === undefined) sayHowToReport(kept, url, io);
    else for (const reported of reports) io.out(printable(reportedWords(reported)));
  }
  return exitOf(tally.counts.wrong, away, io);
}

/** For people: the file, and where it goes; of what may be shown to nobody yet, why. */
function sayHowToReport(kept: readonly Kept[], url: string | undefined, io: Io): void {
  const held = kept.flatMap(({ file, repeats }) => (repeats === undefined ? [] : [{ file, ...repeats }]));
  for (const one of held.slice(0, 1)) io.out(printable(heldWords(one, false)));
  if (held.length > 1) io.out(`So is other evidence of this run: ${held.length - 1} more.`);
  const first = kept.find(({ repeats }) => repeats === undefined);
  if (first === undefined) return;
  const index = url === undefined ? "<index>" : url.replace(/\/$/, "");
  io.out(`Check one with: touchstone evidence check ${first.file} --url ${index}`);
  io.out(
    `Report this call: open ${index}/report and choose the file, or touchstone report file ${first.file} --url ${index}`,
  );
  // An address is pasted anywhere: none is made of what a report would refuse.
  const isSecret = secretsOf(first.bundle, Math.floor(Date.now() / SECOND_MS)).length > 0;
  const fragment = url === undefined || isSecret ? undefined : reportFragment(first.bundle);
  if (fragment !== undefined) io.out(`Or open it there at once: ${index}/report${fragment}`);
}
