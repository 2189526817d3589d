/** Messages by e-mail to a mail server on loopback: only to who confirmed, once for each step, and nobody else learns the address. */
import { encode } from "next-auth/jwt";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemSchema } from "#lib/contract/common.ts";
import { type EmailView, emailAnswer, LINKS_PER_ACCOUNT, LINKS_PER_MAILBOX } from "#lib/contract/email.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import { sessionCookieName } from "#lib/server/auth/session-cookie.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { asAdmin, freshDatabase } from "#lib/server/db/test-database.ts";
import { type Mailer, smtpMailer } from "#lib/server/email/smtp.ts";
import { startSmtp, type TestSmtp } from "#lib/server/email/test-smtp.ts";
import { drawPanels } from "#lib/server/jobs/draw-panels.ts";
import { projectAlerts } from "#lib/server/jobs/project-alerts.ts";
import { sendEmails } from "#lib/server/jobs/send-emails.ts";
import { LoggedCourt, MARGIN_MS } from "#lib/server/jobs/test-court.ts";
import { CHAIN_START, Court, instant, MAINTAINERS, PEOPLE } from "#lib/state/testing/disputes.ts";
import { startTestSite, type TestSite, WEB_ORIGIN } from "./test-site.ts";

const SITE = "https://index.example";
const database = await freshDatabase();
const logged = await LoggedCourt.open(database, Court.founded(3));
const { court, log } = logged;
const worker = makePool({ url: database.urls.worker, name: "test-email", max: 2 });
const signal = new AbortController().signal;
const lines: string[] = [];
const logger = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
const [maintainer] = MAINTAINERS;
let dice = 0;
const random = (bytes: number) => sha256(utf8Encode(`dice ${dice++}`)).slice(0, bytes);
let site: TestSite;
let smtp: TestSmtp;
let mailer: Mailer;
const missed: string[] = [];

beforeAll(async () => {
  smtp = await startSmtp();
  mailer = smtpMailer(smtp.url, "index@index.example", (code) => missed.push(code));
  const env = { TOUCHSTONE_EMAIL: "on" };
  site = await startTestSite(database, { log, isLed: false, logger, webClock: () => log.now, env });
  await asAdmin(database.urls.owner, async (sql) => {
    for (const { did, thumbprint } of [PEOPLE.operator, PEOPLE.reporter, PEOPLE.stranger, ...MAINTAINERS]) {
      await sql.query("INSERT INTO account (did) VALUES ($1)", [did]);
      const ends = new Date(addMs(log.now, 300 * DAY_MS));
      await sql.query("INSERT INTO session (id, did, key, expires_at) VALUES ($1, $2, $3, $4)", [
        did,
        did,
        thumbprint,
        ends,
      ]);
    }
  });
});
afterAll(async () => {
  mailer.close();
  await smtp.close();
  await worker.end();
  await site.close();
});

type Person = { readonly did: string };

