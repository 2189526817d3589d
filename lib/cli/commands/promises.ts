/** `touchstone promises`: what indexes promised to publish, exchanged for receipts, or for a proof that they hid it. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { asInstant, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { promiseStateAt } from "#lib/log/promise.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { parseWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { printable } from "../print-finding.ts";
import { dropPromise, type KeptPromise, listPromises, momentText } from "../promise-box.ts";
import { type CheckedPromise, checkPromise } from "../promises/check-promise.ts";

export const promises: Command = {
  summary: "promises that indexes gave: exchange them for receipts, or prove that a statement was hidden",
  usage: `touchstone promises list
touchstone promises check [--url <index>] [--key <log vkey>] [--witness-policy <file>] [--out <folder>]
touchstone promises drop <statement hash, or its beginning>`,
  async run(args, io) {
    const text = { type: "string" } as const;
    const options = { url: text, key: text, "witness-policy": text, out: text };
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [verb, ...rest] = positionals;
    const now = asInstant(Date.now());
    if (verb === "list" && rest.length === 0) return list(now, io);
    if (verb === "drop" && rest[0] !== undefined && rest.length === 1) return drop(rest[0], io);
    if (verb !== "check" || rest.length > 0) throw new UsageError("Say list, check or drop <hash>.");
    if (values.key !== undefined && parseVkey(values.key) === undefined)
      throw new UsageError("--key is not a verifier key (name+id+base64).");
    const policy = values["witness-policy"] === undefined ? undefined : await readPolicy(values["witness-policy"]);
    const { url, key, out = "." } = values;
    return checkAll({ url, key, policy, out, now }, io);
  },
};

function list(now: Instant, io: Io): number {
  const kept = listPromises(io.env);
  if (io.json) {
    io.out(
      JSON.stringify(kept.map((each) => ({ ...factsOf(each), state: promiseStateAt(each.promise, now / SECOND_MS) }))),
    );
    return EXIT.ok;
  }
  if (kept.length === 0) io.out("No promise is open.");
  for (const { promise, source } of kept) {
    const words = {
      waiting: `to be recorded by ${momentText(promise.includeBySeconds)}`,
      late: `late since ${momentText(promise.includeBySeconds)}`,
      overdue: `overdue since ${momentText(promise.hardBySeconds)}: check it`,
    }[promiseStateAt(promise, now / SECOND_MS)];
    io.out(
      printable(
        `${promise.statementHash.slice(0, 16)}  ${promise.origin}  ${words}  ${source?.url ?? "(address unknown)"}`,
      ),
    );
  }
  return EXIT.ok;
}

function drop(prefix: string, io: Io): number {
  const found = listPromises(io.env).filter(({ promise }) => promise.statementHash.startsWith(prefix));
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new UsageError(`${found.length} promises begin with ${printable(prefix)}; name one.`);
  dropPromise(only);
  io.out(
    io.json ? JSON.stringify({ dropped: only.promise.statementHash }) : "Dropped. Nothing can be proven by it now.",
  );
  return EXIT.ok;
}

type CheckOptions = {
  readonly url: string | undefined;
  readonly key: string | undefined;
  readonly policy: WitnessPolicy | undefined;
  readonly out: string;
  readonly now: Instant;
};

/** Each by itself: one index that is away must not hide what another one did. The gravest outcome is the exit code. */
async function checkAll(options: CheckOptions, io: Io): Promise<number> {
  const results: CheckedPromise[] = [];
  for (const kept of listPromises(io.env)) {
    const result = await checkPromise(kept, options, io).catch((error: unknown) => {
      if (!(error instanceof IncompleteError)) throw error;
      return { state: "unreachable", code: EXIT.incomplete, words: error.message } as const;
    });
    results.push(result);
    if (!io.json) io.out(printable(`${kept.promise.statementHash.slice(0, 16)}  ${result.words}`));
    else io.out(JSON.stringify({ ...factsOf(kept), ...result }));
  }
  if (results.length === 0 && !io.json) io.out("No promise is open.");
  return GRAVEST.find((code) => results.some((result) => result.code === code)) ?? EXIT.ok;
}

const GRAVEST: readonly number[] = [EXIT.tampered, EXIT.equivocation, EXIT.policyNotMet, EXIT.incomplete];

function factsOf({ promise, source }: KeptPromise) {
  const { statementHash, origin, receivedSeconds, includeBySeconds, hardBySeconds } = promise;
  return { statementHash, origin, url: source?.url ?? null, receivedSeconds, includeBySeconds, hardBySeconds };
}

async function readPolicy(path: string): Promise<WitnessPolicy> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    throw new UsageError(`The policy ${path} cannot be read.`);
  }
  const policy = parseWitnessPolicy(text);
  if (policy.ok) return policy.value;
  throw new UsageError(
    `The policy ${path} is refused at line ${policy.error.pointer.slice(1)}: ${policy.error.detail}`,
  );
}
