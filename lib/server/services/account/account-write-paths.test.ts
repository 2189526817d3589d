/**
 * The k-th SQL call fails, before the server sees it or after it was done, for every k of every way in which web writes what
 * is private to accounts. What is stored is whole, and the same request again ends where an undisturbed one does.
 */
import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SESSION_TYPE, type SessionView } from "#lib/contract/accounts.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { preAuthEncoding } from "#lib/kernel/dsse.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { PrismaClient } from "#lib/server/db/generated/client.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { FailingPool } from "#lib/server/db/test-failing-pool.ts";
import { startTestSite, type TestSite } from "#lib/server/http/test-site.ts";
import { LoggedCourt } from "#lib/server/jobs/test-court.ts";
import type { When } from "#lib/server/sequencer/test-failing.ts";
import { Court, PEOPLE } from "#lib/state/testing/disputes.ts";
import { testKey } from "#lib/state/testing/world.ts";
import type { Identity } from "#lib/statement/compose.ts";
import type { Ctx } from "../context.ts";
import { followProvider, unfollowProvider } from "../follow/follows.ts";
import { followSearch, unfollowSearch } from "../follow/searches.ts";
import { createWebhook, deleteWebhook, redeliver, testWebhook } from "../follow/webhooks.ts";
import { requestChecks } from "../observation/checks.ts";
import { putBallotBox } from "../review/ballot-boxes.ts";
import { putTriage } from "../review/put-triage.ts";
import { deleteView, putView } from "../review/views.ts";
import { isServiceError, type ServiceError } from "../service-error.ts";
import { answerChallenge } from "./answer-challenge.ts";
import { createChallenge } from "./create-challenge.ts";
import { createDraft, deleteDraft, draftTag, updateDraft } from "./drafts.ts";
import { deleteEmail, followEmailLink, putEmail } from "./email.ts";
import { loadSession, revokeOtherSessions, revokeSession } from "./sessions.ts";

const database = await freshDatabase();
const court = Court.founded(4);
const caseId = court.filed();
court.seated(caseId);
const [{ key: maintainer } = { key: PEOPLE.operator }] = court.seats(caseId);
const owner = makePool({ url: database.urls.owner, name: "test-owner", max: 1 });
const failing = new FailingPool({ url: database.urls.web, name: "test-failing" });
const prisma = new PrismaClient({ adapter: new PrismaPg(failing.pool) });
let site: TestSite;
/** The machine's clock: it goes on for each piece of work, so that no limit of an hour is met. */
let now = court.world.now;
let made = 0;

beforeAll(async () => {
  const { log } = await LoggedCourt.open(database, court);
  site = await startTestSite(database, {
    log,
    isLed: false,
    webClock: () => now,
    env: { TOUCHSTONE_EMAIL: "on" },
  });
  for (const { did } of [maintainer, PEOPLE.operator])
    await owner.query("INSERT INTO account (did) VALUES ($1)", [did]);
});
afterAll(async () => {
  await prisma.$disconnect();
  await failing.pool.end();
  await owner.end();
  await site.close();
});

/** One row, of which the column names say what is asked. */
async function row(sql: string, ...values: unknown[]): Promise<Record<string, unknown> | undefined> {
  const { rows } = await owner.query(sql, values);
  return rows[0];
}

type Person = { readonly key: Identity; readonly session: SessionView };

const sessionOf = ({ did, thumbprint }: Identity, id: string): SessionView => ({
  ...{ id, did, key: thumbprint, created_at: "", last_seen_at: "", expires_at: "", step_up_at: null },
  ...{ user_agent: "", current: true },
});

/** An account of its own, with two open sessions, seen an hour ago. */
async function person(): Promise<Person> {
  made += 1;
  now = addMs(now, HOUR_MS);
  const key = testKey(`account ${made}`);
  const session = sessionOf(key, `ses_${made}`);
  await owner.query("INSERT INTO account (did) VALUES ($1)", [key.did]);
  for (const id of [session.id, `${session.id}_b`])
    await owner.query("INSERT INTO session (id, did, key, expires_at, last_seen_at) VALUES ($1, $2, $3, $4, $5)", [
      ...[id, key.did, key.thumbprint],
      ...[new Date(addMs(now, DAY_MS)), new Date(addMs(now, -HOUR_MS))],
    ]);
  return { key, session };
}

