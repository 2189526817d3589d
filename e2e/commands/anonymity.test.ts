/**
 * Somebody with an account, a session, a follow, cookies, an address and a name for mail reports under a key of the case alone.
 * Nothing that the index shows, exports, keeps in a public table or writes into its logs names any of them, and no time but
 * the log's.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { encode } from "next-auth/jwt";
import { pino } from "pino";
import { afterAll, expect, test } from "vitest";
import { EXIT } from "#lib/cli/command.ts";
import { heardIo } from "#lib/cli/testing/heard-io.ts";
import { runTouchstone } from "#lib/cli/touchstone.ts";
import { prepareReport, signReport } from "#lib/client/report/sign-report.ts";
import { signerOfSeed } from "#lib/client/signer.ts";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { exampleBundle } from "#lib/evidence/bundle/testing/example-bundle.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { caseIdOf } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { sessionCookieName } from "#lib/server/auth/session-cookie.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { asAdmin, freshDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite, WEB_ORIGIN } from "#lib/server/http/test-site.ts";
import { drawPanels } from "#lib/server/jobs/draw-panels.ts";
import { projectAlerts } from "#lib/server/jobs/project-alerts.ts";
import { recordRulings } from "#lib/server/jobs/record-rulings.ts";
import { LoggedCourt, MARGIN_MS } from "#lib/server/jobs/test-court.ts";
import { judge, OUTCOMES } from "#lib/state/testing/cases.ts";
import { CHAIN_START, Court, PEOPLE, secretOf } from "#lib/state/testing/disputes.ts";
import { testKey } from "#lib/state/testing/world.ts";
import { type Identity, signStatement } from "#lib/statement/compose.ts";
import { CASE_EVIDENCE_TEMPLATE } from "#lib/statement/dispute-bodies.ts";
import type { Kind } from "#lib/statement/kinds.ts";

/** Who it is. None of this may be found beside the case. */
const ACCOUNT = testKey("rita's own account");
const WHO = {
  address: "127.0.0.77",
  addressBehindProxy: "203.0.113.77",
  mail: "rita@mail.example",
  session: "ses_of_rita_4711",
  agent: "RitasBrowser/7.7",
  account: ACCOUNT.did,
  accountKey: ACCOUNT.thumbprint,
} as const;
/** The web process's clock is so far ahead of the log's: a time that ends so was taken from a request. */
const AHEAD_MS = 137;

const database = await freshDatabase();
const logged = await LoggedCourt.open(database, Court.founded(5));
const { court } = logged;
const lines: string[] = [];
const logger = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
const webClock = () => addMs(logged.log.now, AHEAD_MS);
const site = await startTestSite(database, {
  log: logged.log,
  isLed: false,
  logger,
  webClock,
  env: { TOUCHSTONE_EMAIL: "on" },
});
const worker = makePool({ url: database.urls.worker, name: "test-anonymity", max: 1 });
const home = mkdtempSync(path.join(tmpdir(), "anonymity-"));
const { io } = heardIo(home, { json: true });

afterAll(async () => {
  await worker.end();
  await site.close();
  rmSync(home, { recursive: true, force: true });
});

const jwt = await encode({ token: { sid: WHO.session, did: WHO.account }, secret: site.context.secret });
const cookie = `${sessionCookieName(WEB_ORIGIN)}=${jwt}`;
const needles = { ...WHO, cookie: jwt };

