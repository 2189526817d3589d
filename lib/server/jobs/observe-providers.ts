/**
 * Looks at providers by itself: proofs of name wherever a domain is claimed, everything else by declared consent. What
 * counts is said by the index's statement key; every look is remembered, so that a restart asks nobody twice.
 */
import type { Random } from "#lib/kernel/clock.ts";
import type { Origin, ProviderId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonObject } from "#lib/kernel/json.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { type LookMeans, look, type Outcome, ping, placesOf } from "#lib/server/observer/looks.ts";
import {
  endRequest,
  type Remembered,
  readObservedProviders,
  readProbes,
  readRemembered,
  readRequested,
  recordProbe,
  remember,
} from "#lib/server/observer/observation-store.ts";
import { isNews, nextLook, probeBodyOf, probeState } from "#lib/server/observer/summarise.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { nameRecord, type ObservationType, type ProviderObservationBody } from "#lib/statement/observations.ts";
import { isOnItsWay, readNewestForm, type Speaker, type StatementSigner, submitOwn } from "./own-statement.ts";

/** Looks under way together, and in one run: a run ends within minutes even when nobody answers. */
const AT_ONCE = 8;
const MOST_IN_A_RUN = 160;

export type ObserverOptions = LookMeans & {
  readonly signer: StatementSigner;
  readonly random: Random;
  readonly signal: AbortSignal;
};

type Task = {
  readonly provider: ProviderForm;
  readonly type: ObservationType;
  readonly place: string;
  readonly before: Remembered | undefined;
};

const NOTHING_SAID = { said: null, saidAt: null };

