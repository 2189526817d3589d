/**
 * Signed answers: web hands a question over in a table, since it holds no key. What is signed is computed here, from the
 * read tables, by the verbs that web answers with; nothing that web says is signed but the question itself.
 */
import type { Logger } from "pino";
import { ENDPOINTS } from "#lib/contract/endpoints.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { isJsonObject, type JsonValue } from "#lib/kernel/json.ts";
import type { Sign } from "#lib/server/crypto/key-on-file.ts";
import { connectionConfig, makePool } from "#lib/server/db/pool.ts";
import { newTileCache } from "#lib/server/log-store/read-nodes.ts";
import { Doorbell } from "#lib/server/sequencer/doorbell.ts";
import type { AnswerRefusal } from "#lib/server/services/answer/answer-queue.ts";
import { answerOf } from "#lib/server/services/answer/answers.ts";
import { type Asked, isSignedId, type SignedId } from "#lib/server/services/answer/signed-question.ts";
import type { ReadCtx } from "#lib/server/services/context.ts";
import { LogFollower } from "#lib/server/services/log/log-follower.ts";
import { isServiceError, ServiceError } from "#lib/server/services/service-error.ts";
import { StateRootCache } from "#lib/server/services/state/state-root-cache.ts";
import { ANSWER_MAX_BYTES, sealAnswer } from "#lib/statement/signed-answer.ts";
import { isKeyInForce } from "./key-in-force.ts";

export type AnswerSigner = { readonly origin: Origin; readonly did: Did; readonly sign: Sign };

export type Answering = {
  /** A question waits. */
  readonly ring: () => void;
  readonly stop: () => Promise<void>;
  /** By which it reads. */
  readonly ctx: ReadCtx;
};

/** A notification may be lost with its connection. */
const LOOK_EVERY_MS = 1_000;
const PER_TURN = 16;
/** Twice as long as anybody waits for an answer: what is older was left behind by a web process that ended. */
const FORGOTTEN_AFTER_MS = 10_000;

/** Begins to answer. A database that is away is waited for. `lookEveryMs`: how often it looks without a ring; preset: 1 s. */
export function startAnswering(
  databaseUrl: string,
  signer: AnswerSigner,
  log: Logger,
  lookEveryMs = LOOK_EVERY_MS,
): Answering {
  const pool = makePool({ url: databaseUrl, name: "touchstone-worker answers", max: 3 });
  pool.on("connect", (client) => client.on("error", () => undefined));
  const listen = connectionConfig({ url: databaseUrl, name: "touchstone-worker answers-listen" });
  const follower = new LogFollower({ sql: pool, listen, monotonicMs: () => performance.now() });
  const ctx: ReadCtx = {
    ...{ pool, follower, origin: signer.origin },
    ...{ tiles: newTileCache(), stateRoots: new StateRootCache() },
  };
  const bell = new Doorbell();
  let isStopping = false;
  const work = async () => {
    await follower.start();
    while (!isStopping) {
      const count = await answerWaiting(ctx, signer, log).catch((error: unknown) => {
        log.warn({ event: "answers-away", err: error }, "Answers cannot be signed now");
        return 0;
      });
      if (count === 0 && !isStopping) await bell.wait(lookEveryMs);
    }
  };
  const done = work();
  return {
    ctx,
    ring: () => bell.ring(),
    stop: async () => {
      isStopping = true;
      bell.ring();
      await done;
      await follower.stop();
      await pool.end();
    },
  };
}

type Row = { readonly id: string; readonly endpoint: string; readonly params: string; readonly query: string };

/** One turn: those that have waited longest; resolves to how many there were. */
async function answerWaiting(ctx: ReadCtx, signer: AnswerSigner, log: Logger): Promise<number> {
  await ctx.pool.query(
    "DELETE FROM answer_request WHERE received_at_ms < (extract(epoch FROM clock_timestamp()) * 1000)::bigint - $1",
    [FORGOTTEN_AFTER_MS],
  );
  const { rows } = await ctx.pool.query<Row>(
    "SELECT id, endpoint, params, query FROM answer_request WHERE outcome IS NULL ORDER BY id LIMIT $1",
    [PER_TURN],
  );
  const isInForce = rows.length > 0 && (await isKeyInForce(ctx.pool, "answer", (did) => did === signer.did));
  for (const row of rows) {
    const { outcome, answer } = isInForce ? await decide(ctx, row, signer, log) : REPLACED;
    // Of two workers the first answers.
    await ctx.pool.query("UPDATE answer_request SET outcome = $2, answer = $3 WHERE id = $1 AND outcome IS NULL", [
      row.id,
      outcome,
      answer,
    ]);
    await ctx.pool.query("SELECT pg_notify('ts_head', $1)", [`signed:${row.id}`]);
  }
  return rows.length;
}

async function decide(ctx: ReadCtx, row: Row, signer: AnswerSigner, log: Logger) {
  try {
    return { outcome: "signed", answer: await signedAnswer(ctx, row, signer) };
  } catch (error) {
    if (isServiceError(error)) return refusal(error.code, { detail: error.message, errors: error.errors });
    // The others are not made to wait for one that fails.
    log.error({ event: "answer-failed", endpoint: row.endpoint, err: error }, "A question could not be answered");
    return refusal("unavailable", { detail: "This answer could not be computed.", errors: [] });
  }
}

const refusal = (code: string, words: AnswerRefusal) => ({ outcome: code, answer: JSON.stringify(words) });

const REPLACED = refusal("unavailable", {
  detail: "The log names another answer key than the one that signs here: the index must be started with that key.",
  errors: [],
});

async function signedAnswer(ctx: ReadCtx, { endpoint, params, query }: Row, signer: AnswerSigner): Promise<string> {
  if (!isSignedId(endpoint)) throw new ServiceError("not-found", "Answers to this question are not signed.");
  const asked: Asked = { params: textsOf(params), query: textsOf(query) };
  const { as_of, ...answer } = await answerOf(ctx, endpoint, asked);
  // Read after the answer: never a head that it does not stand under.
  const { checkpoint } = await ctx.follower.know();
  if (checkpoint === undefined) throw new ServiceError("unavailable", "The log has signed no head yet.");
  const bytes = sealAnswer(
    {
      origin: signer.origin,
      request: { path: pathOf(endpoint, asked.params), query: { ...asked.query } },
      asOf: { size: as_of.size, time: as_of.time },
      answer: objectOf(answer),
      checkpoint,
    },
    signer.did,
    signer.sign,
  );
  if (bytes.length > ANSWER_MAX_BYTES)
    throw new ServiceError("too-large", `A signed answer has at most ${ANSWER_MAX_BYTES} bytes: ask for fewer rows.`);
  return utf8Decode(bytes) ?? "";
}

function textsOf(text: string): Record<string, string> {
  return Object.fromEntries(Object.entries(objectOf(JSON.parse(text))).map(([name, value]) => [name, String(value)]));
}

/** As JSON carries it: what is undefined is not there. */
function objectOf(value: unknown) {
  const json: JsonValue = JSON.parse(JSON.stringify(value));
  if (!isJsonObject(json)) throw new TypeError("Not an object.");
  return json;
}

function pathOf(id: SignedId, params: Asked["params"]): string {
  return ENDPOINTS[id].path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
}
