/**
 * `touchstone withhold`: withholds a part by the official route. Signs and submits the statement with the index's own
 * statement key; the sequencer removes bytes and nonce once it is logged.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { asInstant } from "#lib/kernel/instant.ts";
import { composeStatement, signStatement } from "#lib/statement/compose.ts";
import { type PartWithheldBody, partWithheldBody } from "#lib/statement/log-bodies.ts";
import { CliError } from "../cli-error.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { dataFolderAt, readDescription } from "../data-folder.ts";
import { printable } from "../print-finding.ts";
import { type RemoteIndex, remoteOf } from "../remote-index.ts";
import { type Founded, found } from "../up/founding.ts";

const SAME_AS_FOUNDED = { origin: undefined, policy: undefined, admin: undefined };
const entrySchema = z.object({
  data: z.object({
    statement: z.object({ parts: z.array(z.object({ commit: z.string() })).optional() }),
    withheld: z.array(z.object({ commit: z.string(), recorded_in: z.number(), removed_at: z.string().nullable() })),
  }),
});
const includedSchema = z.object({
  receipt: z.object({ index: z.number() }),
  effect: z.object({ status: z.string(), code: z.string().optional() }).nullable(),
});
const problemSchema = z.object({ code: z.string(), detail: z.string() });

/** The sequencer looks every 10 s at what it could not finish at once. */
const REMOVED_WITHIN_MS = 30_000;
const LOOK_MS = 500;

export const withhold: Command = {
  summary: "Withhold a part of an entry by the official route: log who decided it and why, remove its bytes and nonce.",
  usage:
    "touchstone withhold --entry <N> --commit <hex> --who <office> --ground <law or order> --reason <text> [--data DIR] [--url <index>] [--json]",
  async run(args, io) {
    const text = { type: "string" } as const;
    const options = { entry: text, commit: text, who: text, ground: text, reason: text, data: text, url: text };
    const { values } = parseArgs({ args, options });
    const body = partWithheldBody.safeParse({
      entry: /^\d{1,15}$/.test(values.entry ?? "") ? Number(values.entry) : undefined,
      commit: values.commit,
      who: values.who,
      ground: values.ground,
      reason: values.reason,
    });
    if (!body.success) {
      const [issue] = body.error.issues;
      throw new UsageError(`--${issue?.path.join(".") ?? ""}: ${issue?.message ?? "missing"}.`);
    }
    const folder = dataFolderAt(values.data);
    if (readDescription(folder) === undefined) throw new CliError(`There is no index in ${folder.root}.`);
    const founded = found(folder, SAME_AS_FOUNDED, { clock: now, random });
    const remote = remoteOf(values, io);
    const { origin } = await remote.describe();
    if (origin !== founded.origin)
      throw new UsageError(`--url serves the log ${printable(origin)}, the data folder belongs to ${founded.origin}.`);
    const { entry, commit } = body.data;
    const shown = await remote.get(`api/v1/entries/${entry}`, entrySchema);
    if (!shown.data.statement.parts?.some((part) => part.commit === commit))
      throw new UsageError(`Entry ${entry} does not commit to that part: nothing was logged.`);
    const before = shown.data.withheld.find((part) => part.commit === commit);
    const recordedIn = before?.recorded_in ?? (await submit(remote, founded, body.data));
    return await report(remote, body.data, recordedIn, io);
  },
};

const now = () => asInstant(Date.now());
const random = (bytes: number) => new Uint8Array(randomBytes(bytes));

/** Submits the statement; answers the entry that it is. */
async function submit(remote: RemoteIndex, { keys, genesis }: Founded, body: PartWithheldBody): Promise<number> {
  const draft = {
    kind: "part.withheld",
    log: genesis.statement.log,
    issuer: genesis.statement.issuer,
    key: keys.statement.thumbprint,
    subject: `entry:${body.entry}`,
    body,
  } as const;
  const statement = signStatement(composeStatement(draft, now(), random), keys.statement.seed);
  const { status, json } = await remote.post("api/v1/statements", statement);
  const answer = includedSchema.safeParse(json);
  if (!answer.success) {
    const problem = problemSchema.safeParse(json);
    const why = problem.success ? `${problem.data.code}: ${problem.data.detail}` : "no receipt yet";
    throw new IncompleteError(`The index answers ${status} (${why}). Run the same command again.`);
  }
  const { receipt, effect } = answer.data;
  if (effect?.status === "effective") return receipt.index;
  throw new IncompleteError(`Entry ${receipt.index} is void (${effect?.code}): nothing is withheld.`);
}

/** Waits until the bytes are gone, and says so or what is still to come. */
async function report(
  remote: RemoteIndex,
  { entry, commit }: PartWithheldBody,
  recordedIn: number,
  io: Io,
): Promise<number> {
  const giveUpMs = performance.now() + REMOVED_WITHIN_MS;
  let removedAt: string | null = null;
  while (removedAt === null && performance.now() < giveUpMs && !io.signal.aborted) {
    const { data } = await remote.get(`api/v1/entries/${entry}`, entrySchema);
    removedAt = data.withheld.find((part) => part.commit === commit)?.removed_at ?? null;
    if (removedAt === null) await wait(LOOK_MS, undefined, { signal: io.signal }).catch(() => undefined);
  }
  if (io.json) io.out(JSON.stringify({ recordedIn, removedAt }));
  else if (removedAt === null)
    io.out(
      `Withheld as entry ${recordedIn} and served no longer. The sequencer has not removed the bytes yet; it does when it runs.`,
    );
  else {
    io.out(`Withheld as entry ${recordedIn}. Bytes and nonce were removed from tables and second store ${removedAt}.`);
    io.out("Write-ahead log and backups still hold them for a while: docs/operations.md says how long and what to do.");
  }
  return removedAt === null ? EXIT.incomplete : EXIT.ok;
}
