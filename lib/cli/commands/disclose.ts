/** `touchstone disclose <type> <file|->`: signs and publishes a disclosure of any type from its body as JSON. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { complaintsAbout, completeBody } from "#lib/disclosure/check-body.ts";
import { type Did, type Origin, parseProviderId, type StatementHash } from "#lib/kernel/ids.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject, parseJson } from "#lib/kernel/json.ts";
import { composeStatement, signStatement } from "#lib/statement/compose.ts";
import { DISCLOSURES, isDisclosureName } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import type { DisclosureKind } from "#lib/statement/kinds.ts";
import { pointerOf } from "#lib/statement/schema-refusal.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { MANY_USAGE, publishMany } from "../disclosures/publish-many.ts";
import { openKey } from "../key-ring.ts";
import { DIGEST_USAGE, importDigests } from "../ledger/import-digests.ts";
import { remoteOf } from "../remote-index.ts";
import { sendStatement } from "../send-statement.ts";

const providerSchema = z.object({
  data: z.object({
    form: z.object({
      operator: z.string(),
      disclosures: z.record(z.string(), z.object({ statement: z.string() })),
    }),
  }),
});

const MOST_BYTES = 64 * 1024;

export const disclose: Command = {
  summary: "sign and publish a disclosure from a file, or many",
  usage: `touchstone disclose <type> <file.json|-> --provider <prv_…> --key <label> [--in-name-of <did:key…>] [--dry-run] [--url <index>]
       touchstone disclose <type> --example     print a body to begin with
       ${MANY_USAGE}
       ${DIGEST_USAGE}

Types: ${Object.keys(DISCLOSURES).join(", ")}`,
  async run(args, io) {
    if (args[0] === "digest") return importDigests(args.slice(1), io);
    if (args[0] === "many") return publishMany(args.slice(1), io);
    const text = { type: "string" } as const;
    const flag = { type: "boolean" } as const;
    const options = { provider: text, key: text, url: text, "in-name-of": text, example: flag, "dry-run": flag };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [name = "", file] = positionals;
    if (!isDisclosureName(name)) throw new UsageError(`There is no disclosure type "${name}".`);
    const type: DisclosureType = DISCLOSURES[name];
    const now = asInstant(Date.now());
    if (values.example === true) {
      io.out(JSON.stringify(type.example(now), null, 2));
      return EXIT.ok;
    }
    if (file === undefined) throw new UsageError("Name the file with the body, or - for standard input.");
    const body = readBody(type, file === "-" ? await io.readStdin() : await bytesOf(file), now);
    if (values["dry-run"] === true) {
      io.out(JSON.stringify(body, null, 2));
      return EXIT.ok;
    }
    const provider = parseProviderId(values.provider ?? "");
    if (provider === undefined) throw new UsageError("--provider is a provider id (prv_…).");
    if (values.key === undefined)
      throw new UsageError("--key names the provider's disclosure key, or the operator's control key.");
    const remote = remoteOf(values, io);
    const key = await openKey(io.env, values.key);
    const { origin } = await remote.describe();
    const { form } = (await remote.get(`api/v1/providers/${provider}`, providerSchema)).data;
    const inNameOf = values["in-name-of"];
    if (inNameOf !== undefined && inNameOf !== form.operator)
      throw new UsageError(`The provider's operator is ${form.operator}, not ${inNameOf}.`);
    const kind: DisclosureKind = `disclosure.${name}`;
    const prev = type.replaces ? form.disclosures[name]?.statement : undefined;
    const draft = {
      kind,
      log: origin as Origin,
      issuer: inNameOf === undefined ? (form.operator as Did) : key.did,
      onBehalfOf: inNameOf === undefined ? undefined : (form.operator as Did),
      key: key.thumbprint,
      subject: provider,
      body,
      ...(prev === undefined ? {} : { prev: prev as StatementHash }),
    };
    const statement = signStatement(
      composeStatement(draft, now, (count) => randomBytes(count)),
      key.seed,
    );
    return report(await sendStatement(remote, statement, io), type, io);
  },
};

function report(sent: Awaited<ReturnType<typeof sendStatement>>, { title }: DisclosureType, io: Io): number {
  if ("kept" in sent) {
    const { path } = sent.kept;
    const words = `Promised, not yet logged. The promise is kept in ${path}; "touchstone promises check" exchanges it for the receipt.`;
    io.out(io.json ? JSON.stringify({ promise: path }) : words);
    return EXIT.ok;
  }
  if (sent.voidCode !== undefined)
    throw new IncompleteError(`Entry ${sent.index} is void (${sent.voidCode}): it changes nothing.`);
  io.out(io.json ? JSON.stringify({ index: sent.index }) : `${title} recorded as entry ${sent.index}.`);
  return EXIT.ok;
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
}

/**
 * The body of the file. Version and dates that it leaves out are filled in; every broken rule is named with its place,
 * and then nothing is signed.
 */
function readBody(type: DisclosureType, bytes: Uint8Array, now: Instant): JsonObject {
  const parsed = parseJson(bytes, { maxBytes: MOST_BYTES });
  if (!parsed.ok) throw new UsageError(`Not strict JSON${placeOf(parsed.error.pointer)}: ${parsed.error.detail}`);
  if (!isJsonObject(parsed.value)) throw new UsageError("The body must be one JSON object.");
  const body = completeBody(type, parsed.value, now);
  const complaints = complaintsAbout(type, body, now);
  if (complaints.length === 0) return body;
  const lines = complaints.map(({ path, rule }) => `  ${pointerOf(path) || "/"}  ${rule}`);
  throw new UsageError(`Not a ${type.title.toLowerCase()} disclosure; nothing was signed.\n${lines.join("\n")}`);
}

const placeOf = (pointer: string | undefined) => (pointer === undefined || pointer === "" ? "" : ` at ${pointer}`);
