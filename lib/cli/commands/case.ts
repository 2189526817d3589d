/** `touchstone case`: read a case, and say in it what its sides and others may say. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { commitOfShare, shareOfRound } from "#lib/dispute/draw-share.ts";
import { base64UrlDecode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { CASE_EVIDENCE_TEMPLATE } from "#lib/statement/dispute-bodies.ts";
import { APPEAL_GROUNDS, CASE_EVIDENCE_CLASSES, GROUNDS } from "#lib/statement/dispute-words.ts";
import { ACTING_OPTIONS } from "../acting-key.ts";
import { exportCase, importCase } from "../case/carry-case.ts";
import { caseLines } from "../case/case-lines.ts";
import { type CaseActor, freshActor, openCaseActor } from "../case/case-signer.ts";
import { readCaseFiles, sendCaseAct } from "../case/send-case-act.ts";
import { findShare, keepShare } from "../case/share-box.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { printable } from "../print-finding.ts";
import { type RemoteIndex, remoteOf } from "../remote-index.ts";
import { readCase } from "../report/case-answers.ts";
import { findCase } from "../report/case-box.ts";

const text = { type: "string" } as const;
const OPTIONS = {
  ...ACTING_OPTIONS,
  ground: text,
  text: text,
  from: text,
  reason: text,
  label: text,
  class: text,
  share: text,
  out: text,
  against: text,
  "log-key": text,
  file: { type: "string", multiple: true },
  yes: { type: "boolean" },
} as const;

type Values = Omit<{ readonly [K in keyof typeof OPTIONS]?: string | undefined }, "file" | "yes"> & {
  readonly file?: string[] | undefined;
  readonly yes?: boolean | undefined;
};
type Act = (id: string, values: Values, io: Io) => Promise<void>;

export const caseCommand: Command = {
  summary: "read a case, answer it, add evidence, appeal, take it to another index",
  usage: `touchstone case show <case_…> [--url <index>]
for whoever keeps it, or takes it to another index:
  touchstone case export <case_…>   [--url <index>] [--out <file>]
  touchstone case import <file>     [--log-key <vkey of its log>] [--url <other index> [--against <prv_… there>] [--key <label>] [--yes]]
for the provider:
  touchstone case answer <case_…>   --key <label> (--text <words> | --from <file or ->) [--ground ${GROUNDS.join("|")}] [--file <path>]… [--in-name-of <did:key…>]
  touchstone case extend <case_…>   --key <label> --reason <one line>
  touchstone case admit <case_…>    --key <label> (--text | --from) [--file <path>]…
for whoever filed it from here:
  touchstone case withdraw <case_…> --reason <one line>
for both, by --key or as the reporter:
  touchstone case reveal <case_…>   [--share <file that a browser saved>]
  touchstone case appeal <case_…>   --ground ${APPEAL_GROUNDS.join("|")} (--text | --from) [--file <path>]…
for anybody, under a fresh key without --key:
  touchstone case attach <case_…>   --label <one line> --class ${CASE_EVIDENCE_CLASSES.join("|")} (--text | --from) [--file <path>]
"import" checks the file by the key of its log, which an audit keeps; with --url and --yes it files the evidence there and attaches the case.
All of it is public for ever. "answer" keeps the secret for the draw of reviewers in $TOUCHSTONE_HOME/shares; "reveal" says it within a day after evidence has closed, or it counts as zeros.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const [verb = "", id = "", more] = positionals;
    if (verb === "import") {
      if (id === "" || more !== undefined) throw new UsageError("Name one file (….whole-case.json).");
      return await importCase(id, values, io);
    }
    const act = Object.hasOwn(ACTS, verb) ? ACTS[verb] : undefined;
    if (act === undefined) throw new UsageError(`Say one of ${Object.keys(ACTS).join(", ")}, import.`);
    if (!/^case_[a-z2-7]{26}$/.test(id) || more !== undefined) throw new UsageError("Name one case (case_…).");
    await act(id, values, io);
    return EXIT.ok;
  },
};

const ACTS: Readonly<Record<string, Act>> = {
  async export(id, values, io) {
    await exportCase(id, remoteOfCase(id, values, io), values, io);
  },

  async show(id, values, io) {
    const remote = remoteOfCase(id, values, io);
    const found = await readCase(remote, id);
    if (found === undefined) throw new IncompleteError(`${remote.address} knows no case ${id}.`);
    if (io.json) io.out(JSON.stringify(found));
    else for (const line of caseLines(found)) io.out(printable(line));
  },

  async answer(id, values, io) {
    const actor = await openCaseActor(id, values, io);
    const secret = randomBytes(32);
    const statement = await wordsOf(values, io);
    const files = readCaseFiles(values.file ?? []);
    const ground = values.ground ?? null;
    const kept = keepShare(io.env, { case: id, commit: commitOfShare(secret), secret });
    const body = { type: "contest", ground, statement, drawShare: commitOfShare(secret) };
    await sendCaseAct(
      actor,
      id,
      { kind: "response.file", body, files },
      `contested. The secret for the draw is kept in ${kept}: "touchstone case reveal" says it when evidence has closed.`,
      io,
    );
  },

  async extend(id, values, io) {
    const body = { type: "extension", reason: asked(values.reason, "reason") };
    const actor = await openCaseActor(id, values, io);
    await sendCaseAct(actor, id, { kind: "response.file", body }, "more time to answer, once.", io);
  },

  async admit(id, values, io) {
    const actor = await openCaseActor(id, values, io);
    const body = { type: "admission", statement: await wordsOf(values, io) };
    const files = readCaseFiles(values.file ?? []);
    const says = "admitted. A report of the incident is due within 14 days: touchstone disclose incident.";
    await sendCaseAct(actor, id, { kind: "response.file", body, files }, says, io);
  },

  async withdraw(id, values, io) {
    const body = { reason: asked(values.reason, "reason") };
    const actor = await openCaseActor(id, values, io);
    await sendCaseAct(actor, id, { kind: "report.withdraw", body }, "withdrawn.", io);
  },

  async attach(id, values, io) {
    const body = {
      template: CASE_EVIDENCE_TEMPLATE,
      label: asked(values.label, "label"),
      class: asked(values.class, "class"),
      statement: await wordsOf(values, io),
    };
    const files = readCaseFiles(values.file ?? []);
    const isParty = values.key !== undefined || findCase(io.env, id) !== undefined;
    const actor = isParty ? await openCaseActor(id, values, io) : await freshActor(values, io);
    await sendCaseAct(actor, id, { kind: "evidence.attach", body, files }, "attached.", io);
  },

  async reveal(id, values, io) {
    const actor = await openCaseActor(id, values, io);
    const share = await shareNow(actor, id, values, io);
    await sendCaseAct(actor, id, { kind: "draw.reveal", body: { share } }, "your secret counts in the draw.", io);
  },

  async appeal(id, values, io) {
    const actor = await openCaseActor(id, values, io);
    const body = { ground: asked(values.ground, "ground"), statement: await wordsOf(values, io) };
    const files = readCaseFiles(values.file ?? []);
    await sendCaseAct(actor, id, { kind: "appeal.file", body, files }, "appealed.", io);
  },
};

function remoteOfCase(id: string, { url }: Values, io: Io): RemoteIndex {
  return remoteOf({ url: url ?? findCase(io.env, id)?.url }, io);
}

/** Of the round that is drawn, by the secret of the kept case, of the answer, or of a file. Hex. */
async function shareNow({ own, remote }: CaseActor, id: string, { share: file }: Values, io: Io): Promise<string> {
  const kept = own === undefined || file !== undefined ? undefined : base64UrlDecode(own.drawSecret);
  const secret = kept ?? findShare(io.env, id, file)?.secret;
  if (secret === undefined)
    throw new UsageError(`The secret of ${id} is not here. Name the file that was saved with --share.`);
  const dispute = (await readCase(remote, id))?.dispute;
  const commit = (own === undefined ? dispute?.operator_share : dispute?.reporter_share)?.commit ?? "";
  const share = shareOfRound(secret, commit, dispute?.round ?? 0);
  if (share === undefined) throw new UsageError(`${id} asks for no share of this secret now.`);
  return hexEncode(share);
}

async function wordsOf({ text: words, from }: Values, io: Io): Promise<string> {
  if ((words === undefined) === (from === undefined))
    throw new UsageError("Say it with --text, or name a file with --from.");
  const bytes = from === undefined ? undefined : from === "-" ? await io.readStdin() : readFileSync(from);
  const found = words ?? (bytes && utf8Decode(new Uint8Array(bytes)));
  if (found === undefined) throw new UsageError("The words are not UTF-8.");
  return found.normalize("NFC").replaceAll("\r\n", "\n").trim();
}

function asked(value: string | undefined, name: string): string {
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value.normalize("NFC").trim();
}
