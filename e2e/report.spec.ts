import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { readSource } from "#lib/cli/definition/read-source.ts";
import { providerServer } from "#lib/cli/provider/serve.ts";
import { serviceOf } from "#lib/cli/provider/services.ts";
import { encodeBundle, newBundle } from "#lib/evidence/bundle/bundle.ts";
import { zipBundle } from "#lib/evidence/bundle/zip.ts";
import { CHARGE_TYPE } from "#lib/evidence/charge.ts";
import { functionOf, SORT_CODE } from "#lib/evidence/definition/testing/definitions.ts";
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { contentDigestOf } from "#lib/evidence/signing/content-digest.ts";
import { signatureFields, signResponse } from "#lib/evidence/signing/sign-response.ts";
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { addMs, asInstant, DAY_MS, formatInstant, MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import { composeStatement, identityOfSeed, signStatement } from "#lib/statement/compose.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import { buildSubmission, commitOf } from "#lib/statement/submission.ts";
import { CORNERS, expectAccessibleIn } from "./support/axe.ts";
import {
  freshIdentity,
  type Operator,
  openIndex,
  type PublishedProvider,
  publish,
  publishKey,
  record,
  registerOperator,
  registerProvider,
} from "./support/publish.ts";
import { expect, type Page, test } from "./support/test.ts";
import { until } from "./support/until.ts";

const SECRET = "never-to-be-seen-4711";
const ASKED = "[3,1,2]";
/** Whoever lies writes what looks like a secret beside it, so that nobody dares to publish it. */
const LIE = '[3,2,1,"Bearer looks-like-a-token-0815"]';

let vela: PublishedProvider;
let lie: HttpExchange;
let link: string;

/** A rule in force, a provider with a key for answers, and one signed answer that its rule does not give. */
test.beforeAll(async ({ baseURL }) => {
  const operator = await registerOperator(await openIndex(baseURL ?? ""), "Vela Operators");
  vela = await registerProvider(operator, { name: "Vela Sorting", kind: "service" });
  const { key } = await publishKey(vela, "response");
  const definition = await publishSort(operator);
  const created = Math.ceil(Date.now() / SECOND_MS);
  lie = await signResponse(
    {
      request: {
        method: "POST",
        authority: "sort.example",
        path: "/sort",
        query: "?",
        nonce: base64UrlEncode(freshIdentity().seed),
        body: utf8Encode(ASKED),
      },
      response: { status: 200, contentType: "application/json", definition, body: utf8Encode(LIE) },
    },
    { created, keyid: key.thumbprint, nonce: base64UrlEncode(freshIdentity().seed) },
    (message) => signEd25519(key.seed, message),
  );
  const bundle = newBundle({
    subject: { provider: vela.id },
    claim: { kind: "wrong-result", params: {} },
    exchanges: [lie],
    keys: [{ publicKey: key.did, events: [], proofs: [] }],
  });
  expect(encodeBundle(bundle).length).toBeLessThan(4000);
  link = `/report#evidence=${base64UrlEncode(zipBundle(bundle))}`;
});

/** Publishes the rule and waits until the index's worker has run its tests. */
async function publishSort({ index, did, thumbprint, seed }: Operator): Promise<string> {
  const now = asInstant(Date.now());
  const window = {
    validFrom: formatInstant(now),
    validUntil: formatInstant(addMs(now, 90 * DAY_MS)),
    graceSeconds: 3600,
  };
  const definition = functionOf({ window });
  const part = { bytes: utf8Encode(SORT_CODE), nonce: freshIdentity().seed };
  const commit = {
    commit: commitOf(part),
    bytes: part.bytes.length,
    mediaType: "text/javascript",
    visibility: "public" as const,
  };
  const said = { kind: "definition.publish", subject: "new", body: { name: "Sorting", definition } } as const;
  const head = { ...said, log: index.origin, issuer: did, key: thumbprint, parts: [commit] };
  const unsigned = composeStatement(head, now, (bytes) => freshIdentity().seed.slice(0, bytes));
  await record(index, buildSubmission(signStatement(unsigned, seed), [part]), statementHash(unsigned));
  const hash = hexEncode(definitionHash(definition));
  await until("the rule is admitted", async () => {
    const answer = await fetch(new URL(`/api/v1/definitions?hash=${hash}`, index.baseUrl));
    return (await answer.text()).includes('"outcome":"admitted"');
  });
  return hash;
}

/** Both messages as a person copies them, a password and a cookie among the fields. */
function copied({ response }: HttpExchange): { request: string; answer: string } {
  const { nonce } = lie.request;
  const fields = [
    ["Host", "sort.example"],
    ["Authorization", `Bearer ${SECRET}`],
    ["Cookie", `session=${SECRET}`],
    ["Prex-Request-Nonce", nonce],
    ["Content-Digest", contentDigestOf(utf8Encode(ASKED))],
  ];
  const answered = [
    ["Content-Type", response.contentType],
    ["Prex-Definition", response.definition ?? ""],
    ...signatureFields(lie),
  ];
  const lines = (start: string, list: readonly (readonly string[])[], body: string) =>
    `${[start, ...list.map(([name, value]) => `${name}: ${value}`), ""].join("\n")}\n${body}`;
  return {
    request: lines("POST /sort HTTP/1.1", fields, ASKED),
    answer: lines("HTTP/1.1 200 OK", answered, LIE),
  };
}

/** The page shows what stands there and goes no further before somebody looked. */
async function lookAtBait(page: Page): Promise<void> {
  await expect(main(page)).toContainText("looks-like-a-token-0815", { timeout: 30_000 });
  const goOn = page.getByRole("button", { name: "Say so in the report" });
  await expect(goOn).toBeDisabled();
  await expect(page.getByRole("button", { name: "See what becomes public" })).toHaveCount(0);
  await expectAccessibleIn(page, "what looks like a secret in an answer", CORNERS);
  await page.getByLabel("This is no secret of mine").check();
  await goOn.click();
}

const main = (page: Page) => page.getByRole("main");

test("a signed lie goes from paste to a logged verdict with a key of its own, and nothing leaves before; the second reporter is counted", async ({
  page,
}) => {
  // Two verdicts are waited for, and each is two runs in two hosts.
  test.setTimeout(120_000);
  const sent: { text: string; method: string }[] = [];
  page.on("request", (request) =>
    sent.push({ text: `${request.url()} ${request.postData() ?? ""}`, method: request.method() }),
  );
  const alerts: string[] = [];
  page.on("dialog", (dialog) => {
    alerts.push(dialog.message());
    void dialog.dismiss();
  });
  const { request, answer } = copied(lie);
  await page.goto("/report");
  await page.getByRole("button", { name: /^Wrong answer/ }).press("Enter");
  await page.getByRole("tab", { name: "Request and answer" }).click();
  await page.getByLabel("The request", { exact: true }).fill(request);
  await page.getByLabel("The answer, with its fields").fill(answer);
  await page.getByRole("button", { name: "Read both here" }).click();
  await expect(page.getByText("struck out: it could open your account")).toHaveCount(2);
  await expect(main(page)).not.toContainText(SECRET);
  await expect(main(page)).toContainText("Vela Sorting");
  await page.getByLabel("In your words").fill("<img src=x onerror=alert(1)> it did not sort");
  await expectAccessibleIn(page, "a proof that was read", CORNERS);

  await page.reload();
  await expect(page.getByLabel("In your words")).toHaveValue(/it did not sort/);
  await page.getByRole("button", { name: "Check it here" }).click();
  await lookAtBait(page);
  await expect(page.locator("[data-outcome=proven]")).toBeVisible({ timeout: 30_000 });
  // Pasted, it has no date in the log: what that means for readers elsewhere is said.
  await expect(main(page)).toContainText("the log holds no hash of the answer that would date it");
  await expectAccessibleIn(page, "checks of a report", CORNERS);
  await page.getByRole("button", { name: "See what becomes public" }).click();
  await expect(page.getByText("Your own request may identify you")).toBeVisible();
  await page.getByRole("button", { name: "Suggest one" }).click();
  const passphrase = await page.getByLabel("Passphrase").inputValue();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the case file" }).click(),
  ]);
  const caseFile = await readFile(await download.path(), "utf8");
  await expectAccessibleIn(page, "what becomes public", CORNERS);

  expect(sent.filter(({ method }) => method !== "GET")).toEqual([]);
  const own = [lie.request.nonce, lie.signature, lie.response.body, "did not sort", SECRET];
  expect(sent.filter(({ text }) => own.some((part) => text.includes(part)))).toEqual([]);

  await page.getByRole("button", { name: "File the report" }).press("Enter");
  await expect(page.getByText(/^Recorded as entry/)).toBeVisible({ timeout: 30_000 });
  const proven = "Proven: its signed answer is not what its own published rule gives.";
  await expect(page.getByText(proven)).toBeVisible({ timeout: 60_000 });
  await expectAccessibleIn(page, "a report that was judged", CORNERS);

  await page.goto("/report/follow");
  await page.getByLabel("Your case file").fill(caseFile);
  await page.getByLabel("Its passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Open it here" }).click();
  await expect(page.getByText(proven)).toBeVisible();

  await page.goto("/report");
  await page.getByRole("button", { name: "Report something else" }).click();
  await page.goto("/");
  await page.goto(link);
  await lookAtBait(page);
  await expect(page.getByText("It was reported before: yours is added to that case and counted.")).toBeVisible({
    timeout: 30_000,
  });
  expect(page.url()).not.toContain("#");
  await page.getByRole("button", { name: "See what becomes public" }).click();
  await page.getByLabel("File without a case file").check();
  await page.getByRole("button", { name: "File the report" }).click();
  await expect(page.getByText("You are the 2nd to report this; added.")).toBeVisible({ timeout: 60_000 });

  // By the log's own times both were decided within the minute that is promised.
  const { data } = await (await fetch(new URL(`/api/v1/cases?provider=${vela.id}`, page.url()))).json();
  const waits = data.map(
    (one: { filed_at: string; judged_at: string }) => Date.parse(one.judged_at) - Date.parse(one.filed_at),
  );
  expect(waits).toHaveLength(2);
  expect(Math.max(...waits)).toBeLessThan(MINUTE_MS);

  expect(alerts).toEqual([]);
  // The first was sent again after another page had been looked at: the same bytes, recorded once.
  const posts = sent.filter(({ method }) => method === "POST").map(({ text }) => text);
  expect(posts.filter((text) => !/^\S+\/api\/v1\/statements /.test(text))).toEqual([]);
  expect(new Set(posts).size).toBe(2);
  expect(sent.filter(({ text }) => text.includes(SECRET) || text.includes(passphrase))).toEqual([]);
});

