/** `touchstone evidence`: bring signed answers into a bundle, and check a bundle as an index does. */
import { rename, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Bundle, encodeBundle, keyAlone, newBundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { CLAIM_KIND_NAMES, type ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";
import { answerTo, type Secret, secretsOf } from "#lib/evidence/bundle/secrets.ts";
import { zipBundle } from "#lib/evidence/bundle/zip.ts";
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import { gapSentence } from "#lib/evidence/words/gap-words.ts";
import { findingOf } from "#lib/kernel/checks.ts";
import { isDidKey } from "#lib/kernel/did-key.ts";
import { type Did, parseProviderId } from "#lib/kernel/ids.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { bundleBytes } from "../evidence/bundle-file.ts";
import { checkHere, trustIn } from "../evidence/check-here.ts";
import { completeHere } from "../evidence/complete-here.ts";
import { readExchangeFrom } from "../evidence/read-exchange.ts";
import { printFinding } from "../print-finding.ts";
import { RemoteIndex } from "../remote-index.ts";

const text = { type: "string" } as const;

export const evidence: Command = {
  summary: "signed answers as evidence: bring them into a bundle, and check a bundle as an index does",
  usage: `touchstone evidence check <bundle.json | bundle.zip | -> [--url <index>] [--key <log vkey>]
touchstone evidence complete <bundle.json | bundle.zip> --url <index> [--out <file>]
touchstone evidence import --kind <claim> --against <prv_… | did:key:…> --out <file.json | file.zip> [--signer <did:key…>] [--text <what happened>]
                           (--har <file> [--entry <n>] | --response <file> (--request <file> [--scheme http] | --curl <file>))
"complete" puts in what the index proves: the history of the key that signed, and which disclosures of the provider take
effect, so that whoever has the log's key needs no index. Ends with 2 when something is still lacking, and says what.`,
  async run(args, io) {
    const [verb, ...rest] = args;
    if (verb === "check") return check(rest, io);
    if (verb === "import") return importExchange(rest, io);
    if (verb === "complete") return complete(rest, io);
    throw new UsageError("Say check, complete or import.");
  },
};

async function importExchange(args: string[], io: Io): Promise<number> {
  const options = {
    kind: text,
    against: text,
    out: text,
    signer: text,
    text,
    har: text,
    entry: text,
    request: text,
    response: text,
    curl: text,
    scheme: text,
  };
  const { values } = parseArgs({ args, options });
  const kind = CLAIM_KIND_NAMES.find((name) => name === values.kind);
  if (kind === undefined) throw new UsageError(`--kind is one of: ${CLAIM_KIND_NAMES.join(", ")}.`);
  const { against = "", out } = values;
  if (parseProviderId(against) === undefined && !isDidKey(against))
    throw new UsageError("--against is a provider id (prv_…), or the did:key that signed.");
  if (values.signer !== undefined && !isDidKey(values.signer)) throw new UsageError("--signer is a did:key.");
  if (out === undefined) throw new UsageError("--out names the file to write, *.json or *.zip.");
  const { exchange, left } = await readExchangeFrom(values);
  const bundle = bundleOf({ kind, against, exchange, signer: values.signer, text: values.text });
  const bytes = encodeBundle(bundle);
  const read = parseBundle(bytes);
  if (!read.ok) throw new UsageError(`${read.error.pointer}: ${read.error.detail}`);
  const secrets = secretsOf(bundle, Math.floor(Date.now() / SECOND_MS));
  const places = (found: readonly Secret[]) =>
    found.map(({ kind: form, pointer }) => `${pointer} (${form})`).join(", ");
  const own = secrets.filter((secret) => answerTo(secret) !== "not-mine");
  if (own.length > 0)
    throw new UsageError(
      `Nothing was written: a bundle becomes public, and this one holds what looks like a secret at ${places(own)}.`,
    );
  // A file that stands there is somebody's evidence.
  await writeFile(out, out.endsWith(".zip") ? zipBundle(bundle) : bytes, { flag: "wx" }).catch((error: Error) => {
    throw new IncompleteError(`${out} cannot be written: ${error.message}`);
  });
  if (io.json) io.out(JSON.stringify({ file: out, left }));
  else {
    io.out(`${out} holds the request and the signed answer.`);
    if (secrets.length > 0)
      io.out(
        `The answer holds what looks like a secret: ${places(secrets)}. "touchstone report file" asks whether it is yours.`,
      );
    if (left.length > 0) io.out(`Left out: ${left.join(", ")}. Nothing in a bundle can be used to act for you.`);
  }
  return EXIT.ok;
}

type Given = {
  kind: ClaimKind;
  against: string;
  exchange: Bundle["exchanges"][number];
  signer: Did | undefined;
  text: string | undefined;
};

function bundleOf({ kind, against, exchange, signer, text: words }: Given): Bundle {
  const claim = { kind, params: {}, ...(words === undefined ? {} : { text: words }) };
  const keys = signer === undefined ? [] : [keyAlone(signer)];
  return newBundle({ subject: { provider: against }, claim, exchanges: [exchange], keys });
}

async function complete(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { url: text, out: text } });
  const [file, more] = positionals;
  if (file === undefined || more !== undefined || file === "-") throw new UsageError("Name the file of one bundle.");
  if (values.url === undefined) throw new UsageError("--url names the index that is asked.");
  const read = parseBundle(await bundleBytes(file, io));
  if (!read.ok) throw new UsageError(`${file}${read.error.pointer}: ${read.error.detail} (${read.error.code})`);
  const remote = new RemoteIndex(values.url, io);
  const { bundle, gaps } = await completeHere(read.value, remote, await trustIn(remote, io));
  const out = values.out ?? file;
  const bytes = out.endsWith(".zip") ? zipBundle(bundle) : encodeBundle(bundle);
  // Whole or not at all: the file that stands there is evidence.
  await writeFile(`${out}.new`, bytes)
    .then(() => rename(`${out}.new`, out))
    .catch((error: Error) => {
      throw new IncompleteError(`${out} cannot be written: ${error.message}`);
    });
  const lacks = gapSentence(gaps);
  if (io.json) io.out(JSON.stringify({ file: out, changed: bundle !== read.value, gaps }));
  else io.out(lacks ?? `${out} needs no index any more for whose key it is: the log's key is enough.`);
  return gaps.length === 0 ? EXIT.ok : EXIT.incomplete;
}