async function call(who: Person | undefined, method: string, body?: unknown, path = ""): Promise<Response> {
  const jwt = who && (await encode({ token: { sid: who.did, did: who.did }, secret: site.context.secret }));
  return await fetch(`${site.url}/api/v1/email${path}`, {
    method,
    headers: {
      origin: WEB_ORIGIN,
      ...(jwt !== undefined && { cookie: `${sessionCookieName(WEB_ORIGIN)}=${jwt}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

const view = async (answer: Response): Promise<EmailView> => emailAnswer.parse(await answer.json()).data;
const refusal = async (answer: Response) => problemSchema.parse(await answer.json()).code;
const name = (who: Person | undefined, address: string) => call(who, "PUT", { address });
const follow = (does: string, token: string) => call(undefined, "POST", { does, token }, "/links");

/** One run of a worker: to whom, and the first line of what. */
async function send(deliver = mailer.deliver): Promise<[string, string][]> {
  smtp.came.length = 0;
  await projectAlerts(worker, { random, signal }, log.now);
  await sendEmails(worker, { deliver, site: SITE, index: "index.example", signal }, log.now);
  return smtp.came.map(({ to, text }) => [to, text.split("\n")[0]?.replace("index.example: ", "") ?? ""]);
}

function linkIn(does: "confirm" | "leave", at = 0): string {
  return new RegExp(`${SITE}/email#${does}=([A-Za-z0-9_-]{43})`).exec(smtp.came[at]?.text ?? "")?.[1] ?? "";
}

async function confirmed(who: Person | undefined, address: string): Promise<void> {
  expect((await name(who, address)).status).toBe(202);
  expect(await send()).toEqual([[address, "confirm this address"]]);
  expect((await follow("confirm", linkIn("confirm"))).status).toBe(200);
}

const ADA = "ada@mail.example";
const RITA = "rita@mail.example";
const MIA = "mia@mail.example";

test("nothing but one link goes to an address before it is confirmed, and few links go to any", async () => {
  expect(await refusal(await name(undefined, ADA))).toBe("not-signed-in");
  for (const bad of [
    "ada",
    "ada@mail.example\r\nBcc: x@y.example",
    "<ada@mail.example>",
    `${"a".repeat(250)}@mail.example`,
  ])
    expect([bad, await refusal(await name(PEOPLE.stranger, bad))]).toEqual([bad, "schema"]);
  // One mailbox, however it is spelled, whoever asks, and all at once.
  const asked = await Promise.all(
    [PEOPLE.stranger, PEOPLE.reporter, ...MAINTAINERS.slice(0, 4)].map((who, at) =>
      name(who, `Victim+${at}@Mail.example`),
    ),
  );
  expect(asked.map(({ status }) => status).toSorted()).toEqual([202, 202, 202, 429, 429, 429].slice(0, asked.length));
  expect(LINKS_PER_MAILBOX).toBe(3);
  expect(await send()).toHaveLength(3);
  // Whoever reads it ends it, and is written to no more, while who asks again learns nothing of that.
  expect((await follow("leave", linkIn("leave"))).status).toBe(200);
  await logged.passTo(addMs(log.now, 2 * DAY_MS));
  expect((await name(PEOPLE.stranger, "victim@mail.example")).status).toBe(202);
  expect(await send()).toEqual([]);
  await call(PEOPLE.stranger, "DELETE");
  for (let count = 1; count < LINKS_PER_ACCOUNT; count++)
    expect((await name(PEOPLE.stranger, `other${count}@mail.example`)).status).toBe(202);
  expect(await refusal(await name(PEOPLE.stranger, "another@mail.example"))).toBe("rate-limited");
  // Of all these addresses the last alone is written to.
  expect(await send()).toEqual([["other4@mail.example", "confirm this address"]]);
  await call(PEOPLE.stranger, "DELETE");
});

test("a link holds for a day and for its own address, and does the same when it is opened twice", async () => {
  await confirmed(PEOPLE.operator, "old@mail.example");
  await name(PEOPLE.operator, ADA);
  const early = linkIn("confirm");
  await send();
  const token = linkIn("confirm");
  expect(await refusal(await follow("confirm", early))).toBe("not-found");
  expect((await view(await call(PEOPLE.operator, "GET"))).address).toMatchObject({
    address: ADA,
    state: "unconfirmed",
  });
  await logged.passTo(addMs(log.now, DAY_MS));
  expect(await refusal(await follow("confirm", token))).toBe("not-found");
  await confirmed(PEOPLE.operator, ADA);
  expect((await follow("confirm", linkIn("confirm"))).status).toBe(200);
  expect(await refusal(await follow("confirm", "A".repeat(43)))).toBe("not-found");
  expect((await view(await call(PEOPLE.operator, "GET"))).address).toMatchObject({ state: "confirmed", waiting: 0 });
  await confirmed(PEOPLE.reporter, RITA);
  await confirmed(maintainer, MIA);
});

test("a case is told step by step to both sides and to whoever holds a seat, each step once", async () => {
  const id = court.filed();
  await logged.said();
  expect(await send()).toEqual([
    [ADA, "a report waits for an answer (Halden)"],
    [RITA, "a report waits for an answer"],
  ]);
  const [asked] = smtp.came;
  expect(asked?.text).toContain(`${SITE}/cases/${id}`);
  expect(asked?.text).toContain(`By when: ${court.form(id).due?.deadline.slice(0, 16).replace("T", " ")} UTC`);
  expect(asked?.text).not.toContain(PEOPLE.reporter.did);
  expect(smtp.came[1]?.text).not.toContain("Halden");
  expect(await send()).toEqual([]);
  court.contest(id);
  await logged.said();
  expect(await send()).toEqual([
    [ADA, "a report was answered (Halden)"],
    [RITA, "a report was answered"],
  ]);
  await logged.passDue(id);
  expect((await send()).map(([, subject]) => subject)).toEqual([
    "reveal your secret for the draw (Halden)",
    "reveal your secret for the draw",
  ]);
  for (const side of ["reporter", "operator"] as const) court.share(id, side);
  await logged.said();
  await logged.passTo(addMs(court.drawDue(id), MARGIN_MS));
  await drawPanels(logged.worker, { signer: logged.signer, random, chainStart: CHAIN_START }, log.now);
  await logged.heard();
  // Seats are answered for within a day.
  expect(await send()).toEqual([[MIA, "a day left: you were drawn for a panel"]]);
  expect(smtp.came[0]?.text).not.toMatch(/Halden|wrong/);
  await logged.passTo(addMs(instant(court.panel(id).seatsBy), -HOUR_MS));
  expect(await send()).toEqual([[MIA, "two hours left: you were drawn for a panel"]]);
  for (const { key } of court.seats(id)) court.sit(id, key);
  court.pass(id);
  await logged.said();
  expect((await send()).toSorted()).toEqual([
    [ADA, "reviewers vote (Halden)"],
    [MIA, "a ballot waits for you"],
    [RITA, "reviewers vote"],
  ]);
  for (const { key } of court.seats(id)) court.commit(id, key);
  await logged.said();
  expect(await send()).toEqual([]);
  court.pass(id);
  await logged.said();
  expect(await send()).toEqual([[MIA, "a day left: open your sealed ballot"]]);
});

test("a mail server that is away is asked again, one that refuses a mailbox is not, and who left hears nothing", async () => {
  const away: Mailer["deliver"] = async () => "no-answer";
  const id = court.filed("contested", "offer-broken", "another");
  await logged.said();
  expect(await send(away)).toEqual([]);
  expect(await send()).toEqual([[RITA, "a report waits for an answer"]]);
  const leave = linkIn("leave");
  await logged.passTo(addMs(log.now, MINUTE_MS));
  smtp.refuses.set(ADA, "452 full");
  expect(await send()).toEqual([]);
  await logged.passTo(addMs(log.now, 5 * MINUTE_MS));
  smtp.refuses.set(ADA, "550 no such mailbox");
  expect(await send()).toEqual([]);
  expect(missed).toEqual(["EENVELOPE 452", "EENVELOPE 550"]);
  expect((await view(await call(PEOPLE.operator, "GET"))).address).toMatchObject({ state: "refused", waiting: 0 });
  for (const _ of [1, 2]) expect((await follow("leave", leave)).status).toBe(200);
  expect(await view(await call(PEOPLE.reporter, "GET"))).toEqual({ sends: true, address: null });
  court.contest(id);
  await logged.said();
  expect(await send()).toEqual([]);
});

test("no other table, no log line, and no answer to anybody else names an address", async () => {
  const found: string[] = [];
  const look = (where: string, text: string) =>
    found.push(...[ADA, RITA, MIA, "victim"].filter((each) => text.includes(each)).map((each) => `${where}: ${each}`));
  for (const line of lines) look("log line", line);
  await asAdmin(database.urls.owner, async (sql) => {
    const { rows } = await sql.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    for (const table of rows.filter((each) => !each.name.startsWith("email_"))) {
      const { rows: all } = await sql.query<{ row: string }>(
        `SELECT to_jsonb(t)::text AS row FROM "${table.name}" AS t`,
      );
      for (const { row } of all) look(table.name, row);
    }
    const { rows: sent } = await sql.query<{ content: string }>(
      "SELECT content FROM email_delivery WHERE state <> 'pending'",
    );
    expect(sent.length).toBeGreaterThan(20);
    expect(sent.filter(({ content }) => content !== "")).toEqual([]);
  });
  expect(lines.length).toBeGreaterThan(10);
  expect(found).toEqual([]);
});

test("an index without a mail server keeps no address, and says so", async () => {
  const { sendsEmail: _, ...context } = site.context;
  const { putEmail, getEmail } = await import("../services/account/email.ts");
  const ctx = { ...context, sendsEmail: false };
  const at = "";
  const session = { did: PEOPLE.stranger.did, id: "", key: "", created_at: at, last_seen_at: at, expires_at: at };
  const whole = { ...session, step_up_at: null, user_agent: "", current: true };
  await expect(putEmail(ctx, whole, { address: "s@mail.example" })).rejects.toThrow("This index sends no e-mail.");
  expect(await getEmail(ctx, whole)).toEqual({ sends: false, address: null });
});
