/** `touchstone <command>`: the table of commands, and how each is started and ended. */
import { styleText } from "node:util";
import { CliError } from "./cli-error.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "./command.ts";
import { printable } from "./print-finding.ts";

/** Name → its module, loaded only when asked for, and one line of help. A new command is one line here. */
const COMMANDS: Readonly<Record<string, { readonly help: string; readonly load: () => Promise<Command> }>> = {
  audit: {
    help: "replay a whole log and compare it with what the site shows",
    load: async () => (await import("./commands/audit.ts")).audit,
  },
  try: {
    help: "say what files of yours are (HAR, ledger digests, ratings, logs, proofs) and do the main job on each",
    load: async () => (await import("./commands/try.ts")).tryInputs,
  },
  verify: {
    help: "check a receipt, a proof or a whole log without trusting the index",
    load: async () => (await import("./commands/verify.ts")).verify,
  },
  export: {
    help: "write a whole log into one file that verifies offline",
    load: async () => (await import("./commands/export.ts")).exportLog,
  },
  import: {
    help: "make a lost index again from an archive and its keys",
    load: async () => (await import("./commands/import.ts")).importLog,
  },
  prove: {
    help: "make the proof that a provider's name is yours",
    load: async () => (await import("./commands/prove.ts")).prove,
  },
  providers: {
    help: "list, change, claim, hand over and link providers",
    load: async () => (await import("./commands/providers.ts")).providers,
  },
  disclose: {
    help: "publish a disclosure of any type from a file",
    load: async () => (await import("./commands/disclose.ts")).disclose,
  },
  definition: {
    help: "what a deterministic service promises: publish it, run its tests",
    load: async () => (await import("./commands/definition.ts")).definition,
  },
  evidence: {
    help: "bring signed answers into a bundle, and check a bundle as an index does",
    load: async () => (await import("./commands/evidence.ts")).evidence,
  },
  report: {
    help: "file evidence against a provider, and follow what becomes of it",
    load: async () => (await import("./commands/report.ts")).report,
  },
  review: {
    help: "for maintainers: what waits for you, your seats, and your ballots",
    load: async () => (await import("./commands/review.ts")).review,
  },
  case: {
    help: "read a case, answer it, add evidence, appeal",
    load: async () => (await import("./commands/case.ts")).caseCommand,
  },
  provider: {
    help: "a real service for trying things out: it signs every answer, or lies as often as you say",
    load: async () => (await import("./commands/provider.ts")).provider,
  },
  agent: {
    help: "call a provider, verify every answer, run some again, keep evidence of lies",
    load: async () => (await import("./commands/agent.ts")).agent,
  },
  backtest: {
    help: "try the conduct score on a trust network that others recorded",
    load: async () => (await import("./commands/backtest.ts")).backtest,
  },
  model: {
    help: "the model by which marks are computed: show it, announce another, put it in force",
    load: async () => (await import("./commands/model.ts")).model,
  },
  policy: {
    help: "budgets, panels and clocks of an index: show them, announce others, put them in force",
    load: async () => (await import("./commands/policy.ts")).policy,
  },
  index: {
    help: "who administers an index, how many must agree, and its own keys: show and change them",
    load: async () => (await import("./commands/index-admins.ts")).indexAdmins,
  },
  maintainer: {
    help: "who decides the cases that machines cannot: appoint, accept, state interests, remove",
    load: async () => (await import("./commands/maintainer.ts")).maintainer,
  },
  digests: {
    help: "recompute a provider's ledger digests from the log",
    load: async () => (await import("./commands/digests.ts")).digests,
  },
  heartbeat: {
    help: "publish a provider's heartbeat",
    load: async () => (await import("./commands/heartbeat.ts")).heartbeat,
  },
  solvency: {
    help: "what an instance owes: build its sum tree, or check your balance against it",
    load: async () => (await import("./commands/solvency.ts")).solvency,
  },
  watch: {
    help: "look at other logs: each must extend what it showed before",
    load: async () => (await import("./commands/watch.ts")).watch,
  },
  witness: {
    help: "watch other logs: cosign each head that extends the one before",
    load: async () => (await import("./commands/witness.ts")).witness,
  },
  promises: {
    help: "what indexes promised to publish: receipts for it, or proof that they hid it",
    load: async () => (await import("./commands/promises.ts")).promises,
  },
  keys: {
    help: "signing keys on this machine, and what the log says of them",
    load: async () => (await import("./commands/keys.ts")).keys,
  },
  members: {
    help: "who else acts in an account's name, and how many keys must agree",
    load: async () => (await import("./commands/members.ts")).members,
  },
  doctor: {
    help: "check this machine and data folder; say what to do",
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  restart: {
    help: "replace the processes of a running index without a failed read",
    load: async () => (await import("./commands/restart.ts")).restart,
  },
  resume: {
    help: "heal a restored database from the second store",
    load: async () => (await import("./commands/resume.ts")).resume,
  },
  withhold: {
    help: "withhold a part by the official route; its bytes and nonce are removed",
    load: async () => (await import("./commands/withhold.ts")).withhold,
  },
  scrub: {
    help: "recompute the whole log and compare it with what was signed",
    load: async () => (await import("./commands/scrub.ts")).scrub,
  },
  convict: {
    help: "judge a proof of fraud that is too long for a request, and keep it in your own index",
    load: async () => (await import("./commands/convict.ts")).convict,
  },
  reset: {
    help: "delete a data folder with its log, keys and database",
    load: async () => (await import("./commands/reset.ts")).reset,
  },
};

/** Colour only for people: a terminal, and NO_COLOR unset (no-color.org). */
function bold(text: string): string {
  return styleText("bold", text, { stream: process.stdout });
}

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const rows = Object.entries(COMMANDS).map(([name, { help }]) => `  ${bold(name.padEnd(width))}  ${help}`);
  return [
    "touchstone <command> [options]",
    "",
    ...rows,
    "",
    "  --json   results as one JSON document",
    "  --help   how to use a command",
  ].join("\n");
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Runs one command line. Answers the exit code. */
export async function runTouchstone(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help") {
    io.out(overview());
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const row = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (row === undefined) {
    io.err(`There is no command "${name}".\n\n${overview()}`);
    return EXIT.usage;
  }
  const command = await row.load();
  if (rest.includes("--help")) {
    io.out(`${command.summary}\n\n${command.usage}`);
    return EXIT.ok;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (error instanceof UsageError || isParseArgsError(error)) {
      io.err(`${error.message}\n\n${command.usage}`);
      return EXIT.usage;
    }
    if (isFileFault(error)) {
      io.err(`${printable(error.path)} cannot be read: ${FILE_FAULTS[error.code]}.`);
      return EXIT.incomplete;
    }
    if (!(error instanceof CliError)) throw error;
    // What could not be finished often quotes the other side.
    io.err(error instanceof IncompleteError ? printable(error.message) : error.message);
    return EXIT.incomplete;
  }
}

/** Faults of a file that the command line named, in words. */
const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: "it is not there",
  EACCES: "you may not read it",
  EISDIR: "it is a folder",
};

function isFileFault(error: unknown): error is Error & { code: string; path: string } {
  if (!(error instanceof Error) || !("code" in error) || !("path" in error)) return false;
  return Object.hasOwn(FILE_FAULTS, String(error.code)) && typeof error.path === "string";
}

function isParseArgsError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

if (import.meta.filename === process.argv[1]) {
  const abort = new AbortController();
  process.once("SIGINT", () => abort.abort());
  const args = process.argv.slice(2);
  const json = args.includes("--json");
  process.exitCode = await runTouchstone(
    args.filter((arg) => arg !== "--json"),
    {
      out: (line) => void process.stdout.write(`${line}\n`),
      err: (line) => void process.stderr.write(`${line}\n`),
      readStdin,
      env: process.env,
      json,
      signal: abort.signal,
    },
  );
}