type Way<Work> = {
  /** A fresh piece of work, undisturbed. */
  readonly prepare: () => Promise<Work>;
  /** As a request does it. The answer leaves out what no two have in common. */
  readonly write: (ctx: Ctx, work: Work) => Promise<unknown>;
  /** What stands there of it, likewise. */
  readonly look: (work: Work) => Promise<unknown>;
};

const CALLS_BOUND = 60;
/** After what changed nothing the connection is as good as lost before the next call. */
const CHANGES_NOTHING = /^\s*(SELECT|BEGIN)/i;

async function failEach<Work>({ prepare, write, look }: Way<Work>): Promise<void> {
  const first = await prepare();
  const before = await look(first);
  const answer = await write(site.context, first);
  const after = await look(first);
  expect(after).not.toEqual(before);
  const ctx: Ctx = { ...site.context, pool: failing.pool, prisma };
  /** What was asked; undefined when a call failed. */
  const fail = async (k: number, when: When): Promise<readonly string[] | undefined> => {
    const work = await prepare();
    expect(await look(work)).toEqual(before);
    const { crashed, asked } = await failing.during(k, when, () => write(ctx, work));
    if (!crashed && asked.length >= k) throw new Error(`Call ${k} failed, and nobody noticed.`);
    expect(crashed ? [before, after] : [after], `${when} call ${k}`).toContainEqual(await look(work));
    if (!crashed) return asked;
    expect(await write(site.context, work), `again, ${when} call ${k}`).toEqual(answer);
    expect(await look(work), `again, ${when} call ${k}`).toEqual(after);
    return undefined;
  };
  for (let k = 1; k < CALLS_BOUND; k += 1) {
    const asked = await fail(k, "before");
    if (asked === undefined) continue;
    expect(asked.length).toBeGreaterThan(0);
    for (const [at, text] of asked.entries()) if (!CHANGES_NOTHING.test(text)) await fail(at + 1, "after");
    return;
  }
  throw new Error(`More than ${CALLS_BOUND} calls.`);
}

const way =
  <Work>(given: Way<Work>) =>
  () =>
    failEach(given);

/** Whoever lost the answer is told by the second one that it is done. */
const done =
  (code: ServiceError["code"]) =>
  (error: unknown): string => {
    if (isServiceError(error) && error.code === code) return "done";
    throw error;
  };

async function answered(ctx: Ctx, { key, session }: Person, purpose: "sign-in" | "step-up"): Promise<boolean> {
  const challenge = await createChallenge(site.context, { did: key.did, purpose }, key.did);
  const text = canonicalText(challenge);
  const signature = base64UrlEncode(signEd25519(key.seed, preAuthEncoding(SESSION_TYPE, utf8Encode(text))));
  const answer = { challenge: text, signature, userAgent: "" };
  return (await answerChallenge(ctx, answer, purpose === "step-up" ? session : undefined)).did === key.did;
}

const openSessions = ({ key }: Person) =>
  row("SELECT count(*) AS open FROM session WHERE did = $1 AND revoked_at IS NULL", key.did);

const INPUT = { kind: "disclosure.identity", subject: "prv_x", body: { legalName: "Vela" } };
const drafted = async () => {
  const by = await person();
  return { ...by, draft: await createDraft(site.context, by.session, INPUT, { address: "" }) };
};
const drafts = ({ key }: Person) => row("SELECT version, body FROM draft WHERE did = $1", key.did);

const named = async () => {
  const by = await person();
  await putEmail(site.context, by.session, { address: `person${made}@mail.example` });
  return by;
};
const address = ({ key }: Person) =>
  row(
    `SELECT (SELECT state FROM email_address WHERE did = $1) AS state,
            count(*) FILTER (WHERE state = 'pending') AS waiting, count(*) FILTER (WHERE kind = 'left') AS left
       FROM email_delivery WHERE did = $1`,
    key.did,
  );

const hooked = async () => {
  const by = await person();
  return { ...by, hook: await createWebhook(site.context, by.session, { url: `https://halden.example/${made}` }) };
};
/** Every test that waits was counted, and every one that was counted waits. */
const hooks = ({ key }: Person) =>
  row(
    `SELECT count(DISTINCT w.id) AS hooks, least(count(d.id), 2) AS tests,
            count(d.id) = coalesce((SELECT sum(spent) FROM budget WHERE bucket = 'webhook-test:' || $1), 0) AS counted
       FROM webhook w LEFT JOIN webhook_delivery d ON d.webhook_id = w.id AND d.kind = 'test' WHERE w.did = $1`,
    key.did,
  );

