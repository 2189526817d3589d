/** `touchstone members`: who may act in an account's name, how many keys must agree, and signatures under proposals. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { parseDid, parseProviderId, parseStatementHash, type StatementHash } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { MEMBER_SCOPES } from "#lib/statement/organisation-bodies.ts";
import { ACTING_OPTIONS, type Acting, openActing, perform, revealed } from "../acting-key.ts";
import { type Command, EXIT, type Io, UsageError } from "../command.ts";

type Options = { scopes?: string | undefined; providers?: string | undefined; until?: string | undefined };
type Action = (acting: Acting, argument: string, options: Options, io: Io) => Promise<void>;

const proposalsSchema = z.object({
  data: z.array(
    z.object({
      statement: z.string(),
      form: z.object({
        kind: z.string(),
        lapsesAt: z.string(),
        consents: z.array(z.object({ of: z.string(), needed: z.number(), signers: z.array(z.string()) })),
      }),
    }),
  ),
});

export const members: Command = {
  summary: "members of an account, its threshold, and proposals that wait for signatures",
  usage: `touchstone members list                           --key <label>
       touchstone members grant <did:key…> --scopes ${MEMBER_SCOPES.join(",")} --providers all|<prv_…,…> --until <day or time> --key <account key>
       touchstone members revoke <did:key…>              --key <account key>
       touchstone members threshold <1-16>               --key <account or spare key> [--account <did:key…>]
       touchstone members proposals                      --key <label>
       touchstone members cosign <statement hash>        --key <account key>`,
  async run(args, io) {
    const text = { type: "string" } as const;
    const options = { ...ACTING_OPTIONS, scopes: text, providers: text, until: text };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [name = "list", argument = ""] = positionals;
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action === undefined) throw new UsageError(`There is no "members ${name}".`);
    await action(await openActing(values, io), argument, values, io);
    return EXIT.ok;
  },
};

const ACTIONS: Record<string, Action> = {
  async list({ account }, _, __, io) {
    if (io.json) io.out(JSON.stringify({ threshold: account.threshold, members: account.members }));
    else {
      io.out(`${account.displayName}: ${account.threshold} of its account keys must agree.`);
      for (const { did, scopes, providers, until } of account.members)
        io.out(
          `${did}\n  ${scopes.join(", ")}; ${providers === "all" ? "all providers" : providers.join(", ")}; until ${until}`,
        );
    }
  },

  async grant(acting, argument, { scopes, providers, until }, io) {
    const member = memberOf(argument);
    const body = {
      member,
      scopes: scopesOf(scopes),
      providers: providersOf(providers),
      until: formatInstant(endOf(until)),
    };
    await say(acting, "member.grant", body, `${member} may act in the name of ${acting.account.displayName}.`, io);
  },

  async revoke(acting, argument, _, io) {
    const member = memberOf(argument);
    await say(acting, "member.revoke", { member, ...revealed(acting) }, `${member} has no rights any more.`, io);
  },

  async threshold(acting, argument, _, io) {
    if (!/^([1-9]|1[0-6])$/.test(argument)) throw new UsageError("The threshold is a number from 1 to 16.");
    const { account } = acting;
    const prev = account.slots.participant as StatementHash;
    const body = { threshold: Number(argument), ...revealed(acting) };
    const says = `${argument} of the account keys must agree from now on.`;
    await perform(acting, { kind: "participant.update", subject: account.did, prev, body }, says, io);
  },

  async proposals({ remote, account }, _, __, io) {
    const path = `api/v1/proposals?state=open&limit=200&of=${encodeURIComponent(account.did)}`;
    const { data } = await remote.get(path, proposalsSchema);
    if (io.json) io.out(JSON.stringify(data));
    else if (data.length === 0) io.out("No proposal waits for signatures.");
    else
      for (const { statement, form } of data) {
        const signed = form.consents.map(({ signers, needed }) => `${signers.length} of ${needed}`).join(", ");
        io.out(`${statement}\n  ${form.kind}, signed by ${signed}, until ${form.lapsesAt}`);
      }
  },

  async cosign(acting, argument, _, io) {
    const statement = parseStatementHash(argument);
    if (statement === undefined) throw new UsageError("Name the proposal by its statement hash.");
    const act = { kind: "cosign", subject: `stmt:${statement}`, prev: null, body: { statement } } as const;
    await perform(acting, act, "signed. It takes effect with the last signature.", io);
  },
};

async function say(
  acting: Acting,
  kind: "member.grant" | "member.revoke",
  body: Parameters<typeof perform>[1]["body"],
  says: string,
  io: Io,
): Promise<void> {
  const { did, slots } = acting.account;
  await perform(acting, { kind, subject: did, prev: slots.member as StatementHash | null, body }, says, io);
}

function memberOf(text: string): string {
  const did = parseDid(text);
  if (did === undefined) throw new UsageError("Name the member by did:key.");
  return did;
}

function scopesOf(text = ""): string[] {
  const scopes = text.split(",");
  const unknown = scopes.find((name) => !MEMBER_SCOPES.some((scope) => scope === name));
  if (unknown !== undefined) throw new UsageError(`--scopes are ${MEMBER_SCOPES.join(", ")}, separated by commas.`);
  return scopes;
}

function providersOf(text = ""): "all" | string[] {
  if (text === "all") return "all";
  const ids = text.split(",");
  if (ids.some((id) => parseProviderId(id) === undefined))
    throw new UsageError("--providers is all, or provider ids separated by commas.");
  return ids;
}

/** A day ends with it; a time is taken as it stands. */
function endOf(text = ""): Instant {
  const end = parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59.999Z` : text);
  if (end === undefined)
    throw new UsageError("--until is a day or a time, such as 2027-06-30 or 2027-06-30T10:00:00.000Z.");
  return end;
}
