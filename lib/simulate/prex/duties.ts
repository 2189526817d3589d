/** What providers publish over the years, each as diligently as it is. */
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, DAY_MS, formatInstant, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { DisclosureName } from "#lib/statement/disclosures/all.ts";
import { formatTicks, ticksOfInstant } from "#lib/statement/ledger/ticks.ts";
import type { Person, Provider, Script } from "./script.ts";

/** A line of a price list. */
export type Price = {
  readonly service: string;
  readonly unit: string;
  readonly per1000: string;
  /** Day from which it holds. */
  readonly from: number;
  readonly noticeDays?: number;
};

export function publish(script: Script, provider: Provider, type: DisclosureName, at: Instant, body: object): void {
  const head = { version: 1, effectiveAt: formatInstant(at) };
  script.say(at, provider.operator.identity, `disclosure.${type}`, provider.id, { ...head, ...body });
}

/** Days of the world from `from` to before `until`, `every` apart. */
export function daysBetween(from: number, until: number, every: number): number[] {
  const count = Math.max(0, Math.ceil((until - from) / every));
  return Array.from({ length: count }, (_, nth) => from + nth * every);
}

/** An hour of the day that is the provider's own, so that not everybody speaks at noon. */
function hourOf({ id }: Provider, type: string): number {
  const [byte = 0] = sha256(utf8Encode(`${id} ${type}`));
  return 8 + (byte / 256) * 9;
}

type Life = { readonly from: number; readonly until: number };
type Renewal = { readonly days: number; readonly every: number };

/** A disclosure that is renewed every so many days, and good for `days`. */
export function renew(
  script: Script,
  provider: Provider,
  type: DisclosureName,
  { from, until, days, every }: Life & Renewal,
  body: (day: number, at: Instant, nth: number) => object,
): void {
  const hour = hourOf(provider, type);
  for (const [nth, day] of daysBetween(from, until, every).entries()) {
    const at = script.at(day, hour);
    publish(script, provider, type, at, { expiresAt: formatInstant(addMs(at, days * DAY_MS)), ...body(day, at, nth) });
  }
}

export type About = {
  readonly legalName?: string;
  readonly form?: string;
  readonly jurisdiction: string;
  readonly licence?: { readonly regime: string; readonly licence: string };
};

export function identity(
  script: Script,
  provider: Provider,
  life: Life,
  { legalName, form, jurisdiction, licence }: About,
): void {
  const who = legalName === undefined ? { anonymous: true } : { legalName, ...(form && { form }) };
  const regulation = licence === undefined ? { status: "none-by-choice" } : { status: "licensed", ...licence };
  renew(script, provider, "identity", { ...life, days: 395, every: 360 }, () => ({ ...who, jurisdiction, regulation }));
}

export function contacts(script: Script, provider: Provider, life: Life): void {
  const { domain } = provider;
  renew(script, provider, "contacts", { ...life, days: 395, every: 350 }, () => ({
    roles: [
      { role: "support", alias: `mailto:support@${domain}` },
      { role: "complaints", alias: `https://${domain}/complaints` },
    ],
    securityContact: `mailto:security@${domain}`,
  }));
}

/** What a list says from a day on: each line with the day from which its price holds, which may lie ahead. */
export type PriceVersion = { readonly day: number; readonly lines: readonly Price[] };

/** A version on each of its days, and between them one every so many days, each good for 180. `versions`: oldest first. */
export function prices(
  script: Script,
  provider: Provider,
  until: number,
  versions: readonly PriceVersion[],
  every = 168,
): void {
  const hour = hourOf(provider, "fees");
  for (const [nth, { day: from, lines }] of versions.entries())
    for (const day of daysBetween(from, Math.min(versions[nth + 1]?.day ?? until, until), every)) {
      const at = script.at(day, hour);
      publish(script, provider, "fees", at, {
        expiresAt: formatInstant(addMs(at, 180 * DAY_MS)),
        lines: priceLines(script, lines),
      });
    }
}

function priceLines(script: Script, lines: readonly Price[]): JsonObject[] {
  return lines.map(({ service, unit, per1000, from, noticeDays = 14 }) => ({
    ...{ service, unit, pricePer1000: per1000, currency: "EUR", from: formatInstant(script.at(from, 0)), noticeDays },
  }));
}

export function software(script: Script, provider: Provider, life: Life): void {
  renew(script, provider, "software", { ...life, days: 90, every: 84 }, (day, _, nth) => ({
    name: `prex 2.${3 + nth}.0`,
    repository: `https://git.example/${provider.domain.split(".")[0]}/prex`,
    commit: hexEncode(sha256(utf8Encode(`${provider.id} ${day}`))).slice(0, 40),
  }));
}

export function dependency(script: Script, provider: Provider, life: Life, hosts: readonly string[]): void {
  renew(script, provider, "dependency", { ...life, days: 118, every: 112 }, () => ({
    hosts,
    custodians: ["none: own keys"],
  }));
}

export function windupPlan(script: Script, provider: Provider, life: Life): void {
  renew(script, provider, "windup_plan", { ...life, days: 395, every: 360 }, () => ({
    trigger: "Reserves below 105 % of what is owed for 7 days, or the operator's decision.",
    orderOfPayment: ["Customers' balances", "Services' settlements", "Everyone else"],
    dataExport: "Each account can download its ledger until 90 days after the last withdrawal.",
    noticeDays: 45,
  }));
}

