/** A provider that changes hands, as API and page tell it: offered to all, carried after its 72 hours, with what it ended. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { keyDirectorySchema, proposalSchema } from "#lib/contract/keys.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { registration, type Signed, signed, testKey, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { getProvider } from "#lib/server/services/provider/get-provider.ts";
import { readHandovers } from "#lib/server/services/provider/read-handovers.ts";
import { keyProofBytes } from "#lib/statement/possession-proof.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
let site: TestSite;
const ada = testKey("ada");
const eve = testKey("eve");
const own = testKey("ada disclosure");
const provider = signed(ada, "halden", {
  kind: "provider.register",
  subject: "new",
  body: { kind: "instance", name: "Halden" },
});
const id = providerIdOf(provider.hash);
const offer = signed(ada, "offer", {
  kind: "provider.transfer",
  subject: id,
  prev: provider.hash,
  body: { to: eve.did },
});

beforeAll(async () => {
  site = await startTestSite(database);
  const claim = { log: testOrigin(), provider: id, thumbprint: own.thumbprint, purpose: "disclosure" } as const;
  const proof = base64UrlEncode(signEd25519(own.seed, keyProofBytes(claim)));
  const key = signed(ada, "key", {
    kind: "key.add",
    subject: id,
    body: { purpose: "disclosure", newKey: own.did, proof },
  });
  for (const statement of [registration("ada"), registration("eve"), provider, key]) await post(statement);
});
afterAll(() => site.close());

async function post(statement: Signed): Promise<void> {
  const response = await fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: new Uint8Array(statement.bytes),
  });
  expect(response.status).toBe(201);
}

async function read<T extends z.ZodType>(path: string, data: T): Promise<z.infer<T>> {
  const response = await fetch(`${site.url}/api/v1/${path}`);
  expect(response.status).toBe(200);
  const answer = (await response.json()) as { data: unknown };
  return data.parse(answer.data);
}

async function handovers() {
  const { data, as_of } = await getProvider(site.context, id);
  const found = await readHandovers(site.context, data.form, as_of);
  return found.map(({ state, from, to }) => [state, from.name, to.name]);
}

const offered = (wish: string) => read(`proposals?${wish}`, z.array(proposalSchema));
const directory = () => read(`providers/${id}/keys`, keyDirectorySchema);

test("an offer is told to all until it is carried, and the change of hands for ever; the old operator's disclosure key is past", async () => {
  await post(offer);
  expect(await handovers()).toEqual([["open", "ada", "eve"]]);
  const to = encodeURIComponent(eve.did);
  const from = encodeURIComponent(ada.did);
  for (const wish of [`about=${id}`, `issuer=${from}`, `of=${to}&about=${id}&state=open`])
    expect(await offered(wish)).toMatchObject([{ statement: offer.hash }]);
  expect(await offered(`issuer=${to}`)).toEqual([]);
  expect((await directory()).keys.map(({ kid }) => kid)).toContain(own.thumbprint);

  site.now = addMs(site.now, 4 * DAY_MS);
  const issuedAt = formatInstant(site.now);
  const body = { statement: offer.hash };
  await post(signed(eve, "accept", { kind: "cosign", subject: `stmt:${offer.hash}`, issuedAt, body }));
  expect((await getProvider(site.context, id)).data.form.operator).toBe(eve.did);
  expect(await handovers()).toEqual([["carried", "ada", "eve"]]);
  const { keys, past_keys } = await directory();
  expect(keys.map(({ kid }) => kid)).not.toContain(own.thumbprint);
  expect(past_keys).toMatchObject([{ kid: own.thumbprint, state: "active", participant: ada.did }]);
});
