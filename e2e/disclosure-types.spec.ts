/**
 * Every disclosure type from its example: by a real browser, by the command line, posted to the API. Forms of one kind of
 * input are drawn by one component: so many types are typed as it takes to use each, and the others come from a file. That
 * each type's own form gives these bytes: e2e/faults/disclosure-types.test.ts.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { composerHref } from "#lib/client/operator/hrefs.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import { signStatement } from "#lib/statement/compose.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import { type Statement, statementHash } from "#lib/statement/envelope.ts";
import { touchstone } from "./support/command.ts";
import { fillForm, waysToFill } from "./support/fill-form.ts";
import { freshIdentity, type Operator, openIndex, publish, record, registerProvider } from "./support/publish.ts";
import { expect, type Page, test } from "./support/test.ts";

const types: readonly DisclosureType[] = Object.values(DISCLOSURES);
// Midnight: the form's pickers take no seconds.
const today = asInstant(Math.floor(Date.now() / DAY_MS) * DAY_MS);

/** An operator whose account key a browser and a command line both have; its spare key is safe elsewhere. */
async function enrol(baseUrl: string): Promise<Operator> {
  const operator = { ...freshIdentity(), index: await openIndex(baseUrl), displayName: "Typing Operations" };
  const body = { displayName: operator.displayName, nextKeyDigest: "5".repeat(64) };
  await publish(operator, { kind: "participant.register", subject: operator.did, body });
  return operator;
}

async function importKey(page: Page, { seed }: Operator): Promise<void> {
  await page.goto("/settings");
  await page.getByText("Import a key").click();
  await page.getByLabel("Key or key file").fill(hexEncode(seed));
  await page.getByRole("button", { name: "Import this key" }).click();
  await expect(page.getByText("cannot be copied out", { exact: true })).toBeVisible();
}

async function compose(page: Page, provider: string, type: DisclosureType): Promise<void> {
  await page.goto(composerHref(provider, type.type));
  const form = page.locator("form", { has: page.getByRole("button", { name: "Preview" }) });
  await fillForm(form, fieldsOf(type.body), type.example(today));
  await form.getByRole("button", { name: "Preview" }).click();
  // Whatever is worked out above it meanwhile, the button stays where it is.
  await page.getByRole("button", { name: "Sign and publish" }).click();
  await expect(page.getByText(/^Recorded as entry \d/)).toBeVisible();
}

/** Types whose examples together take every way of entering that forms have, the richest first. */
function typesToType(): DisclosureType[] {
  const waysOf = ({ body, example }: DisclosureType) => waysToFill(fieldsOf(body), example(today));
  const composed = types.filter(({ composed }) => composed);
  const open = new Set(composed.flatMap((type) => [...waysOf(type)]));
  const chosen: DisclosureType[] = [];
  while (open.size > 0) {
    const newIn = (type: DisclosureType) => [...waysOf(type)].filter((way) => open.has(way)).length;
    const richest = composed.reduce((best, type) => (newIn(type) > newIn(best) ? type : best));
    for (const way of waysOf(richest)) open.delete(way);
    chosen.push(richest);
  }
  return chosen;
}

/** A browser publishes every type from a file, too; signs of life, which have no form, only so. */
async function importRows(page: Page, provider: string, rows: readonly DisclosureType[]): Promise<void> {
  await page.goto("/operator/disclosures/import");
  const lines = rows.map(({ type, example }) => JSON.stringify({ type, provider, body: example(today) }));
  await page.getByLabel("Rows").fill(lines.join("\n"));
  await page.getByRole("button", { name: "Read the rows" }).click();
  await page.getByRole("button", { name: `Sign and publish all ${rows.length}` }).click();
  await expect(page.getByText(`${rows.length} of ${rows.length} recorded`)).toBeVisible();
}

/** Publishes each type, by its form or from a file; gives the statements that left the page, byte by byte, by kind. */
async function publishAll(page: Page, provider: string): Promise<Map<string, string>> {
  const sent = new Map<string, string>();
  page.on("request", (request) => {
    if (request.method() !== "POST" || new URL(request.url()).pathname !== "/api/v1/statements") return;
    const bytes = request.postDataBuffer()?.toString("utf8") ?? "";
    sent.set(JSON.parse(bytes).kind, bytes);
  });
  const typed = typesToType();
  expect(typed.length).toBeGreaterThan(3);
  for (const type of typed) await compose(page, provider, type);
  const others = types.filter((type) => !typed.includes(type));
  await importRows(page, provider, others);
  return sent;
}

/** All types by one run of the command line. */
async function discloseAll(home: string, { seed, index }: Operator, provider: string): Promise<void> {
  const [key, file] = [path.join(home, "seed"), path.join(home, "all.jsonl")];
  writeFileSync(key, hexEncode(seed));
  writeFileSync(
    file,
    types.map(({ type, example }) => JSON.stringify({ type, provider, body: example(today) })).join("\n"),
  );
  const run = async (...args: string[]) => {
    const { code, out, err } = await touchstone(home, ...args);
    expect(`${code} ${out} ${err}`).toMatch(/^0 /);
  };
  await run("keys", "import", "operator", key, "--purpose", "control");
  await run("disclose", "many", file, "--publish", "--key", "operator", "--url", index.baseUrl);
}

type Recorded = { readonly index: number; readonly statement: Statement };

/** What the log has about a provider, by kind. */
async function recordedAbout({ index: { baseUrl } }: Operator, provider: string): Promise<Map<string, Recorded>> {
  const get = async (place: string) => (await fetch(new URL(place, baseUrl))).json();
  const listed: { data: { index: number }[] } = await get(`/api/v1/entries?subject=${provider}&limit=200`);
  const entries: { data: Recorded }[] = await Promise.all(
    listed.data.map(({ index }) => get(`/api/v1/entries/${index}`)),
  );
  return new Map(entries.map(({ data }) => [data.statement.kind, data]));
}

test("each type leaves the browser as the bytes that the command line makes and the API takes, typed or from a file", async ({
  page,
  baseURL,
}) => {
  test.slow();
  const operator = await enrol(baseURL ?? "");
  const typed = await registerProvider(operator, { name: "Typed Instance" });
  const told = await registerProvider(operator, { name: "Told Instance" });
  const home = mkdtempSync(path.join(tmpdir(), "touchstone-home-"));
  try {
    await importKey(page, operator);
    const [sent] = await Promise.all([publishAll(page, typed.id), discloseAll(home, operator, told.id)]);
    const byBrowser = await recordedAbout(operator, typed.id);
    const byCommand = await recordedAbout(operator, told.id);
    for (const { type, example } of types) {
      const bytes = sent.get(`disclosure.${type}`);
      const mine = byBrowser.get(`disclosure.${type}`);
      const other = byCommand.get(`disclosure.${type}`);
      if (mine === undefined || other === undefined) throw new Error(`${type} was not recorded.`);
      expect(mine.statement.body, type).toEqual(example(today));
      expect(canonicalText(mine.statement as unknown as JsonValue), type).toBe(bytes);
      // The command line took an id and a time of its own, and the other provider; all else is its work.
      const { id, issuedAt, subject } = mine.statement;
      const { signature: _, ...unsigned } = { ...other.statement, id, issuedAt, subject };
      const signed = signStatement(unsigned, operator.seed);
      expect(Buffer.from(signed).toString("utf8"), type).toBe(bytes);
      // To the API it is the statement that it has: the same place for ever.
      const again = await record(operator.index, signed, statementHash(unsigned));
      expect([again.index, again.effect?.status], type).toEqual([mine.index, "effective"]);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
