/** `touchstone maintainer`: who decides the cases that machines cannot: appointed, willing, and bound to whom. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { parseDid, parseProviderId } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { MaintainerForm } from "#lib/state/governance/maintainer-forms.ts";
import { interestsStaleFrom, type MaintainerState, maintainerStateAt } from "#lib/state/governance/maintainer-state.ts";
import { maintainerOf, participantOf } from "#lib/state/view.ts";
import { INTEREST_RELATIONS } from "#lib/statement/dispute-words.ts";
import { maintainerInterestsBody } from "#lib/statement/maintainer-bodies.ts";
import { complaintsOf } from "#lib/statement/schema-refusal.ts";
import { openActing, perform } from "../acting-key.ts";
import { actAsAdmin } from "../admin/admin-act.ts";
import { cosignAsAdmin, openOffice } from "../admin/open-office.ts";
import { replayIndex } from "../admin/replayed-index.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { remoteOf } from "../remote-index.ts";

const text = { type: "string" } as const;
const many = { type: "string", multiple: true } as const;
const OPTIONS = { key: text, url: text, reason: text, organisation: text, related: many, category: many };

type Values = {
  key?: string;
  url?: string;
  reason?: string;
  organisation?: string;
  related?: string[];
  category?: string[];
};
type Action = (argument: string, values: Values, io: Io) => Promise<void>;

export const maintainer: Command = {
  summary: "who decides the cases that machines cannot: appoint, accept, state interests, remove",
  usage: `touchstone maintainer list                                  [--url <index>]
       touchstone maintainer show <did:key…>                       [--url <index>]
       touchstone maintainer appoint <did:key…>                    --key <admin key> [--url <index>]
       touchstone maintainer remove <did:key…> --reason <text>     --key <admin key> [--url <index>]
       touchstone maintainer cosign <statement hash>               --key <admin key> [--url <index>]
       touchstone maintainer accept                                --key <account key> [--url <index>]
       touchstone maintainer interests [--organisation <name>] [--related <prv_… or did:key…>=<how>]…
                                       [--category <word>]…        --key <account key> [--url <index>]
       touchstone maintainer flag <thumbprint> --reason <text>     --key <account key> [--url <index>]

  list and show replay the log first, and so does what an administrator signs. accept and interests are signed by whoever
  was appointed, with an account key of a registered participant. interests states all of them anew: what is left out has
  ended. <how> is ${INTEREST_RELATIONS.join(", ")}. After 180 days they are stale, and nobody is drawn by stale
  ones. flag warns readers of somebody's signing key; nothing else follows from it. Where several admins must agree, the
  others cosign within 7 days.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const [name = "list", argument = "", more] = positionals;
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action === undefined || more !== undefined)
      throw new UsageError(`There is no "maintainer ${positionals.join(" ")}".`);
    await action(argument, values, io);
    return EXIT.ok;
  },
};

const ACTIONS: Record<string, Action> = {
  async list(_, values, io) {
    const { state, loggedAt } = await replayIndex(remoteOf(values, io), io);
    const rows = [...state.rows()].flatMap(({ form }) => (form.aggregate === "maintainer" ? [form] : []));
    const known = rows.map((form) => ({
      did: form.did,
      name: participantOf(state, form.did)?.displayName ?? null,
      state: maintainerStateAt(form, loggedAt),
    }));
    if (io.json) io.out(JSON.stringify(known));
    else if (known.length === 0) io.out("This index has no maintainers yet: what people must decide waits.");
    else for (const one of known) io.out(`${one.did}  ${one.name ?? "(not registered)"}\n  ${STATE_WORDS[one.state]}`);
  },

  async show(argument, values, io) {
    const { state, loggedAt } = await replayIndex(remoteOf(values, io), io);
    const form = maintainerOf(state, didOf(argument));
    if (form === undefined) throw new IncompleteError("Nobody with this DID was appointed.");
    if (io.json) io.out(JSON.stringify(form));
    else tellMaintainer(form, maintainerStateAt(form, loggedAt), io);
  },

  async appoint(argument, values, io) {
    const did = didOf(argument);
    const office = await openOffice(values, io);
    if (maintainerOf(office.state, did)?.removedIn === null) throw new UsageError("That one is appointed already.");
    if (participantOf(office.state, did) === undefined && !io.json)
      io.out("This DID is not registered here: it must register before it can accept.");
    const act = { kind: "maintainer.appoint", subject: "index", body: { maintainer: did }, prev: null } as const;
    await actAsAdmin(
      office,
      act,
      `${did} is appointed, and decides nothing before it accepts and states its interests.`,
      io,
    );
  },

  async remove(argument, values, io) {
    const did = didOf(argument);
    if (values.reason === undefined) throw new UsageError("--reason says why, for everybody to read.");
    const office = await openOffice(values, io);
    if (maintainerOf(office.state, did)?.removedIn !== null) throw new UsageError("That one is no maintainer now.");
    const body = { maintainer: did, reason: values.reason };
    const act = { kind: "maintainer.remove", subject: "index", body, prev: null } as const;
    await actAsAdmin(office, act, `${did} is no maintainer any more.`, io);
  },

  cosign: cosignAsAdmin,

  async accept(_, values, io) {
    const acting = await openActing(values, io);
    const act = { kind: "maintainer.accept", subject: acting.account.did, body: {}, prev: null } as const;
    await perform(acting, act, "you decide cases here, once your interests are stated.", io);
  },

  async interests(_, values, io) {
    const body = interestsOf(values);
    const acting = await openActing(values, io);
    const act = { kind: "maintainer.interests", subject: acting.account.did, body, prev: null } as const;
    await perform(acting, act, "these are your interests, fresh for 180 days.", io);
  },

  async flag(thumbprint, values, io) {
    if (!/^[A-Za-z0-9_-]{43}$/.test(thumbprint)) throw new UsageError("Name the key by its thumbprint, 43 letters.");
    const { reason } = values;
    if (reason === undefined) throw new UsageError("--reason says why, for everybody to read.");
    const acting = await openActing(values, io);
    const { owner } = (await acting.remote.get(`api/v1/keys/${thumbprint}`, keySchema)).data.form;
    const act = { kind: "key.flag", subject: owner, body: { thumbprint, reason }, prev: null } as const;
    await perform(acting, act, "readers of the key's owner see that you warn of it.", io);
  },
};

const keySchema = z.object({ data: z.object({ form: z.object({ owner: z.string() }) }) });

const STATE_WORDS: Readonly<Record<MaintainerState, string>> = {
  appointed: "appointed, has not accepted",
  "no-interests": "accepted, has stated no interests: is not drawn",
  ready: "can be drawn",
  stale: "interests are older than 180 days: is not drawn",
  resting: "left a seat empty lately: is not drawn",
  removed: "removed",
};

function tellMaintainer(form: MaintainerForm, state: MaintainerState, io: Io): void {
  const { did, appointedIn, appointedAt, acceptedIn, acceptedAt, removedIn, removedAt, interests, seats } = form;
  io.out(`${did}\n  ${STATE_WORDS[state]}\n  appointed ${appointedAt} (entry ${appointedIn})`);
  if (acceptedIn !== null) io.out(`  accepted ${acceptedAt} (entry ${acceptedIn})`);
  if (removedIn !== null) io.out(`  removed ${removedAt} (entry ${removedIn})`);
  if (interests !== null) {
    const { organisation, related, categories, statedIn, statedAt } = interests;
    io.out(
      `  interests of ${statedAt} (entry ${statedIn}), stale from ${formatInstant(interestsStaleFrom(interests))}`,
    );
    io.out(`    organisation: ${organisation ?? "none"}; own services: ${categories.join(", ") || "none"}`);
    for (const { party, how } of related) io.out(`    ${how} ${party}`);
  }
  io.out(`  seats: ${seats.asked} asked, ${seats.accepted} accepted, ${seats.voted} voted, ${seats.noShow} left empty`);
}

function didOf(argument: string): string {
  const did = parseDid(argument);
  if (did === undefined) throw new UsageError("Name the maintainer by did:key.");
  return did;
}

/** All that is stated; the schema's first complaint in words. Errors: `UsageError`. */
function interestsOf({ organisation, related = [], category = [] }: Values): JsonObject {
  const body = {
    organisation: organisation ?? null,
    related: related.map((pair) => {
      const [party = "", how = ""] = pair.split("=");
      if (parseProviderId(party) === undefined && parseDid(party) === undefined)
        throw new UsageError("--related names a provider (prv_…) or a did:key, then = and how.");
      return { party, how };
    }),
    categories: category,
  };
  const read = maintainerInterestsBody.safeParse(body);
  if (read.success) return body;
  const [first] = complaintsOf(read.error.issues, body);
  throw new UsageError(`${first?.path.join(" ") ?? "interests"}: ${first?.rule ?? "not as they must be."}`);
}
