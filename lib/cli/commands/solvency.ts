/** `touchstone solvency`: the sum tree of what an instance owes, and a user's check that it counts the own balance. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type BalanceFile, MAX_EPOCH, parseBalanceFile } from "#lib/disclosure/solvency/balance-file.ts";
import { type BalanceTrust, checkBalance, type PublishedRoot } from "#lib/disclosure/solvency/check-balance.ts";
import { custodyText } from "#lib/disclosure/solvency/custody/custody-text.ts";
import { amountText, parseAmount, parseSignedAmount } from "#lib/kernel/amount.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { parseProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { openKey } from "../key-ring.ts";
import { printable, printFinding } from "../print-finding.ts";
import { type RemoteIndex, remoteOf } from "../remote-index.ts";
import { type BuildRequest, type Built, buildSolvency } from "../solvency/build-solvency.ts";

/** Reserves and liabilities are weekly and stale after 14 days. */
const LIFE_DAYS = 14;

const text = { type: "string" } as const;
const BUILD_OPTIONS = {
  provider: text,
  epoch: text,
  at: text,
  unit: text,
  decimals: text,
  out: text,
  flows: text,
  pending: text,
  tokens: { type: "string", multiple: true },
  sign: text,
} as const;

export const solvency: Command = {
  summary: "the sum tree of what an instance owes its users, a check of one balance, and the text of custody addresses",
  usage: `touchstone solvency build <accounts.csv | -> --provider <prv_…> --epoch <n> --at <time> --unit <asset> [--decimals <n>]
                          --out <new folder> [--flows deposits=<n>,withdrawals=<n>,fees=<n>,expired=<n>,settlements=<n>]
                          [--pending <n>] [--tokens <service>,<expires at>,<n>]… [--sign <key label>]
touchstone solvency custody-text --provider <prv_…> --epoch <n> [--url <index>]
touchstone solvency check <balance file> [--url <index> | --disclosure <disclosure.json>]`,
  async run(args, io) {
    const [verb, ...rest] = args;
    if (verb === "build") return build(rest, io);
    if (verb === "check") return check(rest, io);
    if (verb === "custody-text") return tellCustodyText(rest, io);
    throw new UsageError("Say build, check or custody-text.");
  },
};

/** The text that the key of each custody address signs, over the newest checkpoint of the index. */
async function tellCustodyText(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { provider: text, epoch: text, url: text } });
  const provider = parseProviderId(values.provider ?? "");
  if (provider === undefined) throw new UsageError("--provider is a provider id (prv_…).");
  const epoch = wholeNumber(values.epoch, MAX_EPOCH);
  if (epoch === undefined || epoch === 0) throw new UsageError("--epoch counts from 1, one more for each version.");
  const remote = remoteOf(values, io);
  const [origin = "", size = "", root = ""] = (await remote.checkpoint()).split("\n");
  const signed = custodyText({ origin, provider, epoch, root });
  if (io.json) io.out(JSON.stringify({ text: signed, epoch, checkpoint: { size: Number(size), root } }));
  else {
    io.out(signed);
    io.err(
      `Sign these five lines as they are. In the disclosure: epoch ${epoch}, checkpoint size ${size}, root ${root}.`,
    );
  }
  return EXIT.ok;
}

async function build(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: BUILD_OPTIONS });
  const [accounts] = positionals;
  if (accounts === undefined || positionals.length > 1) throw new UsageError("Name one list of accounts, or -.");
  if (values.out === undefined) throw new UsageError("--out names the folder to make.");
  const { name, fields } = readFields(values);
  const key = values.sign === undefined ? undefined : await openKey(io.env, values.sign);
  const request: BuildRequest = { accounts, out: values.out, name, fields, key };
  const built = await buildSolvency(request, {
    signal: io.signal,
    onProgress: ({ step, done }) => io.err(`${step} ${done.toLocaleString("en")} accounts`),
  });
  return built.ok ? tellBuilt(built, request, io) : tellBad(built, io);
}

