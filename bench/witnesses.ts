/**
 * How long from a statement's submission until its receipt can be shown with a quorum of witnesses: at 600 appends a
 * second over HTTP, with three witnesses on this machine: `npm run bench -- witnesses [rate] [seconds]`.
 */
import { z } from "zod";
import { openWitnessedCheckpoint } from "#lib/log/quorum.ts";
import { parseWitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { HttpClient, jsonOf } from "../e2e/support/http.ts";
import { Participant, type SignedStatement } from "../e2e/support/participants.ts";
import { Scene } from "../e2e/support/scene.ts";
import { nextLook } from "../e2e/support/until.ts";
import { figure, quantile, Report } from "./support/report.ts";

const RATE = Number(process.argv[2] ?? 600);
const SECONDS = Number(process.argv[3] ?? 20);
const WITNESSES = 3;
const OPERATORS = 100;
/** A statement that finds none free waits, and its wait counts. */
const CONNECTIONS = 400;
const LOOK_MS = 10;
const COVERED_SQL = `
  SELECT count(*) AS signed, count(*) FILTER (WHERE lines = ${WITNESSES}) AS cosigned FROM (
    SELECT size, (SELECT count(DISTINCT vkey) FROM log_cosignature c WHERE c.size = p.size) AS lines
      FROM log_checkpoint p) covered`;
const answerSchema = z.object({ receipt: z.object({ index: z.number() }) });

type Sent = { readonly sentMs: number; readonly answeredMs: number; readonly index: number };

const report = new Report(
  "witnesses",
  "Receipts with their witnesses",
  `${WITNESSES} witnesses, each a process of its own, beside one web process, one sequencer and the database, all on these cores. Heartbeats of ${OPERATORS} operators are submitted at ${RATE} a second for ${SECONDS} s. A statement is *answered* with the 201 and its inclusion proof, and *witnessed* when \`/log/checkpoint\`, read every ${LOOK_MS} ms, first carries the lines of a quorum over a size that holds it.`,
);
const scene = await Scene.open({ demoWitnesses: WITNESSES });
const client = new HttpClient(CONNECTIONS);
const reader = new HttpClient(1);
try {
  await scene.watch.stop();
  const { stack } = scene;
  const policy = parseWitnessPolicy((await client.get(`${stack.url}/log/policy`)).body.toString());
  if (!policy.ok) throw new Error("The policy is malformed.");
  const beats = await enrol();
  const sent: Sent[] = [];
  const heads: { readonly size: number; readonly seenMs: number }[] = [];
  const watching = new AbortController();
  const watch = (async () => {
    let seen = "";
    while (!watching.signal.aborted) {
      await nextLook(LOOK_MS);
      const note = (await reader.get(`${stack.url}/log/checkpoint`)).body.toString();
      if (note === seen) continue;
      seen = note;
      const opened = openWitnessedCheckpoint(note, stack.vkey, policy.value, rawVerify);
      const size = opened.ok && opened.value.isQuorumMet ? opened.value.checkpoint.size : 0;
      if (size > (heads.at(-1)?.size ?? 0)) heads.push({ size, seenMs: performance.now() });
    }
  })();
  const statuses = await submitPaced(beats, sent);
  const last = Math.max(...sent.map(({ index }) => index));
  while ((heads.at(-1)?.size ?? 0) <= last) await nextLook(LOOK_MS);
  watching.abort();
  await watch;

  const answered = sent.map(({ sentMs, answeredMs }) => answeredMs - sentMs);
  const witnessed = sent.map(({ sentMs, answeredMs, index }) => {
    const seenMs = heads.find(({ size }) => size > index)?.seenMs ?? Number.POSITIVE_INFINITY;
    return Math.max(answeredMs, seenMs) - sentMs;
  });
  const row = (name: string, values: readonly number[]) => [
    name,
    ...[0.5, 0.95, 0.99, 1].map((share) => `${figure(quantile(values, share))} ms`),
  ];
  report.table(["", "p50", "p95", "p99", "longest"], [row("answered", answered), row("witnessed", witnessed)]);
  const [covered] = await stack.asOwner<{ cosigned: number; signed: number }>(COVERED_SQL);
  const { cosigned = 0, signed = 0 } = covered ?? {};
  report.note(
    `Of ${figure(signed)} heads that were signed, ${figure(cosigned)} were cosigned by all; the others were superseded.`,
  );
  const rate =
    (sent.length * 1000) /
    (Math.max(...sent.map(({ answeredMs }) => answeredMs)) - Math.min(...sent.map(({ sentMs }) => sentMs)));
  const others = Object.entries(statuses).filter(([status]) => status !== "201");
  report.target(
    "600 appends a second",
    `${figure(rate)}/s, ${others.length} other kinds of answers`,
    rate >= RATE * 0.97,
  );
  const p95 = quantile(witnessed, 0.95);
  report.target("witnessed p95 < 1.5 s", `${figure(p95)} ms`, p95 < 1500);
} finally {
  client.close();
  reader.close();
  await scene.close();
}
report.write();

/** Sends one statement each 1/RATE s, whether or not those before were answered. */
async function submitPaced(next: (at: number) => SignedStatement, sent: Sent[]): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  const statements = Array.from({ length: RATE * SECONDS }, (_, at) => next(at));
  const pending: Promise<void>[] = [];
  const startMs = performance.now();
  for (const [at, statement] of statements.entries()) {
    while (performance.now() < startMs + (at * 1000) / RATE) await nextLook(1);
    pending.push(submit(statement, sent, statuses));
  }
  await Promise.all(pending);
  return statuses;
}

async function submit(statement: SignedStatement, sent: Sent[], statuses: Record<string, number>): Promise<void> {
  const sentMs = performance.now();
  const answer = await client.post(`${scene.stack.url}/api/v1/statements`, statement.bytes);
  statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
  if (answer.status !== 201) return;
  sent.push({ sentMs, answeredMs: performance.now(), index: answerSchema.parse(jsonOf(answer)).receipt.index });
}

/** Registers the operators; answers their heartbeats, one operator after another. */
async function enrol(): Promise<(at: number) => SignedStatement> {
  const operators = await Promise.all(
    Array.from({ length: OPERATORS }, async (_, who) => {
      const operator = new Participant(scene.stack.origin);
      await scene.record(operator.register(`operator ${who}`));
      const provider = operator.registerProvider(`service ${who}`);
      await scene.record(provider);
      return { operator, provider };
    }),
  );
  return (at) => {
    const one = operators[at % OPERATORS];
    if (one === undefined) throw new RangeError("There are no operators.");
    return one.operator.beat(one.provider.id);
  };
}
