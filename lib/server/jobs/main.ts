/** The worker's process: holds the index's statement key and the answer key, runs until it is told to stop. */
import { randomBytes } from "node:crypto";
import { parseOrigin } from "#lib/kernel/ids.ts";
import { machineClock, processClock } from "#lib/platform/node-clock.ts";
import { ReplayHost } from "#lib/platform/node-replay-host.ts";
import { readKeyFile, signerOf } from "#lib/server/crypto/key-on-file.ts";
import { smtpMailer } from "#lib/server/email/smtp.ts";
import { parseEnv, WorkerEnv } from "#lib/server/env.ts";
import { boundedGet } from "#lib/server/fetch/bounded-fetch.ts";
import { STRANGERS, STRANGERS_AND_LOOPBACK } from "#lib/server/fetch/reach.ts";
import { dnsResolver } from "#lib/server/fetch/resolver.ts";
import { strangerGet } from "#lib/server/fetch/stranger-get.ts";
import { strangerPost } from "#lib/server/fetch/stranger-post.ts";
import type { LookMeans } from "#lib/server/observer/looks.ts";
import { readPeersFile } from "#lib/server/peers/peers-file.ts";
import { processLog } from "#lib/server/process-log.ts";
import { readPolicyFile } from "#lib/server/witness/policy-file.ts";
import { AFTER_ENTRIES_OF_DEMO_MS, runWorker } from "./run-worker.ts";
import { COMPARE_OF_DEMO_MS } from "./watch-peers.ts";

const env = parseEnv(WorkerEnv);
const log = processLog({ name: "worker", level: env.LOG_LEVEL }, 2);
const stop = new AbortController();
for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, () => stop.abort());
process.on("disconnect", () => stop.abort());

const origin = parseOrigin(env.TOUCHSTONE_ORIGIN);
if (origin === undefined) throw new Error("TOUCHSTONE_ORIGIN is not the name of a log.");
const statementKey = readKeyFile(env.TOUCHSTONE_STATEMENT_KEY, "statement");
const answerKey = readKeyFile(env.TOUCHSTONE_ANSWER_KEY, "answer");
const signAnswer = signerOf(answerKey.seed);

/** Names and addresses that providers wrote are asked of public DNS and of public addresses. */
function observerOf({ TOUCHSTONE_OBSERVE: reach, TOUCHSTONE_DNS: servers }: WorkerEnv): LookMeans | undefined {
  if (reach === "off") return undefined;
  const { resolve, readTexts } = dnsResolver(servers);
  const get = strangerGet({
    reach: reach === "local" ? STRANGERS_AND_LOOPBACK : STRANGERS,
    resolve,
    onNoAnswer: (url, reason) => log.debug({ event: "no-answer", url, reason }),
  });
  return { get, readTexts };
}

/** To addresses that accounts chose, under the same guard; a key of its own purpose signs. */
function webhooksOf({ TOUCHSTONE_WEBHOOKS: reach, TOUCHSTONE_DNS: servers }: WorkerEnv) {
  if (reach === "off") return undefined;
  const post = strangerPost({
    reach: reach === "local" ? STRANGERS_AND_LOOPBACK : STRANGERS,
    resolve: dnsResolver(servers).resolve,
    onNoAnswer: (reason) => log.debug({ event: "webhook-no-answer", reason }),
  });
  return { post, sign: signAnswer };
}

/** By the operator's own mail server; a demonstration writes to nobody. */
const mailer =
  env.TOUCHSTONE_SMTP === undefined || env.TOUCHSTONE_CLOCK !== undefined
    ? undefined
    : smtpMailer(env.TOUCHSTONE_SMTP, env.TOUCHSTONE_EMAIL_FROM ?? "", (code) =>
        log.warn({ event: "email-missed", code }),
      );
const site = (env.TOUCHSTONE_WEB_ORIGIN ?? "").replace(/\/$/, "");

/** Two compilers, so that a fault of one admits nothing and convicts nobody. */
const hosts = [new ReplayHost("liftoff"), new ReplayHost("turbofan")];

let isReady = false;
await runWorker({
  databaseUrl: env.DATABASE_URL,
  signer: { origin, thumbprint: statementKey.thumbprint, sign: signerOf(statementKey.seed) },
  peers: readPeersFile(env.TOUCHSTONE_PEERS, origin),
  get: boundedGet(),
  policy:
    env.TOUCHSTONE_WITNESS_POLICY === undefined ? undefined : readPolicyFile(env.TOUCHSTONE_WITNESS_POLICY).policy,
  observer: observerOf(env),
  webhooks: webhooksOf(env),
  email: mailer && { deliver: mailer.deliver, site, index: new URL(site).hostname },
  answers: { origin, did: answerKey.did, sign: signAnswer },
  chainStart: readKeyFile(env.TOUCHSTONE_DRAW_KEY, "draw").seed,
  hosts,
  clock: processClock(env.TOUCHSTONE_CLOCK),
  ...(env.TOUCHSTONE_CLOCK !== undefined && {
    afterEntriesMs: AFTER_ENTRIES_OF_DEMO_MS,
    comparing: { everyMs: COMPARE_OF_DEMO_MS, clock: machineClock },
  }),
  random: (bytes) => new Uint8Array(randomBytes(bytes)),
  log,
  signal: stop.signal,
  onReady: () => {
    if (isReady) return;
    isReady = true;
    process.stdout.write(`${JSON.stringify({ event: "ready", process: "worker" })}\n`);
    process.send?.({ event: "ready", process: "worker" });
  },
});
mailer?.close();
await Promise.all(hosts.map((host) => host.close()));
if (process.connected) process.disconnect();
