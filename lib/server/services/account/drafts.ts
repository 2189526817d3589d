/** Drafts: private, per account, versioned. A change names the version it began from; nothing is ever overwritten blindly. */
import { createHash } from "node:crypto";
import type { DraftInput, DraftView, SessionView } from "#lib/contract/accounts.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import type { Draft } from "../../db/generated/client.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { pseudonymOf } from "../statement/take-submission.ts";
import { hourOf, isRegistered, lockAccount, spendOfHour } from "./shares.ts";

/** `chars`: of a draft's body as canonical JSON. */
const SHARES = {
  registered: { who: "An account", chars: 64 * 1024, drafts: 200, more: "" },
  unknown: {
    who: "A key that is not registered",
    chars: 16 * 1024,
    drafts: 20,
    more: " Registered, it has more room.",
  },
} as const;
/** New drafts of one address in an hour, by all its accounts: what they fill stays. */
const NEW_PER_HOUR = 600;
type Share = (typeof SHARES)[keyof typeof SHARES];

/** Strong validator of a draft's version. */
export function draftTag(draft: { id: string; version: number }): string {
  return `"${draft.id}.${draft.version}"`;
}

/** Last changed first. */
export async function listDrafts(ctx: Ctx, session: SessionView): Promise<DraftView[]> {
  const rows = await ctx.prisma.draft.findMany({
    where: { did: session.did },
    orderBy: [{ updatedAt: "desc" }, { id: "asc" }],
    take: SHARES.registered.drafts,
  });
  return rows.map(viewOf);
}

/** Errors: `not-found`, the same for a draft of somebody else. */
export async function getDraft(ctx: Ctx, session: SessionView, id: string): Promise<DraftView> {
  const row = await ctx.prisma.draft.findFirst({ where: { id, did: session.did } });
  if (row === null) throw noDraft();
  return viewOf(row);
}

/**
 * Keeps a new draft. With an Idempotency-Key its id follows from the key, so that a repeated request finds the draft
 * that the first one made. Errors: `too-large`, `budget` (too many drafts), `rate-limited`,
 * `idempotency-mismatch`.
 */
export async function createDraft(
  ctx: Ctx,
  session: SessionView,
  input: DraftInput,
  { idempotencyKey, address }: { readonly idempotencyKey?: string | undefined; readonly address: string },
): Promise<DraftView> {
  const share = await shareOf(ctx, session);
  const body = bodyText(input, share);
  const id = idempotencyKey === undefined ? freshId(ctx) : idOf(session.did, idempotencyKey);
  const known = await ctx.prisma.draft.findUnique({ where: { id } });
  if (known !== null) return sameOrRefuse(known, input, body);
  const { kind, subject } = input;
  const { did } = session;
  const data = { id, did, kind, subject, body, updatedAt: new Date(ctx.clock()) };
  await ctx.prisma.$transaction(async (tx) => {
    await lockAccount(tx, session);
    if ((await tx.draft.count({ where: { did, id: { not: id } } })) >= share.drafts) {
      const { who, drafts, more } = share;
      throw new ServiceError("budget", `${who} keeps at most ${drafts} drafts. Throw one away first.${more}`);
    }
    await spendOfHour(ctx, tx, {
      bucket: `drafts:${pseudonymOf(address, hourOf(ctx), ctx.secret)}`,
      most: NEW_PER_HOUR,
      detail: `This address may begin ${NEW_PER_HOUR} drafts an hour, all its accounts together.`,
    });
    await tx.draft.createMany({ data: [data], skipDuplicates: true });
  });
  const row = await ctx.prisma.draft.findFirst({ where: { id, did: session.did } });
  if (row === null) throw noDraft();
  return sameOrRefuse(row, input, body);
}

/**
 * Errors: `precondition` (428 without If-Match; 412 when the version moved, unless this very change moved it), `not-found`,
 * `too-large`.
 */
export async function updateDraft(
  ctx: Ctx,
  session: SessionView,
  id: string,
  input: DraftInput,
  ifMatch: string | undefined,
): Promise<DraftView> {
  const body = bodyText(input, await shareOf(ctx, session));
  const current = await getDraft(ctx, session, id);
  // Whoever lost the answer sends it again, and finds it done.
  const { kind, subject, version } = current;
  const isDone = kind === input.kind && subject === input.subject && canonicalText(current.body as JsonValue) === body;
  if (isDone && ifMatch === draftTag({ id, version: version - 1 })) return current;
  requireVersion(current, ifMatch);
  const { count } = await ctx.prisma.draft.updateMany({
    where: { id, did: session.did, version },
    data: {
      kind: input.kind,
      subject: input.subject,
      body,
      version: version + 1,
      updatedAt: new Date(ctx.clock()),
    },
  });
  if (count === 0) throw changed();
  return getDraft(ctx, session, id);
}

/** Errors: as `updateDraft`. */
export async function deleteDraft(
  ctx: Ctx,
  session: SessionView,
  id: string,
  ifMatch: string | undefined,
): Promise<DraftView> {
  const current = await getDraft(ctx, session, id);
  requireVersion(current, ifMatch);
  const { count } = await ctx.prisma.draft.deleteMany({ where: { id, did: session.did, version: current.version } });
  if (count === 0) throw changed();
  return current;
}

function requireVersion(current: DraftView, ifMatch: string | undefined): void {
  if (ifMatch === undefined) {
    throw new ServiceError("precondition", "Send If-Match with the draft's ETag.", { status: 428 });
  }
  if (ifMatch !== draftTag(current)) throw changed();
}

function sameOrRefuse(row: Draft, input: DraftInput, body: string): DraftView {
  // A draft that was changed since is still the one that this key made.
  const same = row.kind === input.kind && row.subject === input.subject && row.body === body;
  if (row.version > 1 || same) return viewOf(row);
  throw new ServiceError("idempotency-mismatch", "This Idempotency-Key was used for another draft.");
}

async function shareOf(ctx: Ctx, session: SessionView): Promise<Share> {
  return (await isRegistered(ctx, session)) ? SHARES.registered : SHARES.unknown;
}

function bodyText(input: DraftInput, { who, chars, more }: Share): string {
  // Canonical text escapes NUL, which PostgreSQL refuses in text; the body came through the strict parser.
  const text = canonicalText(input.body as JsonValue);
  if (text.length > chars) {
    const detail = `${who} keeps drafts of at most ${chars} characters, as canonical JSON.${more}`;
    throw new ServiceError("too-large", detail, { errors: [{ pointer: "/body", detail }] });
  }
  return text;
}

function freshId(ctx: Ctx): string {
  return `drf_${base64UrlEncode(ctx.random(16))}`;
}

function idOf(did: string, idempotencyKey: string): string {
  return `drf_${createHash("sha256").update(`${did}\n${idempotencyKey}`).digest("base64url").slice(0, 22)}`;
}

function viewOf(row: Draft): DraftView {
  const body: DraftView["body"] = JSON.parse(row.body);
  const { id, kind, subject, version } = row;
  return { id, kind, subject, body, version, updated_at: formatInstant(asInstant(row.updatedAt.getTime())) };
}

function noDraft(): ServiceError {
  return new ServiceError("not-found", "This account has no draft with that id.");
}

function changed(): ServiceError {
  return new ServiceError("precondition", "The draft was changed elsewhere since you read it. Read it again.");
}
