/** `touchstone definition`: publish what a deterministic service promises, test it here, and check what an index found. */
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { z } from "zod";
import { asOfSchema, oneOf } from "#lib/contract/common.ts";
import { definitionVersionSchema, definitionViewSchema } from "#lib/contract/definitions.ts";
import type { Admission } from "#lib/evidence/definition/admission.ts";
import { partsOfSource } from "#lib/evidence/definition/source.ts";
import { longAnswerSentence } from "#lib/evidence/words/long-answers.ts";
import { nothingToAskSentence } from "#lib/evidence/words/nothing-to-ask.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { type Did, definitionIdOf, type Origin, parseDid, type StatementHash } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { composeStatement, type Identity, signStatement } from "#lib/statement/compose.ts";
import { type Definition, definitionSchema } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import { participantOf } from "../acting-key.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { fileOf } from "../definition/fetch-material.ts";
import { readSource } from "../definition/read-source.ts";
import { printAdmission, runTests } from "../definition/run-tests.ts";
import { hasBroken, judgedIn, printJudged } from "../definition/tell-judged.ts";
import { openKey } from "../key-ring.ts";
import { printable } from "../print-finding.ts";
import { type RemoteIndex, remoteOf } from "../remote-index.ts";
import { sendStatement } from "../send-statement.ts";

const text = { type: "string" } as const;
const REMOTE_OPTIONS = { url: text } as const;

export const definition: Command = {
  summary: "what a deterministic service promises: publish it, run its tests, check what an index found",
  usage: `touchstone definition test <definition.json> [--requests <requests.jsonl>]   run its own tests here, in two hosts
touchstone definition publish <definition.json> --key <label> [--of <def_…>] [--in-name-of <did:key…>] [--url <index>]
touchstone definition withdraw <def_…> --reason <text> --key <label> [--url <index>]
touchstone definition list [--publisher <did:key…>] [--url <index>]
touchstone definition show <def_…> [--url <index>]
touchstone definition check <def_…> [--version <hash>] [--url <index>]   run its tests here, compare with what the index logged
With --requests it says of each request of a file, and of all of them together, whether a wrong answer to it could be proven,
and if not, which place of it has what no test shows. One JSON object {"method", "target", "authority"?, "body"?} on each line.`,
  async run(args, io) {
    const [verb, ...rest] = args;
    if (verb === "test") return test(rest, io);
    if (verb === "publish") return publish(rest, io);
    if (verb === "withdraw") return withdraw(rest, io);
    if (verb === "list") return list(rest, io);
    if (verb === "show") return show(rest, io);
    if (verb === "check") return check(rest, io);
    throw new UsageError("Say test, publish, withdraw, list, show or check.");
  },
};

async function test(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { requests: text } });
  const { body, material } = await readSource(one(positionals, "Name the file of the definition."));
  const asked = values.requests === undefined ? undefined : await judgedIn(values.requests, body.definition, material);
  const admission = await runTests(body.definition, material);
  printAdmission(admission, io, { warnings: warningsOf(body.definition), ...(asked && { asked }) });
  sayWarnings(body.definition, io);
  if (asked !== undefined && !io.json) printJudged(asked, io);
  if (!admission.admitted) return EXIT.tampered;
  return asked !== undefined && hasBroken(asked) ? EXIT.incomplete : EXIT.ok;
}

async function publish(args: string[], io: Io): Promise<number> {
  const options = { ...REMOTE_OPTIONS, key: text, of: text, "in-name-of": text };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const source = await readSource(one(positionals, "Name the file of the definition."));
  const { key, remote, inNameOf } = await signerOf(values, io);
  const admission = await runTests(source.body.definition, source.material);
  if (!admission.admitted) {
    printAdmission(admission, io);
    throw new UsageError("Nothing was signed.");
  }
  const parts = partsOfSource(source, (count) => randomBytes(count));
  const subject = values.of ?? "new";
  const sent = await send(remote, key, io, {
    kind: "definition.publish",
    inNameOf,
    subject,
    body: { ...source.body } as JsonObject,
    parts,
  });
  const id = values.of ?? definitionIdOf(sent.hash);
  const hash = hexEncode(definitionHash(source.body.definition));
  const told = { id, hash, index: sent.index, warnings: warningsOf(source.body.definition) };
  io.out(io.json ? JSON.stringify(told) : `${id} published${sent.words}. Version ${hash}.`);
  sayWarnings(source.body.definition, io);
  return EXIT.ok;
}

