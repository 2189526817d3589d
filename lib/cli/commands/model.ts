/** `touchstone model`: the rules by which facts become marks: what is in force, what would change, and changing it. */
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { findModel, type Model, modelHash } from "#lib/reputation/model.ts";
import type { ModelDelta } from "#lib/reputation/model-delta.ts";
import { parseModel } from "#lib/reputation/parse-model.ts";
import { ruleHash } from "#lib/reputation/rules/rule-text.ts";
import { formatModelAnnouncement, type ModelAnnouncement } from "#lib/state/governance/model-announcement.ts";
import type { ModelForm } from "#lib/state/governance/model-forms.ts";
import { activatableFrom } from "#lib/state/reducers/model.ts";
import { modelOf } from "#lib/state/view.ts";
import { MODEL_DELTA_MEDIA_TYPE, MODEL_MEDIA_TYPE } from "#lib/statement/model-bodies.ts";
import { actAsAdmin } from "../admin/admin-act.ts";
import { cosignAsAdmin, openOffice } from "../admin/open-office.ts";
import { type ReplayedIndex, replayIndex } from "../admin/replayed-index.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { codeHash } from "../model/code-hash.ts";
import { deltaOfLog } from "../model/delta-of-log.ts";
import { remoteOf } from "../remote-index.ts";

const text = { type: "string" } as const;
const OPTIONS = { from: text, key: text, url: text, out: text };

type Values = { from?: string; key?: string; url?: string; out?: string };
type Action = (argument: string, values: Values, io: Io) => Promise<void>;

