/**
 * What pages of the market take with 10,000 providers and 10,000 offers, drawn for a reader who asks what nobody asked
 * before, and again; how much is sent; and when a browser without scripts has painted: `npm run bench -- market-pages`.
 */
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { findBrowser } from "#lib/cli/browser.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { HttpClient } from "../e2e/support/http.ts";
import { openIndex, publish, registerOperator, registerProvider } from "../e2e/support/publish.ts";
import { Scene } from "../e2e/support/scene.ts";
import { connect } from "./support/library.ts";
import { copyProvider } from "./support/many-providers.ts";
import { figure, formatSpread, quantile, Report, spreadOf } from "./support/report.ts";

const PROVIDERS = 10_000;
/** Each instance sells what each service offers: 10,000 offers. */
const SIDE = 100;
const TURNS = 15;
const ASKED_MS = 1_000;

const report = new Report(
  "market-pages",
  "Pages of the market at 10,000",
  `${figure(SIDE)} instances that sell the tokens of ${figure(SIDE)} services each, ${figure(SIDE * SIDE)} offers of one need, and ${figure(PROVIDERS)} more providers as rows of the projection. "First": the first page of its kind after a new head, when nothing is kept. "Other question": ${TURNS} questions that nobody asked before, one after another, each drawn for its reader. "Painted": first contentful paint in a browser that runs no scripts, cold, at 412 × 823.`,
);
const scene = await Scene.open();
const client = new HttpClient();
try {
  const { stack } = scene;
  const operator = await registerOperator(await openIndex(stack.url), "Halden");
  const sides = { instance: [] as string[], service: [] as string[] };
  for (const kind of ["instance", "service"] as const)
    for (let at = 0; at < SIDE; at += 1)
      sides[kind].push((await registerProvider(operator, { name: `${kind} ${at}`, kind })).id);
  const now = asInstant(Date.now());
  for (const [at, id] of sides.service.entries()) {
    const line = { service: "storage", unit: "call", pricePer1000: `${1 + at}.50`, currency: "EUR", noticeDays: 14 };
    const body = { ...DISCLOSURES.fees.example(now), lines: [{ ...line, from: formatInstant(addMs(now, -DAY_MS)) }] };
    await publish(operator, { kind: "disclosure.fees", subject: id, body });
  }
  const owner = await connect(stack, "owner");
  await owner.query(
    `INSERT INTO sale_row (service, instance, from_size)
     SELECT service, instance, 1 FROM unnest($1::text[]) AS service CROSS JOIN unnest($2::text[]) AS instance`,
    [sides.service, sides.instance],
  );
  // Rated as a market of years is: the dearer mostly the safer.
  await owner.query(
    `WITH placed AS (SELECT id, at FROM unnest($1::text[]) WITH ORDINALITY AS one (id, at)),
          rated AS (SELECT id, 2000 + (at * 7919) % 90000 AS high FROM placed)
     UPDATE mark_row m SET tier = t.tier, high = r.high, form = jsonb_set(m.form::jsonb
         || jsonb_build_object('tier', t.tier, 'decidedBy', 'conduct', 'isShut', false),
            '{conduct}', m.form::jsonb -> 'conduct'
              || jsonb_build_object('low', r.high / 3, 'estimate', r.high / 2, 'high', r.high))::text
       FROM rated r CROSS JOIN LATERAL (SELECT (ARRAY['A','B','C','D'])[1 + r.high / 24000] AS tier) AS t
      WHERE m.provider = r.id`,
    [[...sides.instance, ...sides.service]],
  );
  const [first = ""] = sides.service;
  await copyProvider(owner, { id: first, name: "service 0" }, PROVIDERS);
  const two = `${sides.service[1]},${sides.service[2]}`;
  const pages = [
    ["/", "/", (turn: number) => `/?loss=${100 + turn}`],
    ["/providers", "/providers", (turn: number) => `/providers?q=service%20${turn}`],
    ["/providers, map", "/providers?view=map", (turn: number) => `/providers?view=map&loss=${100 + turn}`],
    [
      "/compare",
      `/compare?ids=${two}`,
      (turn: number) => `/compare?ids=${sides.service[turn]},${sides.service[turn + 1]}`,
    ],
    ["/choose", "/choose", (turn: number) => `/choose?loss=${100 + turn}`],
    ["/failures", "/failures", (turn: number) => `/failures?turn=${turn}`],
  ] as const;

  const read = async (at: string) => {
    const began = performance.now();
    const answer = await client.get(`${stack.url}${at}`);
    if (answer.status !== 200) throw new Error(`${at} answered ${answer.status}`);
    return { ms: performance.now() - began, body: answer.body };
  };
  const browser = await findBrowser();
  if (browser === undefined) throw new Error("There is no Chromium.");
  const chrome = await chromium.launch({ executablePath: browser.path, args: ["--no-sandbox"] });
  const rows: string[][] = [];
  let slowest = 0;
  for (const [name, path, asked] of pages) {
    // A new head: nothing of before is kept.
    await registerOperator(await openIndex(stack.url), `Newcomer for ${name}`);
    const cold = await read(path);
    const times: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) times.push((await read(asked(turn + 1))).ms);
    const painted: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const context = await chrome.newContext({ javaScriptEnabled: false, viewport: { width: 412, height: 823 } });
      const page = await context.newPage();
      await page.goto(`${stack.url}${path}`);
      painted.push(
        await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0),
      );
      await context.close();
    }
    slowest = Math.max(slowest, quantile(times, 0.95));
    rows.push([
      name,
      `${figure(cold.ms)} ms`,
      `${figure(quantile(times, 0.5))} ms, p95 ${figure(quantile(times, 0.95))} ms`,
      `${figure(cold.body.length)} B`,
      `${figure(gzipSync(cold.body).length)} B`,
      `${formatSpread(spreadOf(painted))} ms`,
    ]);
    process.stderr.write(`${rows.at(-1)?.join("  ")}\n`);
  }
  report.table(["page", "first", "other question", "HTML", "compressed", "painted"], rows);
  report.target(
    `each page drawn in < ${figure(ASKED_MS)} ms at p95 for a question that nobody asked`,
    `${figure(slowest)} ms, the slowest of all`,
    slowest < ASKED_MS,
  );
  report.write();
  await chrome.close();
  await owner.end();
} finally {
  client.close();
  await scene.close();
}
