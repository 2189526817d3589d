/** `POST /api/v1/statements`: the order of the checks is the protocol's (docs/protocol, "Append path"), cheap before dear. */
import type { Included, Promised } from "#lib/contract/statements.ts";
import { complaintsAbout } from "#lib/disclosure/check-body.ts";
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { isWeakKey } from "#lib/kernel/ed25519.ts";
import type { Did, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { isReserved } from "#lib/state/control.ts";
import { effectOf } from "#lib/state/effect-of.ts";
import { participantOf, publicKeyByThumbprint, type StateView, thumbprintOfDid } from "#lib/state/view.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import {
  checkStatementSignature,
  type ParsedStatement,
  signerKeyOf,
  type UnsignedStatement,
} from "#lib/statement/envelope.ts";
import { pointerOf } from "#lib/statement/schema-refusal.ts";
import { parseSubmission, type Submission } from "#lib/statement/submission.ts";
import type { Ctx } from "../context.ts";
import { isDatabaseAway } from "../database-away.ts";
import { readIncluded } from "../log/read-included.ts";
import { refuse, ServiceError } from "../service-error.ts";
import { byteaOf } from "../state/projected-forms.ts";
import type { Spent } from "./address-limiter.ts";
import { budgetsOf, shareOf } from "./budgets.ts";
import { publicEvidence, reportedEvidence, requireNoSecret } from "./reported-evidence.ts";
import { PLACES, voidReason } from "./void-words.ts";

/** How long a client waits for inclusion before it gets a promise instead. */
export const WAIT_MS = 2000;
const RETRY_SECONDS = 5;

export type Submitted =
  | { readonly kind: "included"; readonly included: Included }
  | { readonly kind: "promised"; readonly promised: Promised };

/**
 * Spends one request of the address's minute. Before the body is read, so that a flood costs nothing; apart from
 * `submitStatement` for that reason.
 */
export async function admitAddress(ctx: Ctx, address: string): Promise<Spent> {
  const budgets = await ctx.forms.ask(budgetsOf);
  return ctx.limiter.spend("statements", address, budgets.addressPerMinute);
}

/** Errors: `ServiceError` with the first rule that the submission breaks, and the place. Nothing is stored then. */
export async function submitStatement(ctx: Ctx, bytes: Uint8Array, address: string): Promise<Submitted> {
  const submission = parse(ctx, bytes);
  const { hash } = submission.parsed;
  const known = await findKnown(ctx, hash);
  if (known === "new") {
    await requireSignature(ctx, submission.parsed);
    await requireAuthority(ctx, submission.parsed);
    const shown = publicEvidence(submission);
    requireNoSecret(shown, ctx.logClock());
    const evidence = reportedEvidence(submission, shown);
    await requireOpenLog(ctx);
    await take(ctx, submission, { address, evidence });
  } else if (known !== "waiting") {
    return { kind: "included", included: known };
  }
  return awaitInclusion(ctx, hash);
}

function parse(ctx: Ctx, bytes: Uint8Array): Submission {
  const submission = parseSubmission(bytes);
  if (!submission.ok) throw refuse(submission.error);
  const { log } = submission.value.parsed.statement;
  if (log === ctx.origin) return submission.value;
  throw refuse({
    code: "wrong-log",
    pointer: "/log",
    detail: `This log is ${ctx.origin}; the statement names another.`,
  });
}

/** The same statement has the same receipt for ever, whatever became of its key since. */
async function findKnown(ctx: Ctx, hash: StatementHash): Promise<Included | "waiting" | "new"> {
  const standing = await ctx.intake.standingOf(hash);
  if (standing !== "logged") return standing;
  const included = (await readIncluded(ctx.pool, [hash], ctx.tiles)).get(hash);
  // Logged but not yet signed or not yet projected: as good as waiting.
  return included !== undefined && included.effect !== null ? included : "waiting";
}

async function requireSignature(ctx: Ctx, parsed: ParsedStatement): Promise<void> {
  const { statement } = parsed;
  const issuerKey = publicKeyOfDid(statement.issuer);
  if (issuerKey === undefined || isWeakKey(issuerKey)) {
    throw refuse({ code: "weak-key", pointer: "/issuer", detail: "The issuer's key is refused by TS-Ed25519/1." });
  }
  const publicKey = await ctx.forms.ask((view) =>
    signerKeyOf(statement, (thumbprint) => publicKeyByThumbprint(view, thumbprint)),
  );
  if (publicKey === undefined) {
    throw refuse({
      code: "no-authority",
      pointer: "/key",
      detail: "No signing key with this thumbprint is known: it is neither the issuer's own key nor one in the log.",
    });
  }
  if (isWeakKey(publicKey)) {
    throw refuse({ code: "weak-key", pointer: "/key", detail: "The signing key is refused by TS-Ed25519/1." });
  }
  if (checkStatementSignature(parsed, publicKey, rawVerify)) return;
  throw refuse({
    code: "bad-signature",
    pointer: "/signature",
    detail: "The signature does not hold for these bytes under the key that `key` names.",
  });
}

