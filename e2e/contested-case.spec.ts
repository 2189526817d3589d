/**
 * One contested case from the report to its end, on an index whose clock moves: reporter, operator and three reviewers each in
 * a browser of their own, where they sign what they say; five others hear the appeal from a command line. Then a stranger
 * replays the log.
 */
import { readFile } from "node:fs/promises";
import { test } from "@playwright/test";
import { saveKey } from "#lib/cli/key-ring.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import { newBundle } from "#lib/evidence/bundle/bundle.ts";
import { zipBundle } from "#lib/evidence/bundle/zip.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { addMs, DAY_MS, formatInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { expectAccessibleIn } from "./support/axe.ts";
import { touchstoneHere } from "./support/command-here.ts";
import { Demonstration } from "./support/demonstration.ts";
import { freshIdentity, type PublishedProvider, publishKey, registerProvider } from "./support/publish.ts";
import { adoptOperator } from "./support/signed-up.ts";
import { expect, opensWithScripts, type Page } from "./support/test.ts";

const JURY = ["Mara", "Nils", "Olga"] as const;
const OTHERS = ["p", "q", "r", "s", "t"] as const;

let demo: Demonstration;

test.beforeAll(async () => {
  demo = await Demonstration.start(42_790);
});
test.afterAll(() => demo?.stop());

/** An answer that the provider signed, and that a machine cannot judge: whether a withdrawal was refused, people decide. */
async function proofOf(vela: PublishedProvider): Promise<string> {
  const { key } = await publishKey(vela, "response");
  const now = await demo.now();
  const exchange = await signResponse(
    {
      request: {
        method: "POST",
        authority: "vela.example",
        path: "/withdraw",
        query: "?",
        nonce: base64UrlEncode(freshIdentity().seed),
        body: utf8Encode('{"amount":"1200","currency":"EUR"}'),
      },
      response: { status: 402, contentType: "application/json", body: utf8Encode('{"error":"not today"}') },
    },
    { created: Math.ceil(now / SECOND_MS), keyid: key.did, nonce: base64UrlEncode(freshIdentity().seed) },
    (message) => signEd25519(key.seed, message),
  );
  const since = formatInstant(addMs(now, -DAY_MS));
  const bundle = newBundle({
    subject: { provider: vela.id },
    claim: { kind: "withdrawal-refused", params: { since, amount: "1200", asset: "EUR" } },
    exchanges: [exchange],
    keys: [{ publicKey: key.did, events: [], proofs: [] }],
  });
  return `/report#evidence=${base64UrlEncode(zipBundle(bundle))}`;
}

/** Appointed, willing and bound to nobody: with those in browsers eight who can be drawn. */
async function appoint(all: readonly Identity[]): Promise<void> {
  const each = (kind: "maintainer.appoint" | "maintainer.accept" | "maintainer.interests") =>
    Promise.all(
      all.map((one) => {
        if (kind === "maintainer.appoint")
          return demo.say(demo.admin, { kind, subject: "index", body: { maintainer: one.did } });
        const body = kind === "maintainer.accept" ? {} : { organisation: null, related: [], categories: [] };
        return demo.say(one, { kind, subject: one.did, body });
      }),
    );
  await each("maintainer.appoint");
  await each("maintainer.accept");
  await each("maintainer.interests");
}

/** A command of the five, in this process: each process of its own would take a second. */
const ran = (...args: string[]) => touchstoneHere(demo.home, ...args);