test("an answer that the page calls for itself is dated by the log at once, and the report shows it", async ({
  page,
}) => {
  const source = await readSource("docs/how-to/definitions/blocks.json");
  const [responder, instance] = [41, 42].map((fill) => identityOfSeed(new Uint8Array(32).fill(fill)));
  if (responder === undefined || instance === undefined) throw new Error("two keys");
  const server = providerServer({ source, service: await serviceOf(source), responder, instance });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await page.goto("/report/capture");
  await page.getByLabel("Address").fill(`http://127.0.0.1:${(server.address() as AddressInfo).port}/blocks/none`);
  await page.getByRole("button", { name: "Call the provider" }).click();
  await expect(page.getByText(/^Dated: entry [\d,]+ of the log holds its hash/)).toBeVisible({ timeout: 30_000 });
  await expectAccessibleIn(page, "a call that was signed and dated", CORNERS);
  await page.getByRole("button", { name: "Check the answer itself" }).click();
  await expect(main(page)).toContainText("by the log: entry");
  await page.getByRole("button", { name: "Check it here" }).click();
  await page.getByRole("button", { name: "See what becomes public" }).click({ timeout: 30_000 });
  await expect(main(page)).toContainText("a receipt of the log that held its hash");
  server.closeAllConnections();
  server.close();
});

