/** `touchstone providers transfer|withdraw|offers|accept|link|unlink`: acts that take the signatures of two operators. */
import { z } from "zod";
import { type Did, parseDid, parseStatementHash } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { ProposalForm } from "#lib/state/forms.ts";
import { handoverPoints, isOfferGenuine, type OfferState, offerOpensAt, offerStateAt } from "#lib/state/handover.ts";
import { LINK_RELATIONS } from "#lib/statement/bodies.ts";
import type { Acting } from "../acting-key.ts";
import { IncompleteError, UsageError } from "../command.ts";
import { type Action, nameWarnings, type Options, providerIdIn, readProvider, sign } from "./provider-options.ts";

const proposalsSchema = z.object({ data: z.array(z.object({ form: z.record(z.string(), z.unknown()) })) });
const participantSchema = z.object({ data: z.object({ form: z.object({ displayName: z.string() }) }) });
const EFFECTS = { ends: "ends", passes: "passes on", stays: "stays" } as const;

export const HANDOVER_ACTIONS: Readonly<Record<string, Action>> = {
  async transfer(acting, argument, options, io) {
    const before = await readProvider(acting, argument);
    const to = parseDid(options.to ?? "");
    if (to === undefined) throw new UsageError("--to is the did:key of the new operator.");
    const { displayName } = await participant(acting, to);
    const act = { kind: "provider.transfer", subject: before.id, prev: before.slots.provider, body: { to } } as const;
    const says = `${before.name} is offered to ${displayName} (${to}). It can be signed there from 72 hours on, within 7 days; "touchstone providers withdraw ${before.id}" takes it back.`;
    await sign(acting, act, { says, warns: consequences(before) }, options, io);
  },

  async withdraw(acting, argument, options, io) {
    const before = await readProvider(acting, argument);
    // Whatever changes the provider ends its open offers; saying its name again changes nothing else.
    const body = { name: before.name };
    const act = { kind: "provider.update", subject: before.id, prev: before.slots.provider, body } as const;
    await sign(acting, act, { says: `Every open offer of ${before.name} is void.` }, options, io);
  },

  async offers(acting, _, __, io) {
    const offers = await openOffers(acting);
    if (io.json) return io.out(JSON.stringify(offers));
    if (offers.length === 0) return io.out("Nothing waits for signatures.");
    for (const offer of offers) {
      const { statement, kind, issuer, subject, lapsesAt, consents } = offer;
      const form = await readProvider(acting, subject);
      const state = offerStateAt(offer, form, asInstant(Date.now()));
      const signed = consents.map(({ of, signers, needed }) => `${signers.length} of ${needed} by ${of}`).join(", ");
      const what = kind === "provider.link" ? "link of" : "handover of";
      io.out(
        `${statement}\n  ${what} ${form.name} (${form.id}) by ${issuer}\n  ${state}, until ${lapsesAt}; signed: ${signed}`,
      );
    }
  },

  async accept(acting, argument, options, io) {
    const statement = parseStatementHash(argument);
    if (statement === undefined) throw new UsageError("Name the offer by its statement hash.");
    const offer = (await openOffers(acting)).find((one) => one.statement === statement);
    if (offer === undefined) throw new IncompleteError("No such offer waits for this account.");
    const before = await readProvider(acting, offer.subject);
    requireOpen(offerStateAt(offer, before, asInstant(Date.now())), offer);
    if (!isOfferGenuine(offer))
      throw new IncompleteError("Nothing was signed: the index shows another offer than the one that this hash names.");
    const isLink = offer.kind === "provider.link";
    const warns = [
      ...(isLink ? [JSON.stringify(offer.proposed?.body)] : consequences(before)),
      ...(await nameWarnings(acting, before.name, before.id)),
    ];
    const says = isLink
      ? "signed. The link stands with the last signature."
      : `signed. With the last signature ${before.name} is yours.`;
    const act = { kind: "cosign", subject: `stmt:${statement}`, prev: null, body: { statement } } as const;
    await sign(acting, act, { says, warns }, options, io);
  },

  async link(acting, argument, options, io) {
    const { act, isOwn, names } = await linkAct(acting, argument, options, {});
    const waits = isOwn ? "" : " It stands when the other operator has signed it, within 7 days.";
    await sign(acting, act, { says: `${names}: ${options.relation}.${waits}` }, options, io);
  },

  async unlink(acting, argument, options, io) {
    const { act, names } = await linkAct(acting, argument, options, { ended: true });
    await sign(acting, act, { says: `${names}: ${options.relation} no more, on both pages.` }, options, io);
  },
};

function requireOpen(state: OfferState, offer: ProposalForm): void {
  const opens = offerOpensAt(offer);
  if (state === "overtaken") throw new IncompleteError("This offer was withdrawn: the provider changed since.");
  if (state === "announced" && opens !== undefined)
    throw new IncompleteError(`This offer can take effect from ${formatInstant(opens)} on. Sign it then.`);
  if (state !== "open") throw new IncompleteError("This offer has lapsed.");
}

async function linkAct(acting: Acting, argument: string, options: Options, end: { ended?: true }) {
  const relation = LINK_RELATIONS.find((each) => each === options.relation);
  if (relation === undefined) throw new UsageError(`--relation is ${LINK_RELATIONS.join(", ")}.`);
  const [one, other] = [
    await readProvider(acting, argument),
    await readProvider(acting, providerIdIn(options.other ?? "")),
  ];
  const body = { other: other.id, relation, ...end };
  const act = { kind: "provider.link", subject: one.id, prev: null, body } as const;
  return { act, isOwn: one.operator === other.operator, names: `${one.name} and ${other.name}` };
}

async function openOffers({ remote, account }: Acting): Promise<ProposalForm[]> {
  const read = async (wish: string) => {
    const path = `api/v1/proposals?state=open&limit=200&${wish}=${encodeURIComponent(account.did)}`;
    return (await remote.get(path, proposalsSchema)).data.map(({ form }) => form as unknown as ProposalForm);
  };
  const all = [...(await read("of")), ...(await read("issuer"))];
  const offers = all.filter(({ kind }) => kind === "provider.transfer" || kind === "provider.link");
  return [...new Map(offers.map((offer) => [offer.statement, offer])).values()];
}

async function participant({ remote }: Acting, did: Did): Promise<{ displayName: string }> {
  return (await remote.get(`api/v1/participants/${encodeURIComponent(did)}`, participantSchema)).data.form;
}

/** What follows, a line each, before anything is signed. */
function consequences(form: Parameters<typeof handoverPoints>[0]): string[] {
  return handoverPoints(form, asInstant(Date.now())).map(({ effect, text }) => `${EFFECTS[effect]}: ${text}`);
}