/** At a ballot that is filled: the desk's keys sort the case and go to the questions, and a reload loses nothing. */
async function byKeysAndAgain(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).click();
  const sorted = page.getByLabel("On my desk", { exact: true });
  for (const [key, value] of [
    ["m", "needs-info"],
    ["s", "snoozed/1"],
    ["u", "pending"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(sorted).toHaveValue(value);
  }
  await page.keyboard.press("3");
  await expect(page.getByRole("radio", { name: /^Serious/ })).toBeFocused();
  await page.keyboard.press("b");
  await expect(page.getByRole("button", { name: "Seal", exact: true })).toBeFocused();
  await page.reload();
  await expect(page.getByLabel("Reason: how grave")).toHaveValue("Money was kept for weeks.");
  await expect(page.getByRole("radio", { name: /^Serious/ })).toBeChecked();
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("five browsers lead a case from its report over draw, sealed ballots, ruling and appeal to its end, and a replay agrees", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const baseURL = demo.index.baseUrl;
  const open = async (): Promise<Page> => {
    const context = await browser.newContext({
      baseURL,
      reducedMotion: "reduce",
      viewport: { width: 1280, height: 800 },
    });
    const page = await context.newPage();
    opensWithScripts(page);
    await page.goto("/robots.txt");
    return page;
  };
  const [reporter, operator, ...jury] = await Promise.all(Array.from({ length: 5 }, open));
  if (reporter === undefined || operator === undefined) throw new Error("There are five.");

  // Who they are; the five of the command line have files of keys.
  const env = { TOUCHSTONE_HOME: demo.home };
  const others = await Promise.all(OTHERS.map((label) => saveKey(env, label, freshIdentity().seed, "control")));
  const [ada, ...reviewers] = await Promise.all([
    adoptOperator(operator, demo.index, "Vela Operators"),
    ...jury.map((page, at) => adoptOperator(page, demo.index, JURY[at] ?? "")),
    ...others.map((one, at) =>
      demo.say(one, {
        kind: "participant.register",
        subject: one.did,
        body: { displayName: `Reviewer ${OTHERS[at]}` },
      }),
    ),
  ]);
  // The reporter has an account, too, and reports under a key of the case alone.
  const rita = await adoptOperator(reporter, demo.index, "Rita Elsewhere");
  const inBrowsers = reviewers.slice(0, 3) as (typeof ada)[];
  const [vela] = await Promise.all([
    registerProvider(ada, { name: "Vela Storage", kind: "instance" }),
    appoint([...inBrowsers, ...others]),
  ]);
  const link = await proofOf(vela);

  // The report, under a key of its own.
  await reporter.goto(link);
  await reporter.getByRole("button", { name: "See what becomes public" }).click({ timeout: 30_000 });
  await reporter.getByRole("button", { name: "Suggest one" }).click();
  const passphrase = await reporter.getByLabel("Passphrase").inputValue();
  const [download] = await Promise.all([reporter.waitForEvent("download"), press(reporter, "Save the case file")]);
  const caseFile = await readFile(await download.path(), "utf8");
  await press(reporter, "File the report");
  await expect(reporter.getByText("People decide it: the provider is asked first")).toBeVisible({ timeout: 30_000 });
  const { data } = await demo.get<{ data: CaseView[] }>("/api/v1/cases?limit=1");
  const id = data[0]?.id ?? "";
  expect(data).toMatchObject([{ state: "awaiting_response", verdict: "out-of-scope", provider: vela.id }]);
  const openFile = async () => {
    await reporter.goto("/report/follow");
    await reporter.getByLabel("Your case file").fill(caseFile);
    await reporter.getByLabel("Its passphrase").fill(passphrase);
    await press(reporter, "Open it here");
  };

  // The other side.
  await operator.goto(`/operator/cases/${id}`);
  await operator.getByRole("radio", { name: /^Contest it/ }).check();
  await operator.getByRole("radio", { name: /^It is not about us/ }).check();
  const answer = "The account was closed in May. We paid it out; the file shows it.";
  await operator.getByLabel("Your statement").fill(answer);
  // What was typed outlives the page.
  await operator.reload();
  await operator.getByRole("radio", { name: /^Contest it/ }).check();
  await expect(operator.getByLabel("Your statement")).toHaveValue(answer);
  await expect(operator.getByRole("radio", { name: /^It is not about us/ })).toBeChecked();
  await operator.locator("input[type=file]").setInputFiles({
    name: "payout.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("2026-05-03 paid out 1200.00 EUR, reference 4711"),
  });
  await press(operator, "Preview");
  await press(operator, "Sign and contest");
  await expect(operator.getByText("Your answer stands in the case.")).toBeVisible();

  // Evidence closes; both reveal their shares, and the reviewers are drawn.
  await demo.passTo((await demo.case(id)).dispute?.evidence_closes_at);
  const bothReveal = () =>
    Promise.all([
      (async () => {
        await openFile();
        await press(reporter, "Sign and reveal");
        await expect(reporter.getByText("Your share counts in the draw.")).toBeVisible();
      })(),
      (async () => {
        // The workspace does it by itself.
        await operator.goto("/operator");
        await expect(operator.getByText("Your secret for a draw was revealed")).toBeVisible({ timeout: 15_000 });
      })(),
    ]);
  await bothReveal();
  const shared = await demo.case(id);
  expect(shared.dispute).toMatchObject({
    reporter_share: { share: expect.any(String) },
    operator_share: { share: expect.any(String) },
  });
  await demo.passTo(shared.dispute?.shares_by);
  const isDrawn = (round: number) => (one: CaseView) => one.panels.some((panel) => panel.round === round);
  let one = await demo.untilCase(id, "a first panel", isDrawn(1));
  // Those who are drawn and sit at no browser here decline; the next in rank are asked, until the three are.
  for (;;) {
    const asked = one.panels[0]?.seats.filter(({ state }) => state === "asked") ?? [];
    const away = others.filter(({ did }) => asked.some(({ maintainer }) => maintainer === did));
    if (away.length === 0) break;
    const body = { round: 1, reason: "No time this week." };
    await Promise.all(away.map((by) => demo.say(by, { kind: "panel.decline", subject: id, body })));
    one = await demo.case(id);
  }

  // Seats, sealed ballots, opened ballots: each in its own browser.
  await Promise.all(
    jury.map(async (page) => {
      await page.goto("/review");
      await page.getByLabel("Nothing ties me to either side").check();
      await press(page, "Take the seat");
      await expect(page.getByText("Take the seat")).toHaveCount(0);
    }),
  );
  await demo.passTo(one.panels[0]?.seats_by);
  await Promise.all(
    jury.map(async (page, at) => {
      await page.goto("/review");
      const isFor = at < 2;
      await page.getByRole("radio", { name: isFor ? /^It happened/ : /^It did not happen/ }).check();
      await page.getByLabel("Reason: did it happen").fill("The signed answer refuses it.");
      if (isFor) {
        await page.getByRole("radio", { name: /^Carelessness/ }).check();
        await page.getByLabel("Reason: whose doing").fill("Nobody looked after it.");
        await page.getByRole("radio", { name: at === 0 ? /^Serious/ : /^Minor/ }).check();
        await page.getByLabel("Reason: how grave").fill("Money was kept for weeks.");
      }
      if (at === 0) await byKeysAndAgain(page);
      await press(page, "Seal");
      await expect(page.getByText("Sealed, and kept in this browser.")).toBeVisible();
    }),
  );
  await demo.passTo(one.panels[0]?.votes_by);
  await Promise.all(
    jury.map(async (page) => {
      await page.goto("/review");
      await press(page, "Open my ballot");
      await expect(page.getByText("Your ballot is open. It counts.")).toBeVisible();
    }),
  );

  // The draft, the ruling, and an appeal that names an error.
  await demo.passTo(one.panels[0]?.reveals_by);
  expect((await demo.case(id)).draft).toMatchObject({ outcome: "upheld", severity: "minor", counted: 3, dissent: 1 });
  await operator.goto(`/operator/cases/${id}`);
  await operator.getByLabel("Your statement").fill("The payout of 3 May is not mentioned.");
  await press(operator, "Preview");
  await press(operator, "Sign and send");
  await expect(operator.getByText("Your note stands in the case, beside the draft.")).toBeVisible();
  // One that comes too late is refused, and what was written is still there.
  const late = "Nor is the reference.";
  await operator.reload();
  await operator.getByLabel("Your statement").fill(late);
  await press(operator, "Preview");
  await demo.passTo(one.panels[0]?.draft_ends_at);
  await press(operator, "Sign and send");
  await expect(operator.getByText("What you wrote and did not send")).toBeVisible();
  await expect(operator.getByText(late, { exact: true })).toBeVisible();
  const ruled = await demo.untilCase(id, "a stated ruling", ({ dispute }) => dispute?.rulings[0]?.entry != null);
  expect(ruled).toMatchObject({ state: "ruled", dispute: { rulings: [{ outcome: "upheld", weight: "full" }] } });
  await operator.reload();
  await operator.getByRole("radio", { name: /^An error in the ruling/ }).check();
  await operator.getByLabel("Your statement").fill("The ruling does not weigh the payout of 3 May.");
  await press(operator, "Preview");
  await press(operator, "Sign and appeal");
  await expect(operator.getByText("Your appeal stands in the case.")).toBeVisible();

  // Five others, by command line.
  const cli = async (...args: string[]) =>
    expect(await ran(...args, "--url", baseURL)).toMatchObject({ code: 0, err: "" });
  const byAll = (verb: string, ...more: string[]) =>
    Promise.all(OTHERS.map((key) => cli("review", verb, id, "--key", key, ...more)));
  await demo.passTo((await demo.case(id)).dispute?.evidence_closes_at);
  await bothReveal();
  const again = (await demo.case(id)).dispute;
  expect(again).toMatchObject({
    reporter_share: { share: expect.any(String) },
    operator_share: { share: expect.any(String) },
  });
  expect(again?.reporter_share?.share).not.toBe(shared.dispute?.reporter_share?.share);
  await demo.passTo(again?.shares_by);
  const appealed = (await demo.untilCase(id, "an appeal panel", isDrawn(2))).panels.find(({ round }) => round === 2);
  expect(appealed?.seats.map(({ maintainer }) => maintainer).sort()).toEqual(others.map(({ did }) => did).sort());
  await byAll("accept");
  await demo.passTo(appealed?.seats_by);
  await byAll("vote", "--fact", "did-not-happen", "--why-fact", "It was paid out on 3 May.");
  await demo.passTo(appealed?.votes_by);
  await byAll("reveal");
  await demo.passTo(appealed?.draft_ends_at);
  const final = await demo.untilCase(id, "the last ruling", ({ dispute }) => dispute?.rulings[1]?.entry != null);
  expect(final).toMatchObject({
    state: "final",
    dispute: { rulings: [{ outcome: "upheld" }, { outcome: "not_upheld", counted: 5, dissent: 0 }] },
  });

  // What everybody sees, and what a stranger computes.
  await reporter.goto(`/cases/${id}`);
  await expect(reporter.getByRole("main")).toContainText("It did not happen.");
  await expect(reporter.getByRole("main")).toContainText("The other ruling");
  await reporter.goto(`/cases/${id}/ruling`);
  await expect(reporter.getByRole("main")).toContainText("It was paid out on 3 May.");
  await expectAccessibleIn(reporter, "a ruling");
  // No page about the case tells its reporter's account, nor any page the session or the browser.
  const cookies = await reporter.context().cookies();
  const session = cookies.filter((cookie) => cookie.name.includes("session")).map(({ value }) => value);
  expect(session).toHaveLength(1);
  const agent = await reporter.evaluate(() => navigator.userAgent);
  const entries = final.statements.map(({ entry }) => `/log/entries/${entry}`);
  const ofCase = ["/cases", `/cases/${id}`, `/cases/${id}/ruling`, `/log/entries/${final.filed_in}`, ...entries];
  for (const path of [...ofCase, "/", "/log", "/cases/figures", "/status", `/providers/${vela.id}`, "/feed.atom"]) {
    const answer = await fetch(`${baseURL}${path}`);
    const text = await answer.text();
    expect([path, answer.status]).toEqual([path, 200]);
    const needles = [
      ...session,
      agent,
      ...(ofCase.includes(path) ? [rita.did, rita.thumbprint, "Rita Elsewhere"] : []),
    ];
    expect([path, needles.filter((needle) => text.includes(needle))]).toEqual([path, []]);
  }
  const audit = await ran("audit", baseURL, "--json");
  expect([audit.code, JSON.parse(audit.out).ok]).toEqual([0, true]);
  await Promise.all([reporter, operator, ...jury].map((page) => page.context().close()));
});
