/** Webhooks of an account. The address is its own secret: it is given back to its owner alone and logged nowhere. */
import type { SessionView } from "#lib/contract/accounts.ts";
import { MOST_WEBHOOKS, TESTS_PER_HOUR } from "#lib/contract/follow-limits.ts";
import type { DeliveryView, WebhookInput, WebhooksAnswer, WebhookView } from "#lib/contract/follows.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { testMessage } from "#lib/server/alerts/keep-alerts.ts";
import { verificationKeyOf } from "#lib/server/alerts/sign-message.ts";
import { isPublicAddress } from "#lib/server/fetch/network-guard.ts";
import { STRANGERS } from "#lib/server/fetch/reach.ts";
import { spelledAddress } from "#lib/server/fetch/resolver.ts";
import type { Webhook, WebhookDelivery } from "../../db/generated/client.ts";
import { isRegistered, lockAccount, spendOfHour } from "../account/shares.ts";
import type { Ctx } from "../context.ts";
import { keysInForce } from "../service/keys-in-force.ts";
import { refuse, ServiceError } from "../service-error.ts";

/** Deliveries that are shown of each. */
const SHOWN = 20;
/** Webhooks of all keys together that nobody registered: each is written to for every alert of what its account follows. */
const MOST_OF_UNKNOWN = 300;
/** Of the lock under which those are counted. */
const UNKNOWN_LOCK = 0x3eb400;

type Transaction = Pick<Ctx["prisma"], "webhook" | "webhookDelivery" | "$executeRaw" | "$queryRaw">;
type WithDeliveries = Webhook & { readonly deliveries: readonly WebhookDelivery[] };
const NEWEST = { deliveries: { orderBy: { seq: "desc" }, take: SHOWN } } as const;

export async function listWebhooks(ctx: Ctx, session: SessionView): Promise<WebhooksAnswer> {
  const rows = await ctx.prisma.webhook.findMany({
    where: { did: session.did },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: NEWEST,
  });
  return { data: rows.map(viewOf), verification_key: verificationKeyOf((await keysInForce(ctx)).answerKey) };
}

/** Keeps the address and sends a test; the same address again gives the webhook that is there. Errors: `schema`, `budget`. */
export async function createWebhook(ctx: Ctx, session: SessionView, input: WebhookInput): Promise<WebhookView> {
  const url = requireUrl(input.url);
  const known = await ctx.prisma.webhook.findUnique({ where: { did_url: { did: session.did, url } }, include: NEWEST });
  if (known !== null) return viewOf(known);
  const isKnown = await isRegistered(ctx, session);
  const data = {
    id: `whk_${base64UrlEncode(ctx.random(16))}`,
    did: session.did,
    url,
    state: "unconfirmed",
    createdAt: new Date(ctx.clock()),
  };
  const id = await ctx.prisma.$transaction(async (tx) => {
    await requireRoom(tx, session, url, isKnown);
    await tx.webhook.createMany({ data: [data], skipDuplicates: true });
    const row = await tx.webhook.findUniqueOrThrow({ where: { did_url: { did: session.did, url } } });
    await putTest(ctx, tx, session, row.id);
    return row.id;
  });
  await ring(ctx);
  return await getWebhook(ctx, session, id);
}