export function audit(script: Script, provider: Provider, life: Life, auditor: string): void {
  renew(script, provider, "audit", { ...life, days: 395, every: 360 }, (_, at) => ({
    auditor,
    standard: "Agreed procedures",
    scope: "Custody, withdrawals, and the ledger of balances. Keys were in scope.",
    coversKeys: true,
    period: { from: formatInstant(addMs(at, -395 * DAY_MS)), to: formatInstant(addMs(at, -35 * DAY_MS)) },
    findings: { high: 0, medium: 1, low: 3 },
  }));
}

/** Beats are armed with the third, a day apart; then as rare as can be, and in the end as a careful operator sends them. */
export function heartbeat(
  script: Script,
  provider: Provider,
  { from, until }: Life,
  {
    denseFrom,
    silences = [],
  }: { readonly denseFrom: number; readonly silences?: readonly (readonly [from: number, to: number])[] },
): void {
  const hour = hourOf(provider, "heartbeat");
  const beat = (day: number) => {
    const body = { cadenceHours: 24, softwareVersion: "prex 2.4.0", armed: true };
    publish(script, provider, "heartbeat", script.at(day, hour), body);
  };
  for (const day of [from, from + 1, from + 2]) beat(day);
  let day = from + 2;
  for (;;) {
    day += day < denseFrom ? 2.9 : 1.95;
    const silence = silences.find(([begins, ends]) => day >= begins && day < ends);
    if (silence !== undefined) day = silence[1];
    if (day >= until) return;
    beat(day);
  }
}

/** A digest of its ledger every sixty days, of the database that was made a month before. */
export function ledgerDigests(script: Script, provider: Provider, life: Life, forkOn?: number): void {
  const label = provider.domain.split(".")[0] ?? "ledger";
  const series = {
    ledger: "azure-sql",
    server: `${label}-sql`,
    database: "balances",
    createdAt: formatTicks(ticksOfInstant(script.at(life.from - 30, 0))),
  };
  const days = daysBetween(life.from, life.until, 60);
  for (const [nth, day] of days.entries()) {
    const at = script.at(day, 6);
    const digest = (block: number, salt: string) =>
      JSON.stringify({
        database_name: "balances",
        block_id: block,
        hash: `0x${hexEncode(sha256(utf8Encode(`${provider.id} block ${block}${salt}`))).toUpperCase()}`,
        last_transaction_commit_time: formatTicks(ticksOfInstant(addMs(at, -2 * MINUTE_MS))),
        digest_time: formatTicks(ticksOfInstant(addMs(at, -MINUTE_MS))),
      });
    const storage = {
      location: `https://${label}.blob.example/digests`,
      immutability: "time-based-locked",
      retentionDays: 1095,
    };
    const first = nth === 0 ? { storage } : {};
    const isFork = forkOn !== undefined && day >= forkOn && (days[nth - 1] ?? 0) < forkOn;
    const block = 1_000 * (isFork ? nth : nth + 1);
    publish(script, provider, "database_ledger_digest", at, {
      series,
      digest: digest(block, isFork ? " rewritten" : ""),
      ...first,
    });
  }
}

/** What an instance owes on a day and what share of it is held, in EUR cents. */
export type Balance = { readonly owed: number; readonly percent: number };

/**
 * Liabilities and reserves of one instant every ten days, four before they would end. `checkers`: users one of whom checks each epoch; none: nobody
 * does.
 */
export function solvency(
  script: Script,
  provider: Provider,
  life: Life,
  balanceOn: (day: number) => Balance,
  checkers: readonly Person[],
): void {
  const hour = hourOf(provider, "solvency");
  let last = 0;
  for (const [nth, day] of daysBetween(life.from, life.until, 10).entries()) {
    const at = script.at(day, hour);
    const { owed, percent } = balanceOn(day);
    const total = Math.floor(owed);
    const held = Math.floor((total * percent) / 100);
    const root = hexEncode(sha256(utf8Encode(`${provider.id} epoch ${nth + 1}`)));
    const both = { at: formatInstant(at), unit: "EUR", decimals: 2 };
    const expiresAt = formatInstant(addMs(at, 14 * DAY_MS));
    const [fees, expired] = [Math.floor(total / 900), Math.floor(total / 20_000)];
    const deposits = Math.floor(total / 9) + Math.max(0, total - last);
    const flows = {
      deposits: `${deposits}`,
      withdrawals: `${deposits - (total - last) - fees - expired}`,
      ...{ fees: `${fees}`, expired: `${expired}`, settlements: "0" },
    };
    const leafCount = 40 + Math.floor(total / 20_000);
    publish(script, provider, "liabilities", at, {
      ...{ expiresAt, ...both, epoch: nth + 1, root, total: `${total}`, leafCount, pendingWithdrawals: "0" },
      height: heightOf(leafCount),
      ...(nth === 0 ? {} : { flows }),
    });
    last = total;
    const address = `0x${hexEncode(sha256(utf8Encode(`${provider.id} address`)))}`;
    publish(script, provider, "reserves", addMs(at, 10 * MINUTE_MS), {
      ...{ expiresAt, ...both, total: `${held}`, ownToken: "0", otherDebts: { status: "none" } },
      assets: [{ chain: "sui", address, asset: "USDC", quantity: `${held * 10_000}`, value: `${held}` }],
    });
    const checker = checkers[nth % Math.max(1, checkers.length)];
    if (checker === undefined) continue;
    const checked = addMs(at, (nth % 5) * 60 * MINUTE_MS + 95 * MINUTE_MS);
    script.say(checked, checker.identity, "solvency.check", provider.id, { epoch: nth + 1, root, result: "verified" });
  }
}

/** Of the smallest tree with a place for every account. */
function heightOf(leafCount: number): number {
  let height = 0;
  while (2 ** height < leafCount) height += 1;
  return height;
}
