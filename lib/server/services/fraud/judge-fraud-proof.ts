/** Judges a proof of fraud by this index's own trust, with its own entries where a proof against it leaves them out. */
import type { Check } from "#lib/kernel/checks.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { parsePromise } from "#lib/log/promise.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { encodeFraudProof, type FraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { byteaOf } from "../state/projected-forms.ts";
import { headOfLogProof, type LogProof, MOST_ENTRIES, readOwnBundle, readOwnEntries, trustFor } from "./case-of.ts";
import type { FraudJudgement } from "./fraud-judge.ts";

/** What needs no log takes no time worth a thread, and what fails without the log does not wait for one. */
export async function judgeFraudProof(
  ctx: Ctx,
  bytes: Uint8Array,
  proof: FraudProof,
  by: string,
): Promise<FraudJudgement> {
  const trust = await trustFor(ctx, proof);
  if (!("archive" in proof)) return verifyFraudProof(bytes, { ...trust, raw: rawVerify });
  const bare = encodeFraudProof({ ...proof, archive: null });
  const cheap = verifyFraudProof(bare, { ...trust, raw: rawVerify });
  if (cheap.checks.some(({ name, outcome }) => name !== "log" && outcome !== "pass" && outcome !== "not-run"))
    return cheap;
  const isOwn = proof.origin === ctx.origin;
  const head = headOfLogProof(proof);
  if (head === undefined) return cheap;
  if (isOwn && (await isKeptPromise(ctx, proof, head))) return ending(cheap, INCLUDED);
  const said = isOwn && "receipt" in proof && (await isOwnHead(ctx, head)) ? proof.receipt.index : undefined;
  const known = said === undefined ? undefined : ctx.fraudJudge.found(said);
  if (known !== undefined) return ending(cheap, known);
  if (proof.archive === null) refuseTooLong(proof, head.size, isOwn);
  const judged = await ctx.fraudJudge.judge(by, async () => {
    const parts = isOwn && proof.kind === "wrong-verdict" ? { parts: await readOwnBundle(ctx, proof) } : {};
    if (proof.archive !== null) return { bytes, ...trust, ...parts };
    return { bytes, ...trust, ...parts, log: { origin: proof.origin, leaves: await readOwnEntries(ctx, head.size) } };
  });
  if (said !== undefined) ctx.fraudJudge.remember(said, judged);
  return judged;
}

/** Whether this log is as it signed that head: then what an entry below it says is true or false once and for all. */
async function isOwnHead(ctx: Ctx, { size, root }: Checkpoint): Promise<boolean> {
  const { rowCount } = await ctx.pool.query("SELECT 1 FROM log_checkpoint WHERE size = $1 AND root = $2", [
    size,
    Buffer.from(root),
  ]);
  return rowCount !== 0;
}

/** Not the sender's fault, and nothing against the proof. */
function refuseTooLong({ kind }: LogProof, size: number, isOwn: boolean): void {
  const most = MOST_ENTRIES[kind];
  if (isOwn && size <= most) return;
  const limit = isOwn ? `it reads at most ${most} of its own for this kind` : "it does not hold that log";
  const inside = isOwn ? "" : " If file and log fit into 750 KiB, send them as one.";
  const detail = `What could be checked holds, but it needs the first ${size} entries, and this index cannot judge that here: ${limit}.${inside} Judge it with \`touchstone verify --log\` beside an archive of the log.`;
  throw new ServiceError("too-large", detail);
}

/** Whether the promised statement stands in our own history below that head, which answers without reading the log. */
async function isKeptPromise(ctx: Ctx, proof: LogProof, { size, root }: Checkpoint): Promise<boolean> {
  const promise = proof.kind === "unmet-promise" ? parsePromise(parseNote(proof.promise)?.text ?? "") : undefined;
  if (promise?.ok !== true) return false;
  const { rowCount } = await ctx.pool.query(
    `SELECT 1 FROM log_entry e, log_checkpoint c
      WHERE e.statement_hash = $1 AND e.index < c.size AND c.size = $2 AND c.root = $3`,
    [byteaOf(promise.value.statementHash), size, Buffer.from(root)],
  );
  return rowCount !== 0;
}

const INCLUDED: Check = {
  name: "absence",
  outcome: "fail",
  reason: "included",
  detail: "The statement is in the log.",
};

/** What showed without the log, and the last check, which needs it no more. */
function ending(cheap: FraudJudgement, last: Check): FraudJudgement {
  const checks = cheap.checks.map((check): Check => {
    if (check.name === last.name) return last;
    return check.name === "log" ? { name: "log", outcome: "not-run" } : check;
  });
  return { ok: false, verdict: "unproven", checks };
}
