/** The address of an account. It is given back to its owner alone, and stands in no log line, budget or other table. */

import type { SessionView } from "#lib/contract/accounts.ts";
import {
  type EmailInput,
  type EmailLink,
  type EmailView,
  LINKS_PER_ACCOUNT,
  LINKS_PER_HOUR,
  LINKS_PER_MAILBOX,
} from "#lib/contract/email.ts";
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import { mailboxOf } from "#lib/server/email/mailbox.ts";
import type { PrismaClient } from "../../db/generated/client.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";

const TOKEN_BYTES = 32;
const ROOM_LOCK = 4_711_007;
/** Links that one network address follows in a minute. */
const LINKS_PER_MINUTE = 20;

export async function getEmail(ctx: Ctx, { did }: SessionView): Promise<EmailView> {
  const [row, waiting] = await Promise.all([
    ctx.prisma.emailAddress.findUnique({ where: { did } }),
    ctx.prisma.emailDelivery.count({ where: { did, state: "pending" } }),
  ]);
  if (row === null) return { sends: ctx.sendsEmail, address: null };
  const { address, state, createdAt, confirmedAt } = row;
  return {
    sends: ctx.sendsEmail,
    address: {
      address,
      state: state as NonNullable<EmailView["address"]>["state"],
      created_at: timeOf(createdAt),
      confirmed_at: confirmedAt === null ? null : timeOf(confirmedAt),
      waiting,
    },
  };
}

/**
 * Takes the place of an earlier address, which gets nothing from now on. A mailbox that ended messages hears nothing of it
 * for as long as that is remembered; who asked is not told. Errors: `unavailable`, `rate-limited`.
 */
export async function putEmail(ctx: Ctx, session: SessionView, input: EmailInput): Promise<EmailView> {
  if (!ctx.sendsEmail) throw new ServiceError("unavailable", "This index sends no e-mail.");
  const { did } = session;
  const { address } = input;
  const mailbox = mailboxOf(address);
  const [now, token] = [ctx.clock(), newToken(ctx)];
  const named = {
    address,
    state: "unconfirmed",
    confirmHash: hashOf(token),
    confirmUntil: new Date(addMs(now, DAY_MS)),
    wayOut: newToken(ctx),
    createdAt: new Date(now),
    confirmedAt: null,
  };
  await ctx.prisma.$transaction(async (tx) => {
    // One after the other, so that many requests at once find no more room than one.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ROOM_LOCK})`;
    await requireRoom(tx, now, did, mailbox);
    await tx.emailAddress.upsert({ where: { did }, create: { did, ...named }, update: named });
    await tx.emailDelivery.updateMany({ where: { did, state: "pending" }, data: GIVEN_UP });
    const hasLeft = (await tx.emailDelivery.count({ where: { mailbox, kind: "left" } })) > 0;
    const waits = { state: "pending", content: JSON.stringify({ token }), nextAt: new Date(now) };
    const about = `confirm/${named.confirmHash.slice(0, 16)}`;
    await tx.emailDelivery.create({
      data: { did, mailbox, about, kind: "confirm", createdAt: new Date(now), ...(hasLeft ? GIVEN_UP : waits) },
    });
  });
  await ctx.pool.query("SELECT pg_notify('ts_email', '')");
  return await getEmail(ctx, session);
}

export async function deleteEmail(ctx: Ctx, session: SessionView): Promise<EmailView> {
  await ctx.prisma.$transaction(forgetting(ctx, session.did));
  return await getEmail(ctx, session);
}

/** Needs no session: mail is read where no key is. Errors: `not-found`, `rate-limited`. */
export async function followEmailLink(
  ctx: Ctx,
  { does, token }: EmailLink,
  network: string,
): Promise<"confirmed" | "left"> {
  await ctx.limiter.spend("email-link", network, LINKS_PER_MINUTE);
  if (does === "leave") return await leave(ctx, token);
  const now = new Date(ctx.clock());
  const [confirmHash, fresh] = [hashOf(token), { state: "unconfirmed", confirmUntil: { gt: now } }];
  const { count } = await ctx.prisma.emailAddress.updateMany({
    where: { confirmHash, ...fresh },
    data: { state: "confirmed", confirmedAt: now },
  });
  if (count === 1) return "confirmed";
  const known = await ctx.prisma.emailAddress.findFirst({ where: { confirmHash, state: "confirmed" } });
  if (known !== null) return "confirmed";
  throw new ServiceError(
    "not-found",
    "This link holds no more: it was for 24 hours, or another address took its place.",
  );
}

async function leave(ctx: Ctx, wayOut: string): Promise<"left"> {
  const about = `left/${hashOf(wayOut).slice(0, 16)}`;
  const row = await ctx.prisma.emailAddress.findUnique({ where: { wayOut } });
  // Whoever lost the answer asks again.
  if (row === null && (await ctx.prisma.emailDelivery.count({ where: { about, kind: "left" } })) > 0) return "left";
  if (row === null) throw new ServiceError("not-found", "This link holds no more: the address is not kept here.");
  const { did, address } = row;
  const left = { did, mailbox: mailboxOf(address), kind: "left", createdAt: new Date(ctx.clock()) };
  // Never one without the other: who forgets that a mailbox left would write to it again.
  await ctx.prisma.$transaction([
    ...forgetting(ctx, did),
    ctx.prisma.emailDelivery.createMany({ data: [{ ...left, ...GIVEN_UP, about }], skipDuplicates: true }),
  ]);
  return "left";
}

const GIVEN_UP = { state: "given-up", content: "", nextAt: null } as const;

/** What was sent is remembered by its mailbox: who names an address again and again is still counted. */
function forgetting({ prisma }: Ctx, did: string) {
  return [
    prisma.emailAddress.deleteMany({ where: { did } }),
    prisma.emailDelivery.updateMany({ where: { did, state: "pending" }, data: GIVEN_UP }),
  ];
}

/** Accounts cost nothing: else anybody could let this index write to a stranger, again and again. */
async function requireRoom(
  sql: Pick<PrismaClient, "emailDelivery">,
  now: Instant,
  did: string,
  mailbox: string,
): Promise<void> {
  const within = (span: number) => ({ kind: "confirm", createdAt: { gt: new Date(addMs(now, -span)) } });
  const own = await sql.emailDelivery.count({ where: { ...within(DAY_MS), did } });
  const same = await sql.emailDelivery.count({ where: { ...within(DAY_MS), mailbox } });
  const all = await sql.emailDelivery.count({ where: within(HOUR_MS) });
  if (own < LINKS_PER_ACCOUNT && same < LINKS_PER_MAILBOX && all < LINKS_PER_HOUR) return;
  const isHour = own < LINKS_PER_ACCOUNT && same < LINKS_PER_MAILBOX;
  const detail = isHour
    ? `This index sends at most ${LINKS_PER_HOUR} links an hour.`
    : `At most ${LINKS_PER_ACCOUNT} links a day are sent for an account, and ${LINKS_PER_MAILBOX} to one mailbox.`;
  throw new ServiceError("rate-limited", detail, { retryAfterSeconds: (isHour ? HOUR_MS : DAY_MS) / 1000 });
}

const newToken = (ctx: Ctx): string => base64UrlEncode(ctx.random(TOKEN_BYTES));
const hashOf = (token: string): string => hexEncode(sha256(utf8Encode(token)));
const timeOf = (date: Date): string => formatInstant(asInstant(date.getTime()));