function tellBuilt(built: Extract<Built, { ok: true }>, { out, fields }: BuildRequest, io: Io): number {
  const { root, total, leafCount, files } = built;
  io.out(
    io.json
      ? JSON.stringify({ root, total: String(total), leafCount, files, out })
      : `${leafCount.toLocaleString("en")} accounts are owed ${amountText(total, Number(fields.decimals))} ${String(fields.unit)} in all. Root ${root}.\n` +
          `Publish ${out}/disclosure.json. Give each user the own line of the ${files} balance files, and nobody else's.`,
  );
  return EXIT.ok;
}

function tellBad({ bad, badCount }: Extract<Built, { ok: false }>, io: Io): number {
  if (io.json) io.out(JSON.stringify({ badCount, bad }));
  else {
    for (const { line, field, rule, detail } of bad) io.out(`line ${line}  ${field}  ${rule}: ${printable(detail)}`);
    if (badCount > bad.length) io.out(`and ${(badCount - bad.length).toLocaleString("en")} more.`);
    io.out("Nothing was written: a tree without these accounts would owe too little.");
  }
  return EXIT.incomplete;
}

type BuildValues = {
  readonly [Name in keyof typeof BUILD_OPTIONS]?: (typeof BUILD_OPTIONS)[Name] extends { multiple: true }
    ? string[]
    : string;
};

function readFields(values: BuildValues): { name: BuildRequest["name"]; fields: JsonObject } {
  const provider = parseProviderId(values.provider ?? "");
  if (provider === undefined) throw new UsageError("--provider is a provider id (prv_…).");
  const epoch = wholeNumber(values.epoch, MAX_EPOCH);
  if (epoch === undefined || epoch === 0) throw new UsageError("--epoch counts from 1, one more for each disclosure.");
  const at = parseInstant(values.at ?? "");
  if (at === undefined) throw new UsageError("--at is the instant of the balances, such as 2026-11-22T10:00:00.000Z.");
  if (!/^[A-Za-z0-9][A-Za-z0-9:._-]{0,63}$/.test(values.unit ?? ""))
    throw new UsageError("--unit is the asset that balances are counted in, such as EUR.");
  const decimals = wholeNumber(values.decimals ?? "0", 18);
  if (decimals === undefined) throw new UsageError("--decimals says how many digits stand after the point, 0 to 18.");
  const fields = {
    version: 1,
    effectiveAt: formatInstant(at),
    expiresAt: formatInstant(addMs(at, LIFE_DAYS * DAY_MS)),
    at: formatInstant(at),
    unit: values.unit ?? "",
    decimals,
    pendingWithdrawals: amountOf(values.pending ?? "0", "--pending"),
    outstandingTokens: (values.tokens ?? []).map(readTokens),
    ...(values.flows === undefined ? {} : { flows: readFlows(values.flows) }),
  };
  return { name: { provider, epoch }, fields };
}

function wholeNumber(given: string | undefined, max: number): number | undefined {
  const number = /^(0|[1-9][0-9]{0,9})$/.test(given ?? "") ? Number(given) : undefined;
  return number !== undefined && number <= max ? number : undefined;
}

function amountOf(given: string, option: string): string {
  if (parseAmount(given) === undefined) throw new UsageError(`${option} is a whole number of the smallest unit.`);
  return given;
}

const FLOWS = ["deposits", "withdrawals", "fees", "expired", "settlements"] as const;

function readFlows(given: string): JsonObject {
  const pairs = given.split(",").map((pair) => pair.split("="));
  const named = new Map(pairs.map(([name, amount]) => [name ?? "", amount ?? ""]));
  if (named.size !== FLOWS.length || pairs.length !== FLOWS.length || !FLOWS.every((name) => named.has(name)))
    throw new UsageError(`--flows names each of ${FLOWS.join(", ")} once: what moved since the epoch before.`);
  for (const [name, amount] of named)
    if ((name === "settlements" ? parseSignedAmount(amount) : parseAmount(amount)) === undefined)
      throw new UsageError(
        `--flows: ${name} is a whole number of the smallest unit${name === "settlements" ? ", with a sign where it lowers what is owed" : ""}.`,
      );
  return Object.fromEntries(FLOWS.map((name) => [name, named.get(name) ?? ""]));
}