/** What no index refuses it for, and its publisher should know. */
function warningsOf(published: Definition): string[] {
  return [longAnswerSentence(published), nothingToAskSentence(published)].filter((sentence) => sentence !== undefined);
}

function sayWarnings(published: Definition, io: Io): void {
  if (!io.json) for (const sentence of warningsOf(published)) io.out(sentence);
}

async function withdraw(args: string[], io: Io): Promise<number> {
  const options = { ...REMOTE_OPTIONS, key: text, reason: text, "in-name-of": text };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const subject = one(positionals, "Name the definition (def_…).");
  if (values.reason === undefined) throw new UsageError("--reason says why, in one line.");
  const { key, remote, inNameOf } = await signerOf(values, io);
  const sent = await send(remote, key, io, {
    kind: "definition.withdraw",
    inNameOf,
    subject,
    body: { reason: values.reason },
    parts: [],
  });
  io.out(io.json ? JSON.stringify({ id: subject, index: sent.index }) : `${subject} withdrawn${sent.words}.`);
  return EXIT.ok;
}

async function list(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { ...REMOTE_OPTIONS, publisher: text } });
  const remote = remoteOf(values, io);
  const { size } = (await remote.get("api/v1/definitions?limit=1", z.object({ as_of: asOfSchema }))).as_of;
  const rows: z.infer<typeof rowSchema>[] = [];
  for await (const row of remote.list("definitions", size, rowSchema))
    if (values.publisher === undefined || row.form.publisher === values.publisher) rows.push(row);
  if (io.json) io.out(JSON.stringify(rows.map(({ form }) => form)));
  else for (const { form } of rows) io.out(lineOf(form));
  if (!io.json && rows.length === 0) io.out("No definition is published.");
  return EXIT.ok;
}

/** One definition with its versions, newest first, and what the index found of each. */
async function show(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: REMOTE_OPTIONS });
  const id = one(positionals, "Name the definition (def_…).");
  const { form } = (await remoteOf(values, io).get(`api/v1/definitions/${id}`, oneOf(rowSchema))).data;
  if (io.json) {
    io.out(JSON.stringify(form));
    return EXIT.ok;
  }
  io.out(printable(`${form.name} (${form.kind}), by ${form.publisher}`));
  if (form.withdrawn !== null) io.out(printable(`withdrawn: ${form.withdrawn.reason}`));
  for (const { hash, validFrom, validUntil, admission } of form.versions)
    io.out(`${hash}  ${validFrom} to ${validUntil}  ${admissionWords(admission)}`);
  return EXIT.ok;
}

/** Runs what the index says it ran, from the index's own public parts, and compares the results that it signed. */
async function check(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...REMOTE_OPTIONS, version: text },
  });
  const id = one(positionals, "Name the definition (def_…).");
  const remote = remoteOf(values, io);
  const { form } = (await remote.get(`api/v1/definitions/${id}`, oneOf(rowSchema))).data;
  const version =
    values.version === undefined ? form.versions[0] : form.versions.find(({ hash }) => hash === values.version);
  if (version === undefined) throw new IncompleteError(`${id} has no version ${values.version}.`);
  const shown = (await remote.get(`api/v1/definitions/${id}/versions/${version.hash}`, oneOf(definitionVersionSchema)))
    .data;
  const document = definitionSchema.safeParse(shown.document);
  if (!document.success || hexEncode(definitionHash(document.data)) !== version.hash)
    throw new IncompleteError("The index shows another document than the version's hash names.");
  const material = { code: await fileOf(remote, shown.code), state: await fileOf(remote, shown.state) };
  const admission = await runTests(document.data, material);
  const own = {
    outcome: admission.admitted ? "admitted" : "refused",
    failed: admission.failed ?? null,
    results: admission.results ?? null,
  };
  const said = version.admission;
  const agrees =
    said !== null && own.outcome === said.outcome && own.failed === said.failed && own.results === said.results;
  printAdmission(admission, io, { index: said, agrees, warnings: warningsOf(document.data) });
  sayWarnings(document.data, io);
  if (said === null) throw new IncompleteError("The index has not said anything of this version yet.");
  // Time is not counted alike everywhere: only what ended by itself can contradict the index.
  if (!agrees && endedByClock(admission))
    throw new IncompleteError("A test ran out of time on this machine: run it again when it is quiet.");
  if (!io.json) io.out(agrees ? `The index found the same: ${said.outcome}.` : otherwise(said));
  return agrees ? EXIT.ok : EXIT.tampered;
}