/** Holds until the transaction ends. Errors: `budget`. */
async function requireRoom(tx: Transaction, session: SessionView, url: string, isKnown: boolean): Promise<void> {
  if (isKnown) await lockAccount(tx, session);
  else await tx.$executeRaw`SELECT pg_advisory_xact_lock(${UNKNOWN_LOCK})`;
  if ((await tx.webhook.count({ where: { did: session.did, url: { not: url } } })) >= MOST_WEBHOOKS)
    throw new ServiceError("budget", `An account has at most ${MOST_WEBHOOKS} webhooks. Remove one first.`);
  if (isKnown) return;
  const [unknown] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM webhook WHERE NOT EXISTS (
      SELECT 1 FROM aggregate_version WHERE key = 'participant:' || webhook.did AND to_size IS NULL)`;
  if ((unknown?.count ?? 0) < MOST_OF_UNKNOWN) return;
  const detail = `Keys that are not registered have at most ${MOST_OF_UNKNOWN} webhooks here, all together. Registered, this one has ${MOST_WEBHOOKS} of its own.`;
  throw new ServiceError("budget", detail);
}

/** What waits for it is dropped. Errors: `not-found`, the same for somebody else's. */
export async function deleteWebhook(ctx: Ctx, session: SessionView, id: string): Promise<WebhooksAnswer> {
  const { count } = await ctx.prisma.webhook.deleteMany({ where: { id, did: session.did } });
  if (count === 0) throw noWebhook();
  return await listWebhooks(ctx, session);
}

/** Errors: `not-found`, `rate-limited`. */
export async function testWebhook(ctx: Ctx, session: SessionView, id: string): Promise<WebhookView> {
  await getWebhook(ctx, session, id);
  await ctx.prisma.$transaction((tx) => putTest(ctx, tx, session, id));
  await ring(ctx);
  return await getWebhook(ctx, session, id);
}

/** Errors: `not-found`; `guard` for what was not given up, and while the webhook takes nothing. */
export async function redeliver(ctx: Ctx, session: SessionView, id: string, delivery: string): Promise<WebhookView> {
  const webhook = await getWebhook(ctx, session, id);
  if (webhook.state !== "active")
    throw new ServiceError("guard", "The webhook takes nothing now. Send a test first; one that is taken wakes it.");
  const known = await ctx.prisma.webhookDelivery.findFirst({ where: { id: delivery, webhookId: id } });
  if (known === null) throw new ServiceError("not-found", "This webhook has no delivery with that id.");
  const { count } = await ctx.prisma.webhookDelivery.updateMany({
    where: { id: delivery, webhookId: id, state: "given-up", kind: { not: "test" } },
    data: { state: "pending", attempts: 0, nextAt: new Date(ctx.clock()) },
  });
  // Whoever lost the answer asks again: then it waits already.
  const waits = known.kind !== "test" && known.state === "pending";
  if (count === 0 && !waits) throw new ServiceError("guard", "Only an alert that was given up is sent again.");
  await ring(ctx);
  return await getWebhook(ctx, session, id);
}

async function getWebhook(ctx: Ctx, session: SessionView, id: string): Promise<WebhookView> {
  const row = await ctx.prisma.webhook.findFirst({ where: { id, did: session.did }, include: NEWEST });
  if (row === null) throw noWebhook();
  return viewOf(row);
}

/** A test is counted with being kept: none is sent uncounted, and none is counted that is not sent. */
async function putTest(ctx: Ctx, tx: Transaction, { did }: SessionView, webhookId: string): Promise<void> {
  // Accounts cost nothing, and a test goes wherever its owner says: few of them.
  await spendOfHour(ctx, tx, {
    bucket: `webhook-test:${did}`,
    most: TESTS_PER_HOUR,
    detail: `An account sends at most ${TESTS_PER_HOUR} tests an hour.`,
  });
  const at = new Date(ctx.clock());
  const id = `msg_${base64UrlEncode(ctx.random(16))}`;
  const data = {
    id,
    webhookId,
    kind: "test",
    body: testMessage(ctx.clock()),
    state: "pending",
    createdAt: at,
    nextAt: at,
  };
  await tx.webhookDelivery.create({ data });
}

/** As far as it can be told from the text: where a name leads is judged at each try. */
function requireUrl(text: string): string {
  const url = new URL(text);
  const refused = (detail: string) => refuse({ code: "schema", pointer: "/url", detail });
  if (url.protocol !== "https:") throw refused("A webhook's address begins with https://.");
  if (`${url.username}${url.password}` !== "") throw refused("A webhook's address names no user and no password.");
  if (url.hash !== "") throw refused("A webhook's address has no part behind #: it would not be sent.");
  if (!STRANGERS.mayAsk(url)) throw refused("A webhook's port is 443, or 1024 and above.");
  const spelled = spelledAddress(url);
  if (spelled !== undefined && !isPublicAddress(spelled)) throw refused("That address is not a public one.");
  return url.href;
}

async function ring(ctx: Ctx): Promise<void> {
  await ctx.pool.query("SELECT pg_notify('ts_webhook', '')");
}

function viewOf({ id, url, state, createdAt, deliveries }: WithDeliveries): WebhookView {
  return {
    id,
    url,
    state: state as WebhookView["state"],
    created_at: timeOf(createdAt),
    deliveries: deliveries.map(deliveryOf),
  };
}

function deliveryOf(row: WebhookDelivery): DeliveryView {
  return {
    id: row.id,
    alert: row.alertId,
    kind: row.kind as DeliveryView["kind"],
    state: row.state as DeliveryView["state"],
    attempts: row.attempts,
    outcome: row.outcome as DeliveryView["outcome"],
    status: row.status,
    created_at: timeOf(row.createdAt),
    next_at: row.nextAt === null ? null : timeOf(row.nextAt),
  };
}

const timeOf = (date: Date): string => formatInstant(asInstant(date.getTime()));

const noWebhook = () => new ServiceError("not-found", "This account has no webhook with that id.");