async function check(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { url: text, key: text } });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError("Name one bundle.");
  const bytes = await bundleBytes(file, io);
  const remote = values.url === undefined ? undefined : new RemoteIndex(values.url, io);
  const trust = values.key === undefined ? await trustIn(remote, io) : { logVkey: values.key, raw: rawVerify };
  const finding = await withReplayHosts((hosts) => checkHere(bytes, { trust, remote, hosts }));
  const { verdict, fault, checks, t } = finding;
  const said = "reason" in verdict ? `${verdict.verdict}:${verdict.reason}` : verdict.verdict;
  const about = fault === undefined ? "" : ` Fault ${fault.id}.`;
  const isWhole = "reason" in verdict && verdict.reason === "cases-unknown";
  const advice = isWhole ? ALONE : (ADVICE[verdict.verdict] ?? "");
  printFinding(io, findingOf([...checks]), `${said}.${about}${advice}`, { verdict, fault: fault ?? null, t });
  return isWhole ? EXIT.ok : EXITS[verdict.verdict];
}

const ALONE =
  " Every check that asks nothing of other cases passed: an index that has no other such case calls it proven.";

/** The end of a run says what the index would: 0 for a proven fault, 1 for a report that is wrong, 2 for all between. */
const EXITS: Record<BundleFinding["verdict"]["verdict"], number> = {
  proven: EXIT.ok,
  refuted: EXIT.tampered,
  contested: EXIT.incomplete,
  inconclusive: EXIT.incomplete,
  "out-of-scope": EXIT.incomplete,
  open: EXIT.incomplete,
};

const ADVICE: Partial<Record<BundleFinding["verdict"]["verdict"], string>> = {
  open: " What is missing, an index has: give its address with --url.",
  contested: " People weigh it.",
  "out-of-scope": " People decide it.",
};