test("a signed charge above the price list, and two epochs that do not add up, are proven here before they are filed", async ({
  page,
  baseURL,
}) => {
  const operator = await registerOperator(await openIndex(baseURL ?? ""), "Till Operators");
  const till = await registerProvider(operator, { name: "Till", kind: "instance" });
  const { key } = await publishKey(till, "response");
  const now = asInstant(Date.now());
  const [from, later] = [formatInstant(addMs(now, -8 * DAY_MS)), formatInstant(addMs(now, -DAY_MS))];
  const fees = DISCLOSURES.fees.example(now);
  const line = { service: "sorting", unit: "call", pricePer1000: "0.40", currency: "EUR", from, noticeDays: 7 };
  const subject = till.id;
  await publish(operator, { subject, kind: "disclosure.fees", body: { ...fees, lines: [line] } });
  const owed = { ...DISCLOSURES.liabilities.example(now), at: from, total: "1000" };
  const first = await publish(operator, { subject, kind: "disclosure.liabilities", body: owed });
  const flows = { deposits: "900", withdrawals: "300", fees: "50", expired: "7", settlements: "-43" };
  const next = { ...owed, at: later, epoch: 2, total: "1501", flows };
  const second = await publish(operator, { subject, kind: "disclosure.liabilities", body: next, prev: first.hash });
  const charge = { service: "sorting", unit: "call", quantity: "1", amount: "0.0008", currency: "EUR" };
  const answer = await signResponse(
    {
      request: {
        method: "GET",
        authority: "till.example",
        path: "/sort",
        query: "?",
        nonce: base64UrlEncode(freshIdentity().seed),
      },
      response: {
        status: 200,
        contentType: CHARGE_TYPE,
        body: utf8Encode(JSON.stringify({ "prex-charge": charge })),
      },
    },
    { created: Math.ceil(Date.now() / SECOND_MS), keyid: key.did, nonce: base64UrlEncode(freshIdentity().seed) },
    (message) => signEd25519(key.seed, message),
  );
  const give = async (text: object) => {
    await page.getByLabel("Or paste it").fill(JSON.stringify(text));
    await page.getByRole("button", { name: "Read it here" }).click();
  };
  const proven = page.locator("[data-outcome=proven]");

  await page.goto("/report");
  await page.getByRole("button", { name: /^Charged more/ }).click();
  await give(answer);
  await page.getByRole("button", { name: "Check it here" }).click();
  await expect(proven).toContainText("it charged more than its own published price list allows", { timeout: 30_000 });

  // Whatever was asked before: a receipt says itself what it is half of.
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: "Take it out" }).click();
  await give(second.receipt);
  await expect(main(page).getByText("Receipt of epoch 2")).toBeVisible();
  await expectAccessibleIn(page, "half of a proof of two epochs", CORNERS);
  await give(first.receipt);
  await expect(proven).toContainText("two of its signed disclosures cannot both be true", { timeout: 30_000 });
  await page.getByRole("button", { name: "See what becomes public" }).click();
  await expect(main(page)).toContainText("Two of its signed disclosures cannot both be true.");
});
