/** Options of `npm run up -- …`. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { brokenPromiseOf } from "#lib/dispute/paths.ts";
import { type Did, parseDid } from "#lib/kernel/ids.ts";
import { parsePeerList } from "#lib/log/peer-list.ts";
import { type Policy, policySchema } from "#lib/statement/bodies.ts";
import { originText } from "#lib/statement/fields.ts";
import { CliError } from "../cli-error.ts";
import { type GivenPolicy, readWitnessPolicy } from "./read-witness-policy.ts";

/** What genesis says for ever. */
export type FoundingOptions = {
  readonly origin: string | undefined;
  readonly policy: Policy | undefined;
  readonly admin: Did | undefined;
  /** Text of a file of other logs, read and found well formed. */
  readonly peers?: string | undefined;
};

export type UpOptions = FoundingOptions & {
  /** A new data folder gets an index of its own instead of the demonstration. */
  readonly empty: boolean;
  /** First port to try. */
  readonly port: number;
  readonly data: string | undefined;
  /** Pages compiled on request, no build. */
  readonly dev: boolean;
  readonly witnessPolicy: GivenPolicy | undefined;
  /** Witnesses on this machine, for people who want to see the machinery; 0: none. */
  readonly demoWitnesses: number;
  /** Web processes that share the port. */
  readonly webs: number;
  /** Worker processes, 1 to 8. */
  readonly workers: number;
  /** A second sequencer that takes over when the first dies or stops. */
  readonly standby: boolean;
};

const MAX_DEMO_WITNESSES = 5;

export const UP_HELP = `npm run up -- [options]

  --port N        first port to try (preset 3000; the next free one is taken)
  --data DIR      data folder (preset .touchstone)
  --empty         a new data folder gets an empty index on the system clock, and not the demonstration; --origin,
                  --policy, --admin, --peers and watchers of your own mean that, too
  --origin NAME   name of a new log, for ever (preset localhost.invalid/<8 hex of the log key>)
  --policy FILE   first policy of a new log, as JSON: budgets, and peers whose receipts count as signs of life
  --webs N        web processes that share the port, 1 to 8 (preset 1)
  --workers N     worker processes that share the jobs, 1 to 8 (preset 1)
  --standby       a second sequencer that takes over when the first dies or hangs
  --admin DID     first administrator of a new log (preset: a key made in the data folder)
  --witness-policy FILE
                  who watches the log (C2SP tlog-policy); kept in the data folder until another is given
  --demo-witnesses N
                  1 to 5 watchers on this machine, to see how it works; they count as 0 independent ones
  --peers FILE    other logs to watch: lines "log <vkey> <url>" (kept in the data folder)

Environment: DATABASE_URL uses an outside PostgreSQL 15 or newer.
`;

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new CliError(`--port ${text}: a number from 0 to 65535.`, 2);
  return port;
}

function demosOf(text: string): number {
  const count = /^\d$/.test(text) ? Number(text) : Number.NaN;
  if (count >= 0 && count <= MAX_DEMO_WITNESSES) return count;
  throw new CliError(`--demo-witnesses ${text}: a number from 0 to ${MAX_DEMO_WITNESSES}.`, 2);
}

function processesOf(name: string, text: string): number {
  if (!/^[1-8]$/.test(text)) throw new CliError(`--${name} ${text}: a number from 1 to 8.`, 2);
  return Number(text);
}

const placeOf = (file: string): string => path.resolve(process.env.INIT_CWD ?? process.cwd(), file);

function peersOf(file: string): string {
  let text: string;
  try {
    text = readFileSync(placeOf(file), "utf8");
  } catch (error) {
    throw new CliError(`--peers ${file}: ${error instanceof Error ? error.message : error}`, 2);
  }
  const peers = parsePeerList(text);
  if (peers.ok) return text;
  throw new CliError(`--peers ${file}: line ${peers.error.pointer.slice(1)}: ${peers.error.detail}`, 2);
}

function policyOf(file: string): Policy {
  const place = placeOf(file);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(place, "utf8"));
  } catch (error) {
    throw new CliError(`--policy ${file}: ${error instanceof Error ? error.message : error}`, 2);
  }
  const parsed = policySchema.safeParse(value);
  if (parsed.success) {
    const broken = parsed.data.disputes && brokenPromiseOf(parsed.data.disputes);
    if (broken !== undefined) throw new CliError(`--policy ${file}: /disputes/hours: ${broken}`, 2);
    return parsed.data;
  }
  const [issue] = parsed.error.issues;
  throw new CliError(`--policy ${file}: /${issue?.path.join("/") ?? ""}: ${issue?.message ?? "not a policy"}`, 2);
}

function originOf(text: string): string {
  const parsed = originText.safeParse(text);
  if (parsed.success) return text;
  throw new CliError(`--origin ${text}: ${parsed.error.issues[0]?.message ?? "not an origin"}`, 2);
}

function didOf(text: string): Did {
  const did = parseDid(text);
  if (did === undefined) throw new CliError(`--admin ${text}: not a did:key of an Ed25519 key.`, 2);
  return did;
}

/** Errors: CliError with exit code 2. "help" when help was asked for. */
export function parseUpOptions(args: readonly string[]): UpOptions | "help" {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        data: { type: "string" },
        empty: { type: "boolean" },
        origin: { type: "string" },
        policy: { type: "string" },
        admin: { type: "string" },
        peers: { type: "string" },
        dev: { type: "boolean" },
        "witness-policy": { type: "string" },
        "demo-witnesses": { type: "string" },
        webs: { type: "string" },
        workers: { type: "string" },
        standby: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }));
  } catch (error) {
    throw new CliError(`${error instanceof Error ? error.message : error}\n\n${UP_HELP}`, 2);
  }
  if (values.help) return "help";
  const text = (name: string): string | undefined => (typeof values[name] === "string" ? values[name] : undefined);
  const take = <T>(name: string, parse: (value: string) => T): T | undefined => {
    const value = text(name);
    return value === undefined ? undefined : parse(value);
  };
  const witnessPolicy = take("witness-policy", (file) => readWitnessPolicy(file, "--witness-policy"));
  const demoWitnesses = take("demo-witnesses", demosOf) ?? 0;
  if (witnessPolicy !== undefined && demoWitnesses > 0) {
    throw new CliError("--witness-policy and --demo-witnesses: one of them only.", 2);
  }
  const webs = take("webs", (text) => processesOf("webs", text)) ?? 1;
  const workers = take("workers", (text) => processesOf("workers", text)) ?? 1;
  if (webs > 1 && values.dev === true) throw new CliError("--webs: the compiler of --dev serves alone.", 2);
  return {
    empty: values.empty === true,
    port: take("port", portOf) ?? 3000,
    data: text("data"),
    origin: take("origin", originOf),
    policy: take("policy", policyOf),
    admin: take("admin", didOf),
    peers: take("peers", peersOf),
    dev: values.dev === true,
    witnessPolicy,
    demoWitnesses,
    webs,
    workers,
    standby: values.standby === true,
  };
}