function endedByClock({ outcomes }: Admission): boolean {
  return outcomes.some(({ runs }) => runs.flat().some(({ result }) => result === "inconclusive:timeout"));
}

function otherwise({
  outcome,
  failed,
  results,
}: {
  outcome: string;
  failed: string | null;
  results: string | null;
}): string {
  return `The index says otherwise: ${outcome}${failed === null ? "" : ` (${failed})`}, results ${results ?? "none"}.`;
}

const rowSchema = definitionViewSchema.extend({
  form: z.object({
    id: z.string(),
    publisher: z.string(),
    kind: z.string(),
    name: z.string(),
    slot: z.string(),
    withdrawn: z.object({ reason: z.string() }).nullable(),
    versions: z.array(
      z.object({
        hash: z.string(),
        validFrom: z.string(),
        validUntil: z.string(),
        admission: z
          .object({ outcome: z.string(), failed: z.string().nullable(), results: z.string().nullable() })
          .nullable(),
      }),
    ),
  }),
});

type Row = z.infer<typeof rowSchema>["form"];

function lineOf({ id, kind, name, withdrawn, versions }: Row): string {
  const [newest] = versions;
  const state = withdrawn !== null ? "withdrawn" : admissionWords(newest?.admission ?? null);
  return printable(`${id}  ${kind}  ${state}  until ${newest?.validUntil ?? "?"}  ${name}`);
}

function admissionWords(admission: Row["versions"][number]["admission"]): string {
  if (admission === null) return "not tested yet";
  return `${admission.outcome}${admission.failed === null ? "" : ` (${admission.failed})`}`;
}

type PartGiven = Part & { readonly mediaType: string };
type Words = {
  kind: "definition.publish" | "definition.withdraw";
  subject: string;
  body: JsonObject;
  parts: readonly PartGiven[];
  /** The publisher for whom a member acts. */
  inNameOf: Did | undefined;
};

async function send(
  remote: RemoteIndex,
  key: Identity,
  io: Io,
  { kind, subject, body, parts, inNameOf }: Words,
): Promise<{ hash: StatementHash; index: number | null; words: string }> {
  const { origin } = await remote.describe();
  const prev =
    subject === "new"
      ? undefined
      : (await remote.get(`api/v1/definitions/${subject}`, oneOf(rowSchema))).data.form.slot;
  const commits = parts.map((part) => ({
    commit: commitOf(part),
    bytes: part.bytes.length,
    mediaType: part.mediaType,
    visibility: "public" as const,
  }));
  const unsigned = composeStatement(
    {
      kind,
      log: origin as Origin,
      issuer: ((await participantOf(remote, key)) ?? key.did) as Did,
      onBehalfOf: inNameOf,
      key: key.thumbprint,
      subject,
      body,
      ...(prev === undefined ? {} : { prev: prev as StatementHash }),
      ...(commits.length === 0 ? {} : { parts: commits }),
    },
    asInstant(Date.now()),
    (count) => randomBytes(count),
  );
  const sent = await sendStatement(remote, signStatement(unsigned, key.seed), io, parts);
  const hash = statementHash(unsigned);
  if ("kept" in sent) return { hash, index: null, words: ` (promised, kept in ${sent.kept.path})` };
  if (sent.voidCode !== undefined)
    throw new IncompleteError(`Entry ${sent.index} is void (${sent.voidCode}): it changes nothing.`);
  return { hash, index: sent.index, words: ` in entry ${sent.index}` };
}

async function signerOf(values: { key?: string; url?: string; "in-name-of"?: string }, io: Io) {
  if (values.key === undefined)
    throw new UsageError("--key names an account key of the publisher, or a key of a member who may define.");
  const given = values["in-name-of"];
  const inNameOf = given === undefined ? undefined : parseDid(given);
  if (given !== undefined && inNameOf === undefined)
    throw new UsageError("--in-name-of is the did:key of the publisher that granted it.");
  return { key: await openKey(io.env, values.key), remote: remoteOf(values, io), inNameOf };
}

function one(positionals: string[], complaint: string): string {
  const [only, more] = positionals;
  if (only === undefined || more !== undefined) throw new UsageError(complaint);
  return only;
}