const BOX = { type: "touchstone-sealed-box/v1", to: "a", ephemeral: "b", iv: "c", ciphertext: "d" } as const;
const desk = { session: sessionOf(maintainer, "ses_desk") };
const clearing = (sql: string, value: string) => async () => void (await owner.query(sql, [value]));

const WAYS: Readonly<Record<string, () => Promise<void>>> = {
  "a challenge": way({
    prepare: person,
    write: async (ctx, { key }) => (await createChallenge(ctx, { did: key.did }, key.did)).did === key.did,
    look: ({ key }) => row("SELECT count(*) > 0 AS some FROM challenge WHERE did = $1", key.did),
  }),
  "a first sign-in": way({
    prepare: async () => {
      made += 1;
      const key = testKey(`newcomer ${made}`);
      return { key, session: sessionOf(key, "") };
    },
    // A challenge that was used up is answered by another one.
    write: (ctx, by) => answered(ctx, by, "sign-in"),
    look: ({ key }) =>
      row(
        `SELECT (SELECT count(*) FROM account WHERE did = $1) AS accounts,
                (SELECT count(*) > 0 FROM session WHERE did = $1) AS open`,
        key.did,
      ),
  }),
  "a step-up": way({
    prepare: person,
    write: (ctx, by) => answered(ctx, by, "step-up"),
    look: ({ session }) => row("SELECT step_up_at IS NOT NULL AS stepped FROM session WHERE id = $1", session.id),
  }),
  "a session that is seen": way({
    prepare: person,
    write: async (ctx, { session: { id, did } }) => (await loadSession(ctx, { sessionId: id, did }))?.id === id,
    look: ({ session }) =>
      row("SELECT last_seen_at > $2 AS seen FROM session WHERE id = $1", session.id, new Date(addMs(now, -MINUTE_MS))),
  }),
  "a session that is ended": way({
    prepare: person,
    write: (ctx, { session }) => revokeSession(ctx, session, session.id).then(() => "done", done("not-found")),
    look: openSessions,
  }),
  "all other sessions that are ended": way({
    prepare: person,
    write: (ctx, { session }) => revokeOtherSessions(ctx, session).then(() => "done"),
    look: openSessions,
  }),
  "a draft": way({
    prepare: person,
    write: async (ctx, { session }) =>
      (await createDraft(ctx, session, INPUT, { idempotencyKey: "key", address: session.did })).version,
    look: drafts,
  }),
  "a draft that is changed": way({
    prepare: drafted,
    write: async (ctx, { session, draft }) =>
      (await updateDraft(ctx, session, draft.id, { ...INPUT, body: { legalName: "Vega" } }, draftTag(draft))).version,
    look: drafts,
  }),
  "a draft that is thrown away": way({
    prepare: drafted,
    write: (ctx, { session, draft }) =>
      deleteDraft(ctx, session, draft.id, draftTag(draft)).then(() => "done", done("not-found")),
    look: drafts,
  }),
  "an address that is named": way({
    prepare: async () => ({ ...(await person()), address: `person${made}@mail.example` }),
    write: async (ctx, { session, address: given }) =>
      (await putEmail(ctx, session, { address: given })).address?.state,
    look: address,
  }),
  "an address that is confirmed": way({
    prepare: async () => {
      const by = await named();
      const { content } = (await row("SELECT content FROM email_delivery WHERE did = $1", by.key.did)) ?? {};
      return { ...by, token: String(JSON.parse(String(content)).token) };
    },
    write: (ctx, { key, token }) => followEmailLink(ctx, { does: "confirm", token }, key.did),
    look: address,
  }),
  "an address whose reader leaves": way({
    prepare: async () => {
      const by = await named();
      const { way_out } = (await row("SELECT way_out FROM email_address WHERE did = $1", by.key.did)) ?? {};
      return { ...by, token: String(way_out) };
    },
    write: (ctx, { key, token }) => followEmailLink(ctx, { does: "leave", token }, key.did),
    look: address,
  }),
  "an address that is taken off": way({
    prepare: named,
    write: async (ctx, { session }) => (await deleteEmail(ctx, session)).address,
    look: address,
  }),
  "a webhook": way({
    prepare: async () => ({ ...(await person()), url: `https://halden.example/${made}` }),
    write: async (ctx, { session, url }) => (await createWebhook(ctx, session, { url })).deliveries.length,
    look: hooks,
  }),
  "a webhook that is tested": way({
    prepare: hooked,
    write: async (ctx, { session, hook }) => (await testWebhook(ctx, session, hook.id)).deliveries.length > 1,
    look: hooks,
  }),
  "a webhook that is removed": way({
    prepare: hooked,
    write: (ctx, { session, hook }) => deleteWebhook(ctx, session, hook.id).then(() => "done", done("not-found")),
    look: ({ key }) => row("SELECT count(*) AS hooks FROM webhook WHERE did = $1", key.did),
  }),
  "an alert that is sent again": way({
    prepare: async () => {
      const by = await hooked();
      const delivery = `msg_${made}`;
      await owner.query("UPDATE webhook SET state = 'active' WHERE id = $1", [by.hook.id]);
      await owner.query(
        `INSERT INTO webhook_delivery (id, webhook_id, alert_id, kind, body, state, attempts, outcome, created_at)
         VALUES ($1, $2, $1, 'winding-down', '{}', 'given-up', 8, 'no-answer', now())`,
        [delivery, by.hook.id],
      );
      return { ...by, delivery };
    },
    write: async (ctx, { session, hook, delivery }) =>
      (await redeliver(ctx, session, hook.id, delivery)).deliveries.map(({ state }) => state),
    look: ({ delivery }) => row("SELECT state, attempts FROM webhook_delivery WHERE id = $1", delivery),
  }),
  "a provider that is followed": way({
    prepare: person,
    write: async (ctx, { session }) => (await followProvider(ctx, session, court.provider)).provider,
    look: ({ key }) => row("SELECT count(*) AS follows FROM follow WHERE did = $1", key.did),
  }),
  "a provider that is followed no more": way({
    prepare: async () => {
      const by = await person();
      await followProvider(site.context, by.session, court.provider);
      return by;
    },
    write: (ctx, { session }) => unfollowProvider(ctx, session, court.provider),
    look: ({ key }) => row("SELECT count(*) AS follows FROM follow WHERE did = $1", key.did),
  }),
  "a search that is followed": way({
    prepare: person,
    write: async (ctx, { session }) => (await followSearch(ctx, session, { search: "kind=instance" })).length,
    look: ({ key }) => row("SELECT count(*) AS searches FROM followed_search WHERE did = $1", key.did),
  }),
  "a search that is followed no more": way({
    prepare: async () => {
      const by = await person();
      const [search] = await followSearch(site.context, by.session, { search: "kind=instance" });
      return { ...by, search: search?.id ?? "" };
    },
    write: (ctx, { session, search }) => unfollowSearch(ctx, session, search),
    look: ({ key }) => row("SELECT count(*) AS searches FROM followed_search WHERE did = $1", key.did),
  }),
  "a view of the desk": way({
    prepare: clearing("DELETE FROM review_view WHERE did = $1", maintainer.did),
    write: async (ctx) => (await putView(ctx, desk.session, "mine", "filter=mine")).length,
    look: () => row("SELECT count(*) AS views FROM review_view WHERE did = $1", maintainer.did),
  }),
  "a view that is thrown away": way({
    prepare: async () => void (await putView(site.context, desk.session, "mine", "filter=mine")),
    write: (ctx) => deleteView(ctx, desk.session, "mine"),
    look: () => row("SELECT count(*) AS views FROM review_view WHERE did = $1", maintainer.did),
  }),
  "a note on a case": way({
    prepare: clearing("DELETE FROM review_triage WHERE did = $1", maintainer.did),
    write: async (ctx) => (await putTriage(ctx, desk.session, caseId, { state: "accepted", note: "Look twice." })).note,
    look: () => row("SELECT note FROM review_triage WHERE did = $1", maintainer.did),
  }),
  "a sealed ballot": way({
    prepare: clearing("DELETE FROM ballot_box WHERE did = $1", maintainer.did),
    write: async (ctx) => (await putBallotBox(ctx, desk.session, { case: caseId, round: 1 }, BOX)).box,
    look: () => row("SELECT box FROM ballot_box WHERE did = $1", maintainer.did),
  }),
  "a wish to be looked at": way({
    prepare: clearing("DELETE FROM observation_request WHERE provider_id = $1", court.provider),
    write: (ctx) =>
      requestChecks(ctx, sessionOf(PEOPLE.operator, "ses_operator"), court.provider).then(
        () => "done",
        done("rate-limited"),
      ),
    look: () => row("SELECT count(*) AS wishes FROM observation_request WHERE provider_id = $1", court.provider),
  }),
};

test.each(Object.entries(WAYS))("%s is whole whichever call fails, and there after another try", (_, each) => each());