export const model: Command = {
  summary: "the model by which marks are computed: show it, announce another, put it in force",
  usage: `touchstone model show                                [--url <index>] [--out <file>]
       touchstone model delta <file>                        [--url <index>] [--out <file>]
       touchstone model prepare <file> --out <file>         [--from <day or time>] [--url <index>]
       touchstone model announce <file> [--from <day or time>] --key <admin key> [--url <index>]
       touchstone model activate <hash>                     --key <admin key> [--url <index>]
       touchstone model cosign <statement hash>             --key <admin key> [--url <index>]

  Each replays the log first. show says what is in force, announced and was before; --out writes the file in force.
  delta computes who a model would move, by which term; announce publishes it with the file, and activate puts the model
  in force: 14 days after its announcement at the earliest, but for the first. prepare writes the announcement into a
  file, for an administrator whose key is in a browser: /admin signs it. --key is a label or a key file, such as the
  data folder's keys/admin.json. Where several admins must agree, the others cosign within 7 days.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const [name = "show", argument = "", more] = positionals;
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action === undefined || more !== undefined)
      throw new UsageError(`There is no "model ${positionals.join(" ")}".`);
    await action(argument, values, io);
    return EXIT.ok;
  },
};

const ACTIONS: Record<string, Action> = {
  async show(_, values, io) {
    const form = modelOf((await replayIndex(remoteOf(values, io), io)).state) ?? NOTHING;
    const known = form.active === null ? undefined : findModel(form.active.hash);
    if (values.out !== undefined) {
      if (known === undefined) throw new IncompleteError("This program does not have the file of a model in force.");
      await writeFile(values.out, canonicalBytes(known));
    }
    const { active, announced, history } = form;
    if (io.json) io.out(JSON.stringify({ active, announced, history }));
    else tellModels(form, known?.name ?? "A model that this program does not have", io);
  },

  async delta(file, values, io) {
    const given = await readModel(file);
    const delta = deltaOf(await replayIndex(remoteOf(values, io), io), given);
    if (values.out !== undefined) await writeFile(values.out, canonicalBytes(delta));
    tellDelta(delta, io);
  },

  async prepare(file, values, io) {
    const given = await readModel(file);
    if (values.out === undefined) throw new UsageError("--out names the file to write, for /admin to sign.");
    const announcement = announcementOf(await replayIndex(remoteOf(values, io), io), given, values.from);
    await writeFile(values.out, formatModelAnnouncement(announcement));
    tellDelta(announcement.delta, io);
    if (!io.json) io.out(`${values.out} is written. Nothing is announced until an administrator signs it on /admin.`);
  },

  async announce(file, values, io) {
    const given = await readModel(file);
    const office = await openOffice(values, io);
    const { body, delta } = announcementOf(office.replayed, given, values.from);
    const partOf = (bytes: Uint8Array, mediaType: string) => ({ bytes, nonce: randomBytes(32), mediaType });
    const parts = [
      partOf(canonicalBytes(given), MODEL_MEDIA_TYPE),
      partOf(canonicalBytes(delta), MODEL_DELTA_MEDIA_TYPE),
    ];
    if (!io.json) tellDelta(delta, io);
    const act = { kind: "model.announce", subject: "index", body, prev: slotOf(office.replayed), parts } as const;
    await actAsAdmin(office, act, `${given.name} (${body.hash}) is announced.`, io);
  },

  async activate(hash, values, io) {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new UsageError("Name the model by the SHA-256 of its file, 64 hex digits.");
    const office = await openOffice(values, io);
    const form = modelOf(office.replayed.state);
    const announced = form?.announced.find((one) => one.hash === hash);
    if (form === undefined || announced === undefined)
      throw new UsageError("No such model is announced: touchstone model show.");
    const from = activatableFrom(form, announced);
    if ((await office.remote.now()) < from)
      throw new UsageError(`It can be put in force from ${formatInstant(from)} on, not before.`);
    if (findModel(hash) === undefined)
      throw new UsageError(
        "This program does not have that model, so the index would rate nobody. Take the release that has it.",
      );
    const act = { kind: "model.activate", subject: "index", body: { hash }, prev: slotOf(office.replayed) } as const;
    await actAsAdmin(office, act, `${announced.model} is in force.`, io);
  },

  cosign: cosignAsAdmin,
};

function tellModels(form: ModelForm, name: string, io: Io): void {
  const { active, announced, history } = form;
  if (active === null) io.out("No model is in force.");
  else io.out(`${name} is in force since ${active.at} (entry ${active.entry}).\n  ${active.hash}`);
  for (const one of announced) {
    const from = formatInstant(activatableFrom(form, one));
    io.out(`${one.model} is announced (entry ${one.entry}), in force on ${from} at the earliest.\n  ${one.hash}`);
  }
  for (const { at, entry, hash } of history.slice(0, -1).toReversed())
    io.out(`In force from ${at} (entry ${entry}): ${hash}`);
}

const NOTHING: ModelForm = { aggregate: "model", active: null, announced: [], history: [], slot: null };

const slotOf = ({ state }: ReplayedIndex) => modelOf(state)?.slot ?? null;

function deltaOf({ state, checkpoint, loggedAt }: ReplayedIndex, given: Model): ModelDelta {
  return deltaOfLog(state, given, loggedAt, checkpoint.size);
}

/** The announcement of a model, computed by the log. Errors: `UsageError` for a `from` that is no time. */
function announcementOf(replayed: ReplayedIndex, model: Model, from: string | undefined) {
  const body = {
    ...{ model: model.name, hash: modelHash(model), codeSha256: codeHash(), ruleSha256: ruleHash(model) },
    ...(from === undefined ? {} : { from: formatInstant(instantOf(from)) }),
  };
  return { body, model, delta: deltaOf(replayed, model) } satisfies ModelAnnouncement;
}

async function readModel(file: string): Promise<Model> {
  if (file === "") throw new UsageError("Name the model's file: canonical JSON, such as lib/reputation/model-1.json.");
  const bytes = await readFile(file).catch((error: Error) => {
    throw new IncompleteError(`${file} cannot be read: ${error.message}`);
  });
  const read = parseModel(bytes);
  if (!read.ok) throw new UsageError(`${file} is no model: ${read.error.pointer || "the file"}: ${read.error.detail}`);
  return read.value;
}

/** A day begins at midnight UTC; a time is taken as it stands. */
function instantOf(given: string): Instant {
  const instant = parseInstant(/^\d{4}-\d\d-\d\d$/.test(given) ? `${given}T00:00:00.000Z` : given);
  if (instant === undefined)
    throw new UsageError("--from is a day or a time, such as 2027-06-30 or 2027-06-30T10:00:00.000Z.");
  return instant;
}

function tellDelta(delta: ModelDelta, io: Io): void {
  if (io.json) {
    io.out(JSON.stringify(delta));
    return;
  }
  const { providers, moved, unlisted } = delta;
  const tiers = moved.filter(({ before, after }) => before?.tier !== after.tier).length;
  io.out(`Of ${providers} providers ${moved.length + unlisted} would move, ${tiers} to another tier.`);
  for (const { provider, before, after, term, points } of moved)
    io.out(
      `${provider}  ${before === null ? "none" : `${before.tier} ${percent(before.high)}`} → ${after.tier} ${percent(after.high)}, by ${term} (${points > 0 ? "+" : ""}${(points / 1000).toFixed(3)} points)`,
    );
}

const percent = (ppm: number) => `${(ppm / 10_000).toFixed(1)} %`;