function readTokens(given: string): JsonObject {
  const [service = "", expiresAt = "", amount = "", ...rest] = given.split(",");
  if (parseProviderId(service) === undefined || parseInstant(expiresAt) === undefined || rest.length > 0)
    throw new UsageError("--tokens is a service (prv_…), when its tokens expire, and the amount: separated by commas.");
  return { service, expiresAt, amount: amountOf(amount, "--tokens") };
}

const epochSchema = z.object({
  epoch: z.number(),
  root: z.string(),
  total: z.string(),
  leafCount: z
    .number()
    .int()
    .min(1)
    .max(2 ** 32),
});
const providerSchema = z.object({
  data: z.object({
    form: z.object({
      operator: z.string(),
      keys: z.array(z.object({ thumbprint: z.string() })),
      disclosures: z.object({
        liabilities: z.object({ facts: z.object({ epochs: z.array(epochSchema) }).optional() }).optional(),
      }),
    }),
  }),
});
const participantSchema = z.object({ data: z.object({ form: z.object({ controlKeys: z.array(z.string()) }) }) });

async function check(args: string[], io: Io): Promise<number> {
  const options = { disclosure: text, url: text };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError("Name one balance file.");
  const parsed = parseBalanceFile(await readBytes(path));
  if (!parsed.ok) throw new UsageError(`${path}${parsed.error.pointer}: ${parsed.error.detail}`);
  const file = parsed.value;
  const said =
    values.disclosure === undefined
      ? await askIndex(file, remoteOf(values, io))
      : { published: publishedOf(jsonOf(await readBytes(values.disclosure)), file.provider) };
  if (values.disclosure !== undefined && said.published === undefined)
    throw new UsageError("--disclosure is not a disclosure of liabilities.");
  const finding = checkBalance(file, { ...said, raw: rawVerify });
  printFinding(io, finding, SENTENCES[finding.result], { result: finding.result });
  return { verified: EXIT.ok, mismatch: EXIT.tampered, "not-checked": EXIT.incomplete }[finding.result];
}

const SENTENCES = {
  verified: "Your balance is counted in the published total, if the log has that root: touchstone audit tells.",
  mismatch:
    "Your balance is NOT counted as this file says. Keep the file: with the log entry it shows what was claimed.",
  "not-checked": "This was not checked: no published root of this epoch, or a signature that is not over this balance.",
};

/** The epoch as the index shows it, and which keys are the operator's. */
async function askIndex({ provider, epoch }: BalanceFile, remote: RemoteIndex): Promise<BalanceTrust> {
  const { form } = (await remote.get(`api/v1/providers/${provider}`, providerSchema)).data;
  const { controlKeys } = (
    await remote.get(`api/v1/participants/${encodeURIComponent(form.operator)}`, participantSchema)
  ).data.form;
  const keys = new Set([...controlKeys, ...form.keys.map(({ thumbprint }) => thumbprint)]);
  const found = form.disclosures.liabilities?.facts?.epochs.find((each) => each.epoch === epoch);
  return {
    published: publishedOf(found, provider),
    isOperatorKey: (did) => keys.has(thumbprintOfDid(did) ?? ""),
  };
}

function publishedOf(json: unknown, provider: string): PublishedRoot | undefined {
  const parsed = epochSchema.safeParse(json);
  const total = parsed.success ? parseAmount(parsed.data.total) : undefined;
  return parsed.success && total !== undefined ? { provider, ...parsed.data, total } : undefined;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new IncompleteError(`${path} cannot be read: ${(error as Error).message}`);
  }
}