/** As that browser sends it: over its own address, and once more through a proxy that names it. */
function send(
  method: string,
  to: string,
  body?: Uint8Array,
  viaProxy = false,
): Promise<{ status: number; text: string }> {
  const headers = {
    ...{ cookie, origin: WEB_ORIGIN, from: WHO.mail, "user-agent": WHO.agent },
    ...(viaProxy && { "x-forwarded-for": WHO.addressBehindProxy }),
    ...(body !== undefined && { "content-type": "application/json", "content-length": body.length }),
  };
  const localAddress = viaProxy ? "127.0.0.1" : WHO.address;
  return new Promise((resolve, reject) => {
    const asked = request(`${site.url}${to}`, { method, headers, localAddress }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString("latin1") }),
      );
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

/** Posts a statement, and lets the sequencer work until it has its receipt. */
async function post(bytes: Uint8Array, viaProxy = false): Promise<void> {
  let isOver = false;
  const posting = send("POST", "/api/v1/statements", bytes, viaProxy).finally(() => {
    isOver = true;
  });
  while (!isOver) await logged.heard();
  await logged.heard();
  const { status, text } = await posting;
  expect([status, text]).toEqual([201, expect.stringContaining('"status":"effective"')]);
}

/** In the case, by its key; dated by the full hour, as pages date what such a key signs. */
async function say(kind: Kind, id: string, by: Identity, body: JsonObject): Promise<void> {
  const { world } = court;
  const issuedAt = formatInstant(addMs(world.now, -(world.now % HOUR_MS)));
  await post(signStatement(world.compose({ kind, by, subject: id, body, change: { issuedAt } }), by.seed), true);
}

test("nobody finds who reported under a key of the case alone, by any identifier and any time but the log's", async () => {
  await asAdmin(database.urls.owner, async (sql) => {
    await sql.query("INSERT INTO account (did, label) VALUES ($1, $2)", [WHO.account, WHO.mail]);
    await sql.query("INSERT INTO session (id, did, key, user_agent, expires_at) VALUES ($1, $2, $3, $4, $5)", [
      ...[WHO.session, WHO.account, WHO.accountKey, WHO.agent],
      new Date(addMs(logged.log.now, 90 * DAY_MS)),
    ]);
  });
  expect((await send("PUT", `/api/v1/follows/${court.provider}`)).status).toBe(200);
  expect((await send("GET", "/api/v1/session")).text).toContain(WHO.account);
  const address = utf8Encode(JSON.stringify({ address: WHO.mail }));
  expect((await send("PUT", "/api/v1/email", address)).text).toContain(WHO.mail);
  await asAdmin(database.urls.owner, (sql) =>
    sql.query("UPDATE email_address SET state = 'confirmed', confirmed_at = now()"),
  );

  // Not at a full hour, and not at a full second.
  await logged.passTo(addMs(logged.log.now, 17 * MINUTE_MS + 23_456));
  const own = testKey("key of this case alone");
  const signer = await signerOfSeed(own.seed.slice(), crypto.subtle);
  const bundle = { ...exampleBundle, subject: { provider: court.provider } };
  const random = (bytes: number) => sha256(utf8Encode("rita's dice")).slice(0, bytes);
  // As `secretOf` has it.
  const drawSecret = sha256(utf8Encode("secret reporter"));
  const given = { log: logged.signer.origin, signer, issuer: own.did, isCaseKey: true, drawSecret, random };
  const prepared = prepareReport(bundle as typeof exampleBundle, encodeBundle(bundle as typeof exampleBundle), {
    ...given,
    now: court.world.now,
  });
  const item = await signReport(prepared, signer);
  const id = caseIdOf(item.hash as Parameters<typeof caseIdOf>[0]);
  // It looks for its case before it is there, as its page does.
  await send("GET", `/api/v1/cases/${id}`);
  await post(item.bytes);
  const receivedAt = [webClock()];

  // To its end: contested, drawn, decided, appealed by the reporter.
  judge(court.world, id, { checks: OUTCOMES.contested, signer: PEOPLE.operator.did });
  court.contest(id);
  await logged.said();
  const evidence = { template: CASE_EVIDENCE_TEMPLATE, label: "A letter", class: "claim", statement: "They wrote it." };
  await say("evidence.attach", id, own, evidence);
  receivedAt.push(webClock());
  await logged.passDue(id);
  await say("draw.reveal", id, own, { share: secretOf("reporter").share });
  receivedAt.push(webClock());
  court.share(id, "operator");
  await logged.said();
  const means = { signer: logged.signer, random, chainStart: CHAIN_START };
  await logged.passTo(addMs(court.drawDue(id), MARGIN_MS));
  await drawPanels(logged.worker, means, logged.log.now);
  await logged.heard();
  for (const { key } of court.seats(id)) court.sit(id, key);
  court.pass(id);
  court.voted(id);
  court.pass(id);
  await logged.said();
  await recordRulings(logged.worker, means, logged.log.now);
  await logged.heard();
  await say("appeal.file", id, own, { ground: "named-error", statement: "The date is wrong." });
  receivedAt.push(webClock());
  await projectAlerts(worker, { ...means, signal: io.signal }, logged.log.now);
  expect(court.form(id)).toMatchObject({ state: "appealed", reporter: own.did });

  const times = receivedAt.flatMap((at) => [formatInstant(at), String(at)]);
  const forbidden = [...Object.values(needles), ...times].flatMap((text) => [text, Buffer.from(text).toString("hex")]);
  const found: string[] = [];
  const look = (where: string, text: string) =>
    found.push(...forbidden.filter((needle) => text.includes(needle)).map((needle) => `${where}: ${needle}`));

  // Everything that the index answers about the case, to somebody else, at another time.
  await logged.passTo(addMs(logged.log.now, HOUR_MS));
  const entry = court.form(id).filedIn;
  const answers = [
    ...["cases?limit=50", `cases?reporter=${own.did}`, `cases/${id}`, `cases/${id}/bundle`, `cases/${id}/draw`],
    ...["entries?limit=200", `entries/${entry}`, `entries/${entry}/receipt`, `statements/${item.hash}`],
    ...[
      `statements/${item.hash}/receipt`,
      `keys/${own.thumbprint}`,
      `participants/${own.did}`,
      "participants?limit=200",
    ],
    ...[
      "disputes/figures",
      "disputes/figures.csv",
      "disputes/figures.csv?list=reporters",
      "evidence/figures",
      "status",
    ],
    ...["review/queue", `review/cases/${id}`, "precedents", "maintainers", "promises/late", "state-roots", "peers"],
    ...[
      `providers/${court.provider}`,
      `providers/${court.provider}/disputes`,
      `providers/${court.provider}/observations`,
    ],
    ...["unclaimed-providers", "log/checkpoints"],
  ].map((each) => `/api/v1/${each}`);
  const files = [
    "/feed.atom",
    "/feed.json",
    "/metrics",
    "/log/checkpoint",
    `/log/tile/entries/000.p/${court.world.leaves.length}`,
  ];
  const feeds = [`/providers/${court.provider}/feed.atom`, `/providers/${court.provider}/feed.json`];
  for (const each of [...answers, ...files, ...feeds]) {
    const answer = await fetch(`${site.url}${each}`);
    const text = await answer.text();
    look(each, text);
    for (const [name, value] of answer.headers) look(`${each} ${name}`, value);
    if (each.startsWith(`/api/v1/cases/${id}`)) expect([each, answer.status]).toEqual([each, 200]);
  }

  // The archive that anybody exports.
  const archive = path.join(home, "log.archive");
  expect(await runTouchstone(["export", site.url, "-o", archive], io)).toBe(EXIT.ok);
  const exported = readFileSync(archive);
  look("archive", (exported[0] === 0x1f ? gunzipSync(exported) : exported).toString("latin1"));

  // What the processes wrote down, at their most talkative; and every table.
  for (const line of lines) look("application log", line);
  const names = [own.did, own.thumbprint, id, item.hash];
  const beside = await tablesOf(look, names);
  expect(found).toEqual([]);
  expect(beside).toEqual([]);
  expect(lines.length).toBeGreaterThan(10);
});

/** Tables that nobody is shown: there no row names both who it is and the case. */
const PRIVATE = new Set(["account", "session", "follow", "email_address", "email_delivery"]);

/** Looks through every row of every table; answers rows that tie an identifier to the case. */
async function tablesOf(look: (where: string, text: string) => unknown, names: readonly string[]): Promise<string[]> {
  return await asAdmin(database.urls.owner, async (sql) => {
    const beside: string[] = [];
    const tables = await sql.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    expect(tables.rows.length).toBeGreaterThan(30);
    for (const { name } of tables.rows) {
      const { rows } = await sql.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM "${name}" AS t`);
      for (const { row } of rows) {
        if (!PRIVATE.has(name)) look(`table ${name}`, row);
        const isOfCase = names.some((each) => row.includes(each) || row.includes(Buffer.from(each).toString("hex")));
        if (isOfCase && Object.values(needles).some((each) => row.includes(each))) beside.push(`${name}: ${row}`);
      }
    }
    return beside;
  });
}
