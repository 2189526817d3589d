/** `touchstone policy`: budgets, panels and clocks: what is in force, what would change, and changing it. */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { brokenPromiseOf } from "#lib/dispute/paths.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { PolicyForm } from "#lib/state/forms.ts";
import { type PolicyChange, policyChanges } from "#lib/state/governance/policy-numbers.ts";
import { policyActivatableFrom } from "#lib/state/reducers/policy.ts";
import { policyFormOf } from "#lib/state/view.ts";
import { type Policy, policySchema } from "#lib/statement/bodies.ts";
import { complaintsOf, pointerOf } from "#lib/statement/schema-refusal.ts";
import { actAsAdmin } from "../admin/admin-act.ts";
import { cosignAsAdmin, openOffice } from "../admin/open-office.ts";
import { type ReplayedIndex, replayIndex } from "../admin/replayed-index.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { remoteOf } from "../remote-index.ts";

const text = { type: "string" } as const;
const OPTIONS = { key: text, url: text, out: text, "draw-chain-end": text };

type Values = { key?: string; url?: string; out?: string; "draw-chain-end"?: string };
type Action = (argument: string, values: Values, io: Io) => Promise<void>;

export const policy: Command = {
  summary: "the policy of an index: budgets, panels and clocks: show it, announce another, put it in force",
  usage: `touchstone policy show                                     [--url <index>] [--out <file>]
       touchstone policy announce <file> [--draw-chain-end <hex>] --key <admin key> [--url <index>]
       touchstone policy activate [<statement hash>]              --key <admin key> [--url <index>]
       touchstone policy cosign <statement hash>                  --key <admin key> [--url <index>]

  Each replays the log first. show says what is in force, what is announced and what that would change; --out writes the
  policy in force as a file to edit. announce takes the whole policy, JSON; activate puts the announced one in force, 14
  days after its announcement at the earliest. A newer announcement takes the place of an older one, and its 14 days begin
  anew. Cases keep the policy of the entry that filed them. Where several admins must agree, the others cosign within 7
  days.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const [name = "show", argument = "", more] = positionals;
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action === undefined || more !== undefined)
      throw new UsageError(`There is no "policy ${positionals.join(" ")}".`);
    await action(argument, values, io);
    return EXIT.ok;
  },
};

const ACTIONS: Record<string, Action> = {
  async show(_, values, io) {
    const form = formOf(await replayIndex(remoteOf(values, io), io));
    if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify(form.policy, null, 2)}\n`);
    if (io.json) io.out(JSON.stringify(form));
    else tellPolicy(form, io);
  },

  async announce(file, values, io) {
    const given = await readPolicy(file);
    const broken = given.disputes && brokenPromiseOf(given.disputes);
    if (broken !== undefined) throw new UsageError(`/disputes/hours: ${broken}`);
    const end = values["draw-chain-end"];
    if (end !== undefined && !/^[0-9a-f]{64}$/.test(end)) throw new UsageError("--draw-chain-end is 64 hex digits.");
    const office = await openOffice(values, io);
    const changes = policyChanges(formOf(office.replayed).policy, given);
    if (changes.length === 0 && end === undefined)
      throw new UsageError("This is the policy in force: nothing differs.");
    if (!io.json) tellChanges(changes, io);
    const body = { policy: given, ...(end === undefined ? {} : { drawChainEnd: end }) } as JsonObject;
    const act = { kind: "policy.announce", subject: "index", body, prev: null } as const;
    await actAsAdmin(office, act, "the policy is announced. It can be put in force in 14 days.", io);
  },

  async activate(argument, values, io) {
    const office = await openOffice(values, io);
    const { announced } = formOf(office.replayed);
    if (announced === null) throw new UsageError("No policy is announced: touchstone policy show.");
    if (argument !== "" && argument !== announced.hash)
      throw new UsageError(`That is not the newest announcement, which is ${announced.hash}.`);
    const from = policyActivatableFrom(announced);
    if (from === undefined || Date.now() < from)
      throw new UsageError(
        `It can be put in force from ${from === undefined ? "never" : formatInstant(from)} on, not before.`,
      );
    const body = { announced: announced.hash };
    const act = { kind: "policy.activate", subject: "index", body, prev: null } as const;
    await actAsAdmin(office, act, "the policy is in force.", io);
  },

  cosign: cosignAsAdmin,
};

function formOf({ state }: ReplayedIndex): PolicyForm {
  const form = policyFormOf(state);
  if (form === undefined) throw new IncompleteError("This log names no policy.");
  return form;
}

function tellPolicy({ policy: inForce, since, announced, history }: PolicyForm, io: Io): void {
  const at = history.at(-1)?.at;
  io.out(`In force since ${at === undefined ? "the first entry" : `${at} (entry ${since})`}:`);
  io.out(JSON.stringify(inForce, null, 2));
  if (announced === null) {
    io.out("No other policy is announced.");
    return;
  }
  const from = policyActivatableFrom(announced);
  io.out(
    `Announced (${announced.hash}), in force on ${from === undefined ? "never" : formatInstant(from)} at the earliest:`,
  );
  tellChanges(policyChanges(inForce, announced.policy), io);
}

function tellChanges(changes: readonly PolicyChange[], io: Io): void {
  for (const { path, before, after } of changes) io.out(`  ${path}: ${before || "none"} → ${after || "none"}`);
}

/** A whole policy; the schema's complaint with its place. Errors: `UsageError`, `IncompleteError`. */
async function readPolicy(file: string): Promise<Policy> {
  if (file === "") throw new UsageError("Name the policy's file: touchstone policy show --out policy.json writes one.");
  const bytes = await readFile(file).catch((error: Error) => {
    throw new IncompleteError(`${file} cannot be read: ${error.message}`);
  });
  let value: unknown;
  try {
    value = JSON.parse(utf8Decode(bytes) ?? "");
  } catch {
    throw new UsageError(`${file} is no JSON.`);
  }
  const read = policySchema.safeParse(value);
  if (read.success) return read.data;
  const [first] = complaintsOf(read.error.issues, value);
  throw new UsageError(`${file}: ${pointerOf(first?.path ?? []) || "the file"}: ${first?.rule ?? "is no policy."}`);
}
