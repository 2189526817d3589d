/** `touchstone verify <receipt>`: what a receipt alone proves, without the network. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Finding } from "#lib/kernel/checks.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { findKnownLog } from "../home.ts";
import { printFinding } from "../print-finding.ts";

export const verify: Command = {
  summary: "check a receipt file without the network",
  usage: "touchstone verify <file.receipt.json | -> [--key <log vkey>]",
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { key: { type: "string" } } });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1)
      throw new UsageError("Name one receipt file, or - for standard input.");
    if (values.key !== undefined && parseVkey(values.key) === undefined)
      throw new UsageError("--key is not a verifier key (name+id+base64).");
    const bytes = trimmed(file === "-" ? await io.readStdin() : await readReceipt(file));
    // The first reading tells whose log it is; the second uses the key that is known for it.
    const unknown = verifyStatementReceipt(bytes, { logVkey: undefined, raw: rawVerify });
    const origin = unknown.checkpoint?.origin;
    const logVkey = values.key ?? (origin === undefined ? undefined : findKnownLog(io.env, origin)?.vkey);
    const found = logVkey === undefined ? unknown : verifyStatementReceipt(bytes, { logVkey, raw: rawVerify });
    return conclude(io, found, origin, found.index);
  },
};

function conclude(io: Io, finding: Finding, origin: string | undefined, index: number | undefined): number {
  const unsigned = finding.checks.some((check) => check.name === "log-signature" && check.outcome === "cannot-check");
  printFinding(io, finding, conclusionOf(finding, unsigned, origin, index), {
    origin: origin ?? null,
    index: index ?? null,
  });
  if (!finding.ok) return EXIT.tampered;
  return unsigned ? EXIT.incomplete : EXIT.ok;
}

function conclusionOf(
  finding: Finding,
  unsigned: boolean,
  origin: string | undefined,
  index: number | undefined,
): string {
  if (!finding.ok) return "This receipt does not hold.";
  if (unsigned)
    return `All of it fits together, but nothing yet shows that ${origin} signed it: give the log's key with --key.`;
  return `Entry ${index} stands in the log ${origin}. Whether it is effective, an audit tells: touchstone audit <url>.`;
}

async function readReceipt(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new IncompleteError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** An editor's final line feed is not the receipt's fault. */
function trimmed(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === 0x0a ? bytes.slice(0, -1) : bytes;
}
