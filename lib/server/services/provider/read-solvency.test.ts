import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProviderSteps } from "#lib/contract/steps.ts";
import { surpriseInstant } from "#lib/disclosure/solvency/surprise-instant.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { type ProviderId, providerIdOf, type StatementHash } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite, type TestSite } from "#lib/server/http/test-site.ts";
import { registration, type Signed, START, signed, testKey } from "#lib/server/sequencer/test-log.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { buildSubmission } from "#lib/statement/submission.ts";
import { getProvider } from "./get-provider.ts";
import { readSolvency } from "./read-solvency.ts";

const database = await freshDatabase();
let site: TestSite;
let [halden, vela] = ["", ""] as [ProviderId | "", ProviderId | ""];

const KEEPER = testKey("keeper");

/** Sent again until it is recorded and folded: a busy index promises first, and the same bytes are recorded once. */
async function submit(statement: Signed): Promise<StatementHash> {
  const body = Buffer.from(buildSubmission(statement.bytes, statement.parts));
  for (;;) {
    const answer = await fetch(`${site.url}/api/v1/statements`, { method: "POST", body, headers: JSON_BODY });
    const said = await answer.text();
    if (answer.status === 201 && JSON.parse(said).effect !== null) return statement.hash;
    if (![201, 202, 503].includes(answer.status)) throw new Error(said);
  }
}

const JSON_BODY = { "content-type": "application/json" };

function says(
  type: "liabilities" | "reserves" | "custody_addresses",
  subject: string,
  body: JsonObject,
  prev?: StatementHash,
) {
  const fields = { kind: `disclosure.${type}`, subject, body, ...(prev && { prev }) };
  return submit(signed(KEEPER, `${type} ${subject} ${prev ?? ""}`, fields));
}

beforeAll(async () => {
  site = await startTestSite(database);
  await submit(registration("keeper"));
  const list = (name: string) =>
    submit(signed(KEEPER, name, { kind: "provider.register", subject: "new", body: { kind: "instance", name } }));
  halden = providerIdOf(await list("Halden"));
  vela = providerIdOf(await list("Vela"));
});
afterAll(() => site.close());

async function solvencyOf(id: string) {
  const { data, as_of } = await getProvider(site.context, id as ProviderId);
  return readSolvency(site.context, data.form, as_of.size);
}

test("an address that two instances claim is shown at both, in whatever case it is written, and refuses neither", async () => {
  const example = DISCLOSURES.custody_addresses.example(START);
  const [place] = example.addresses as unknown as readonly JsonObject[];
  const lower = { ...place, address: String(place?.address).toLowerCase() };
  const own = { ...place, address: "0x1111111111111111111111111111111111111111" };
  await says("custody_addresses", halden, example);
  expect((await solvencyOf(halden)).custody?.shared).toEqual([]);
  await says("custody_addresses", vela, { ...example, addresses: [lower, own] as unknown as JsonObject[] });
  const name = "ethereum 0x52908400098527886e0f7030069857d2e4169ee7";
  expect((await solvencyOf(halden)).custody?.shared).toEqual([{ name, providers: [{ id: vela, name: "Vela" }] }]);
  expect((await solvencyOf(vela)).custody?.shared).toEqual([{ name, providers: [{ id: halden, name: "Halden" }] }]);
});

test("a surprise snapshot passes only by a checkpoint that this log made after its window", async () => {
  const note = await (await fetch(`${site.url}/log/checkpoint`)).text();
  const opened = openCheckpoint(note, site.context.publicKeys.vkeys.log);
  if (!opened.ok) throw new Error("no checkpoint");
  const { size } = opened.value.checkpoint;
  const root = hexEncode(opened.value.checkpoint.root);
  const drawnFrom = (to: number, change: JsonObject = {}) => {
    const surprise = {
      from: formatInstant(addMs(START, to - 7 * DAY_MS)),
      to: formatInstant(addMs(START, to)),
      size,
      root,
      ...change,
    };
    const at = surpriseInstant(halden, surprise);
    return { at: formatInstant(at ?? START), surprise };
  };
  const example = DISCLOSURES.liabilities.example(START);
  const told = async (epoch: number, change: JsonObject, prev?: StatementHash) => {
    const hash = await says("liabilities", halden, { ...example, epoch, ...change }, prev);
    return { hash, check: (await solvencyOf(halden)).surprise };
  };
  // Later epochs are of later instants, so that the windows move.
  const other = await told(1, { ...drawnFrom(-40 * DAY_MS), at: formatInstant(addMs(START, -41 * DAY_MS)) });
  expect(other.check?.reason).toBe("other-instant");
  const foreign = await told(2, drawnFrom(-30 * DAY_MS, { root: "11".repeat(32) }), other.hash);
  expect(foreign.check?.reason).toBe("other-root");
  const unknown = await told(3, drawnFrom(-20 * DAY_MS, { size: 900 }), foreign.hash);
  expect(unknown.check?.outcome).toBe("cannot-check");
  const good = await told(4, drawnFrom(-10 * DAY_MS), unknown.hash);
  expect(good.check?.outcome).toBe("pass");
  const early = await told(5, lateWindow(drawnFrom), good.hash);
  expect(early.check?.reason).toBe("known-before");
  const plain = await told(6, {}, early.hash);
  expect(plain.check).toBeUndefined();
  const reserves = DISCLOSURES.reserves.example(START);
  await says("reserves", halden, { ...reserves, ...drawnFrom(-10 * DAY_MS, { root: "11".repeat(32) }) });
  expect((await solvencyOf(halden)).surpriseOfReserves?.reason).toBe("other-root");
});

test("the steps tell over the API that a user checked what is owed, and add the stated costs by currency", async () => {
  const example = DISCLOSURES.liabilities.example(START);
  const cost = { moneyPerMonth: "12.5", currency: "EUR", basis: "measured" };
  await says("liabilities", vela, { ...example, overhead: cost });
  const read = async () => {
    const { data } = await (await fetch(`${site.url}/api/v1/providers/${vela}/steps`)).json();
    const third: ProviderSteps["steps"][number] = data.steps[2];
    return { ...third, liabilities: third.needs.find(({ id }) => id === "liabilities") };
  };
  const before = await read();
  expect(before.liabilities).toMatchObject({ state: "review", reason: "No user has checked a balance lately." });
  expect(before.overhead).toEqual({
    ...{ stated: 1, measured: 1 },
    sums: [{ name: "moneyPerMonth", amount: "12.5", currency: "EUR" }],
  });
  const body = { epoch: 1, root: String(example.root), result: "verified" };
  await submit(signed(testKey("a user"), "check", { kind: "solvency.check", subject: vela, body }));
  expect((await read()).liabilities).toMatchObject({
    state: "satisfied",
    reason: "1 of 312 users signed that they are counted, in epoch 1.",
  });
});

/** A window that ends after the checkpoint was made, of which the drawn instant has passed all the same. */
function lateWindow(drawnFrom: (to: number) => { at: string; surprise: JsonObject }): JsonObject {
  for (let to = 1; to < 1000; to++) {
    const drawn = drawnFrom(to);
    if (drawn.at < formatInstant(START) && drawn.at > formatInstant(addMs(START, -9 * DAY_MS))) return drawn;
  }
  throw new Error("no such window");
}
