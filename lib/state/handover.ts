/**
 * What follows when a provider is handed over, computed from its form before anybody signs; and what became of an offer.
 * The rules themselves are the reducers of `reducers/provider-sides.ts`.
 */
import { isArmedAt, SUSPENDED_AFTER_MS } from "#lib/disclosure/heartbeat.ts";
import { clocksOfIncident, incidentsOf } from "#lib/disclosure/incident-clocks.ts";
import { lifeOf, stalenessAt } from "#lib/disclosure/staleness.ts";
import { addMs, formatInstant, HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import type { ProposalForm, ProviderForm } from "./forms.ts";
import { isDomainProven, isNameProven } from "./name-proofs.ts";
import { TRANSFER_NOTICE_MS } from "./reducers/provider-sides.ts";

/** `ends`: with the entry that completes it. `passes`: is the new operator's from then on. `stays`: with the provider. */
export type HandoverPoint = { readonly effect: "ends" | "passes" | "stays"; readonly text: string };

/** In the order in which a person should read it: what ends, what becomes the other's, what stays. */
export function handoverPoints(provider: ProviderForm, now: Instant): HandoverPoint[] {
  const { provenBy, observe, keys, disclosures, heartbeat, links } = provider;
  const points: (HandoverPoint | false)[] = [
    ends("The right to sign for it: of the present operator, its members and the disclosure keys that it published."),
    provenBy.length > 0 &&
      ends(
        `${count(provenBy.length, "proof")} of its name by key, since ${provenBy.length === 1 ? "it names" : "they name"} the present operator.${
          isDomainProven(provider, now) ? "" : " From that entry on its name is unproven."
        }`,
      ),
    observe && ends("The consent that this index looks at its API, its security.txt and its key directory."),
    passes(dueSentence(provider, now)),
    heartbeat !== null && isArmedAt(heartbeat, now) && passes(beatSentence(heartbeat.last.loggedAt)),
    openIncidents(provider, now),
    keys.length > 0 &&
      passes(
        `${count(keys.length, "signing key")} in its directory: keys for responses and tokens stay in force until the new operator ends them.`,
      ),
    stays(
      `Everything in the log: its id, every entry${heldWords(Object.keys(disclosures).length)}, marked as signed by an earlier operator.`,
    ),
    provenBy.length === 0 &&
      isNameProven(provider, now) &&
      stays("The proof of its name by its domain, while the domain says so."),
    links.length > 0 &&
      stays(`${count(links.length, "link")} to other providers: either side ends one that is no longer true.`),
    disclosures.windup_notice !== undefined && stays("The notice that it closes, with its last days."),
  ];
  return points.filter((point) => point !== false);
}

const ends = (text: string): HandoverPoint => ({ effect: "ends", text });
const passes = (text: string): HandoverPoint => ({ effect: "passes", text });
const stays = (text: string): HandoverPoint => ({ effect: "stays", text });

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;

function heldWords(disclosures: number): string {
  if (disclosures === 0) return "";
  return `, ${count(disclosures, "disclosure")} with ${disclosures === 1 ? "its" : "their"} versions and gaps`;
}

function dueSentence({ disclosures }: ProviderForm, now: Instant): string {
  const lives = Object.values(disclosures).map(lifeOf);
  const stale = lives.filter((life) => ["stale", "long-stale"].includes(stalenessAt(life, now))).length;
  const next = lives
    .flatMap((life) => (life?.until != null && life.until > now ? [life.until] : []))
    .sort((a, b) => a - b)[0];
  const first = next === undefined ? "" : `; the first renewal is due on ${formatInstant(next).slice(0, 10)}`;
  return `Every renewal, and every gap that a late one leaves${first}.${stale === 0 ? "" : ` ${stale} of them ${stale === 1 ? "is" : "are"} stale already.`}`;
}

function beatSentence(last: string): string {
  const beat = parseInstant(last);
  const hours = SUSPENDED_AFTER_MS / HOUR_MS;
  const until =
    beat === undefined
      ? ""
      : `, at ${formatInstant(addMs(beat, SUSPENDED_AFTER_MS)).slice(0, 16).replace("T", " ")} UTC at the earliest`;
  return `Its armed heartbeat: ${hours} hours of silence suspend it${until}.`;
}

function openIncidents({ disclosures }: ProviderForm, now: Instant): HandoverPoint | false {
  const isOpen = ({ state }: { state: string }) => state === "running" || state === "overdue";
  const open = incidentsOf(disclosures).filter((incident) => clocksOfIncident(incident, now).some(isOpen)).length;
  return open > 0 && passes(`The reports and action items of ${count(open, "incident")}.`);
}

/** `announced`: a handover in its first 72 hours, in which the last signature would be void. */
export type OfferState = "announced" | "open" | "overtaken" | "lapsed" | "carried";

/** From when on a handover can take effect; undefined for a link, which can at once. */
export function offerOpensAt({ kind, proposedAt }: Pick<ProposalForm, "kind" | "proposedAt">): Instant | undefined {
  const offered = kind === "provider.transfer" ? parseInstant(proposedAt) : undefined;
  return offered === undefined ? undefined : addMs(offered, TRANSFER_NOTICE_MS);
}

/** What became of an offered transfer or link; `provider`: the one that it is about. */
export function offerStateAt(
  offer: Pick<ProposalForm, "state" | "proposedAt" | "lapsesAt" | "proposed" | "kind">,
  provider: Pick<ProviderForm, "slots"> | undefined,
  now: Instant,
): OfferState {
  const { state, lapsesAt, proposed, kind } = offer;
  if (state === "carried") return "carried";
  const end = parseInstant(lapsesAt);
  if (state === "lapsed" || proposed === null || end === undefined || now >= end) return "lapsed";
  // A transfer names the statement before it: whatever changed the provider since has withdrawn it.
  const isOvertaken =
    kind === "provider.transfer" && provider !== undefined && proposed.prev !== provider.slots.provider;
  if (isOvertaken) return "overtaken";
  const opens = offerOpensAt(offer);
  return opens !== undefined && now < opens ? "announced" : "open";
}

/**
 * Whether an offer, as somebody hands it over, is the one that its hash names: a cosignature covers only the hash, so who
 * shows another act under it would have that one signed.
 */
export function isOfferGenuine({ proposed, statement, kind, subject, issuer }: ProposalForm): boolean {
  if (proposed === null || statementHash(proposed) !== statement) return false;
  return proposed.kind === kind && proposed.subject === subject && proposed.issuer === issuer;
}
