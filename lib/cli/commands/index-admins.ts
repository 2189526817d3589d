/** `touchstone index`: who administers an index, how many of them must agree, and its own keys: show and change them. */
import { parseArgs } from "node:util";
import { type Did, parseDid } from "#lib/kernel/ids.ts";
import type { IndexForm } from "#lib/state/forms.ts";
import { indexOf } from "#lib/state/view.ts";
import { actAsAdmin } from "../admin/admin-act.ts";
import { cosignAsAdmin, openOffice } from "../admin/open-office.ts";
import { type ReplayedIndex, replayIndex } from "../admin/replayed-index.ts";
import { ROTATED, rotateKey } from "../admin/rotate-key.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { dataFolderAt } from "../data-folder.ts";
import { remoteOf } from "../remote-index.ts";

const text = { type: "string" } as const;
const OPTIONS = { key: text, url: text, admin: { ...text, multiple: true }, threshold: text, data: text } as const;

type Values = { key?: string; url?: string; admin?: string[]; threshold?: string; data?: string };
type Action = (argument: string, values: Values, io: Io) => Promise<void>;

export const indexAdmins: Command = {
  summary: "who administers an index, how many must agree, and its own keys: show them, change them",
  usage: `touchstone index show                                              [--url <index>]
       touchstone index admins --admin <did:key…> … [--threshold <n>]     --key <admin key> [--url <index>]
       touchstone index rotate promise|witness|statement|answer           --key <admin key> [--url <index>] [--data DIR]
       touchstone index cosign <statement hash>                           --key <admin key> [--url <index>]

  Each replays the log first. admins takes the whole list: who is not in it is no administrator any more. From a threshold
  of 2 on, whatever administrators sign is a proposal until so many of them have signed it, within 7 days. rotate makes a
  key in the data folder, has the log name it, and puts it into its place; then run touchstone restart.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const [name = "show", argument = "", more] = positionals;
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action === undefined || more !== undefined)
      throw new UsageError(`There is no "index ${positionals.join(" ")}".`);
    await action(argument, values, io);
    return EXIT.ok;
  },
};

const ACTIONS: Record<string, Action> = {
  async show(_, values, io) {
    const { origin, admins, threshold, keys } = formOf(await replayIndex(remoteOf(values, io), io));
    if (io.json) return io.out(JSON.stringify({ origin, admins, threshold, keys }));
    io.out(`${origin}: ${threshold} of ${admins.length} administrators must sign`);
    for (const did of admins) io.out(`  ${did}`);
  },

  async admins(argument, values, io) {
    if (argument !== "") throw new UsageError("Name administrators by --admin, once for each.");
    const given = (values.admin ?? []).map(didOf);
    const office = await openOffice(values, io);
    const form = formOf(office.replayed);
    const admins = given.length === 0 ? form.admins : given;
    const threshold = values.threshold === undefined ? form.threshold : Number(values.threshold);
    requireReachable(admins, threshold);
    if (threshold === form.threshold && admins.toSorted().join() === form.admins.toSorted().join())
      throw new UsageError("These administrators and this threshold hold already.");
    const act = { kind: "index.key", subject: "index", body: { admins, threshold }, prev: form.slot } as const;
    await actAsAdmin(office, act, `${threshold} of ${admins.length} administrators must sign from now on.`, io);
  },

  async rotate(argument, values, io) {
    const purpose = ROTATED.find((one) => one === argument);
    if (purpose === undefined) throw new UsageError(`Name the key: ${ROTATED.join(", ")}. The log key never rotates.`);
    await rotateKey(purpose, dataFolderAt(values.data), await openOffice(values, io), io);
  },

  cosign: cosignAsAdmin,
};

/** Nobody could change anything any more. */
function requireReachable(admins: readonly Did[], threshold: number): void {
  if (new Set(admins).size !== admins.length) throw new UsageError("Each administrator is named once.");
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > admins.length)
    throw new UsageError(`--threshold is 1 to ${admins.length}, the number of administrators.`);
}

function didOf(value: string): Did {
  const did = parseDid(value);
  if (did === undefined) throw new UsageError(`${value} is no did:key.`);
  return did;
}

function formOf({ state }: ReplayedIndex): IndexForm {
  const form = indexOf(state);
  if (form === undefined) throw new IncompleteError("This log has no genesis.");
  return form;
}