/** Takes every look that is due; answers how many statements came of it. Nothing while the index signs nothing. */
export async function observeProviders(sql: Sql, options: ObserverOptions, now: Instant): Promise<number> {
  const speaker = await speakerOf(sql, options, now);
  if (speaker === undefined) return 0;
  const requested = await readRequested(sql);
  const tasks = await dueTasks(sql, requested, speaker.now, now);
  // Wishes first: somebody waits for them.
  const waiting = tasks.sort((a, b) => rank(b, requested) - rank(a, requested)).slice(0, MOST_IN_A_RUN);
  const wished = new Map([...requested].map((id) => [id, waiting.filter(({ provider }) => provider.id === id).length]));
  for (const [id, count] of wished) if (count === 0) await endRequest(sql, id);
  let said = 0;
  const work = async () => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      if (await take(sql, options, speaker, task, now)) said += 1;
      const left = (wished.get(task.provider.id) ?? 0) - 1;
      wished.set(task.provider.id, left);
      if (left === 0) await endRequest(sql, task.provider.id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return said;
}

const rank = ({ provider }: Task, requested: ReadonlySet<string>) => (requested.has(provider.id) ? 1 : 0);

async function dueTasks(sql: Sql, requested: ReadonlySet<string>, logTime: Instant, now: Instant): Promise<Task[]> {
  const known = await readRemembered(sql);
  const providers = await readObservedProviders(sql);
  return providers.flatMap((provider) =>
    [...placesOf(provider, logTime)].flatMap(([type, place]): Task[] => {
      const before = known.get(provider.id)?.get(type);
      const isDue = before === undefined || before.place !== place || before.nextAt <= now;
      return isDue || requested.has(provider.id) ? [{ provider, type, place, before }] : [];
    }),
  );
}

async function take(sql: Sql, options: ObserverOptions, speaker: Speaker, task: Task, now: Instant): Promise<boolean> {
  const { provider, type, place } = task;
  // Another place is another matter: what was said of the first is no memory of the second.
  const before = task.before?.place === place ? task.before : undefined;
  const told = before ?? NOTHING_SAID;
  const { outcome, text, body } = await seen(sql, options, task, told, now);
  const isMiss = outcome !== "found" || provesAnother(body, provider.id, speaker.signer.origin);
  const misses = isMiss ? (before?.misses ?? 0) + 1 : 0;
  const isNew = body !== undefined && isNews(told, text, outcome, now);
  // Whoever ended between saying it and noting that has said it.
  const stands = isNew ? await saidInLog(sql, provider, body, text, now) : undefined;
  const says = isNew && stands === undefined && (await say(sql, speaker, provider, body));
  await remember(sql, provider.id, type, {
    ...{ place, outcome, misses, lookedAt: now, nextAt: addMs(now, nextLook(type, misses)) },
    ...(says ? { said: text, saidAt: now } : { said: told.said, saidAt: told.saidAt, ...stands }),
  });
  return says;
}

/** What the log says of it last, when that is the same and less than a day old. */
async function saidInLog(
  sql: Sql,
  { id }: ProviderForm,
  { type }: ProviderObservationBody,
  text: string,
  now: Instant,
): Promise<{ readonly said: string; readonly saidAt: Instant } | undefined> {
  const { rows } = await sql.query<{ leaf: Buffer; logged_at_ms: string }>(
    `SELECT e.leaf, r.logged_at_ms FROM entry_row r JOIN log_entry e USING (index)
      WHERE r.subject = $1 AND r.kind = 'peer.observation' AND r.status = 'effective' AND r.logged_at_ms > $2
        AND position($3 IN e.leaf) > 0 ORDER BY r.index DESC LIMIT 1`,
    [id, now - DAY_MS, Buffer.from(`"type":"${type}"`)],
  );
  const [last] = rows;
  const entry = last && parseEntry(new Uint8Array(last.leaf));
  if (last === undefined || entry?.ok !== true) return undefined;
  const isSame = textOf(entry.value.parsed.statement.body as unknown as ProviderObservationBody) === text;
  return isSame ? { said: text, saidAt: asInstant(Number(last.logged_at_ms)) } : undefined;
}

/** Of probes only what they come to: their numbers are others each time. */
const textOf = (body: ProviderObservationBody): string =>
  body.type === "probe" ? body.state : canonicalText(body as unknown as JsonObject);

/** Somebody who set up a proof for another provider or log will soon set up the right one. */
function provesAnother(body: ProviderObservationBody | undefined, id: ProviderId, log: Origin): boolean {
  if (body?.type !== "name-dns" && body?.type !== "name-file") return false;
  return body.record !== nameRecord(id, log);
}

type Seen = { readonly outcome: Outcome; readonly text: string; readonly body: ProviderObservationBody | undefined };

/** What a look brings, and the text by which a change is told from more of the same. */
async function seen(
  sql: Sql,
  options: ObserverOptions,
  { provider, type, place }: Task,
  told: Pick<Remembered, "saidAt">,
  now: Instant,
): Promise<Seen> {
  if (type !== "probe") {
    const subject = { id: provider.id, log: options.signer.origin };
    const body = await look({ type, place }, subject, options, options.signal);
    return { outcome: body.outcome, text: textOf(body), body };
  }
  const latencyMs = await ping(place, options, options.signal);
  await recordProbe(sql, provider.id, { at: now, latencyMs });
  const [first, ...rest] = await readProbes(sql, provider.id, Math.max(told.saidAt ?? 0, now - DAY_MS));
  const newest = await readProbes(sql, provider.id, now - DAY_MS);
  const state = probeState(newest);
  const outcome = state === "answers" ? "found" : "no-answer";
  if (first === undefined || state === undefined) return { outcome, text: "", body: undefined };
  return { outcome, text: state, body: probeBodyOf(place, state, [first, ...rest]) };
}

/** False when the same was said a moment ago and is not logged yet. */
async function say(sql: Sql, speaker: Speaker, { id }: ProviderForm, body: ProviderObservationBody): Promise<boolean> {
  if (await isOnItsWay(sql, [`"subject":"${id}"`, `"type":"${body.type}"`])) return false;
  await submitOwn(sql, speaker, { kind: "peer.observation", subject: id, body: body as unknown as JsonObject });
  return true;
}

async function speakerOf(
  sql: Sql,
  { signer, random }: ObserverOptions,
  receivedAt: Instant,
): Promise<Speaker | undefined> {
  const head = await readHead(sql);
  const index = await readNewestForm(sql, "index");
  if (head.health !== "ok" || index?.aggregate !== "index") return undefined;
  return { signer, random, issuer: index.issuer, now: head.now, receivedAt };
}