/**
 * A courtesy: the fold decides at the entry's index. Refusing here spares the sender a void entry. While nothing happens the head's time
 * stands still, and the entry would be dated by the clock.
 */
async function requireAuthority(ctx: Ctx, parsed: ParsedStatement): Promise<void> {
  const at = asInstant(Math.max(await ctx.follower.logTime(), ctx.logClock()));
  const effect = await ctx.forms.ask((view) => effectOf(view, parsed.statement, at));
  if (effect.status === "effective") return;
  const place = effect.code === "guard" ? placeInDisclosure(parsed.statement, at) : undefined;
  const detail = place?.detail ?? voidReason(parsed.statement.kind, effect.code);
  throw refuse({ code: effect.code, pointer: place?.pointer ?? PLACES[effect.code] ?? "", detail });
}

/** The field and the rule, where a disclosure's dates are what its guard refuses. */
function placeInDisclosure(
  { kind, body }: UnsignedStatement,
  at: Instant,
): { pointer: string; detail: string } | undefined {
  const types: readonly DisclosureType[] = Object.values(DISCLOSURES);
  const type = types.find((one) => kind === `disclosure.${one.type}`);
  const [complaint] = type === undefined ? [] : complaintsAbout(type, body, at);
  return complaint && { pointer: `/body${pointerOf(complaint.path)}`, detail: complaint.rule };
}

/** A log that may not sign takes nothing new: a promise that cannot be kept is a lie. Reads go on. */
async function requireOpenLog(ctx: Ctx): Promise<void> {
  const { head } = await ctx.follower.know();
  if (head.health === "ok") return;
  throw new ServiceError(
    "unavailable",
    `The index takes no statements at the moment (${head.health}). Reading goes on.`,
    {
      retryAfterSeconds: RETRY_SECONDS,
    },
  );
}

type Sender = { readonly address: string; readonly evidence: Bundle | undefined };

async function take(ctx: Ctx, submission: Submission, { address, evidence }: Sender): Promise<void> {
  const { parsed, parts } = submission;
  const receivedAt = ctx.logClock();
  const { issuer } = parsed.statement;
  const { limits, registered, isReserve } = await ctx.forms.ask((view: StateView) => ({
    limits: budgetsOf(view),
    registered: participantOf(view, issuer) !== undefined,
    isReserve: isSignedInReserve(view, parsed.statement),
  }));
  const keyOf = (thumbprint: string) => ctx.forms.ask((view) => publicKeyByThumbprint(view, thumbprint as Thumbprint));
  const share = registered ? "other" : await shareOf(submission, evidence, keyOf);
  const statement = { hash: parsed.hash, bytes: parsed.bytes, parts, receivedAt };
  await ctx.intake.take({ statement, spender: { issuer, registered, isReserve, address, share }, limits });
}

/** By the issuer's spare or recovery key; that it is one of them and no other that names itself, the form says. */
function isSignedInReserve(view: StateView, { issuer, key, body }: UnsignedStatement): boolean {
  const participant = participantOf(view, issuer);
  const { publicKey } = body;
  if (participant === undefined || typeof publicKey !== "string") return false;
  return thumbprintOfDid(publicKey as Did) === key && isReserved(participant, publicKey as Did);
}

async function awaitInclusion(ctx: Ctx, hash: StatementHash): Promise<Submitted> {
  const waited = ctx.waiter.wait(hash, WAIT_MS);
  ctx.bell.ring();
  const included = (await waited) ?? (await readIncluded(ctx.pool, [hash], ctx.tiles).catch(stillWaiting)).get(hash);
  if (included !== undefined) return { kind: "included", included };
  const promise = await findPromise(ctx, hash).catch((error: unknown) => {
    if (isDatabaseAway(error)) return undefined;
    throw error;
  });
  if (promise !== undefined) return { kind: "promised", promised: { promise } };
  throw new ServiceError(
    "unavailable",
    "The statement is kept and waits for the sequencer, which is away. Send it again for the receipt: it is recorded once.",
    { retryAfterSeconds: RETRY_SECONDS },
  );
}

function stillWaiting(error: unknown): Map<StatementHash, Included> {
  if (isDatabaseAway(error)) return new Map();
  throw error;
}

/** The signed promise for a statement that the sequencer has seen in the inbox. */
export async function findPromise(ctx: Ctx, hash: StatementHash): Promise<string | undefined> {
  const { rows } = await ctx.pool.query<{ note: string }>("SELECT note FROM promise WHERE statement_hash = $1", [
    byteaOf(hash),
  ]);
  return rows[0]?.note;
}
