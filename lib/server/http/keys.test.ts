/** Keys over HTTP: the directory, proposals, and a revocation that races a disclosure. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { keySetSchema } from "#lib/contract/keys.ts";
import { readPrices } from "#lib/contract/own-word-reader.ts";
import { base64Decode, base64UrlEncode } from "#lib/kernel/base.ts";
import { type Did, providerIdOf, type StatementHash } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { registration, type Signed, START, signed, testKey, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { readLives, readVersions } from "#lib/server/services/provider/read-disclosures.ts";
import { Replay } from "#lib/state/audit.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { keyProofBytes } from "#lib/statement/possession-proof.ts";
import { buildSubmission } from "#lib/statement/submission.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
let site: TestSite;

const operator = testKey("keys operator");
const provider = signed(operator, "keys provider", {
  kind: "provider.register",
  subject: "new",
  body: { kind: "service", name: "Vela" },
});
const id = providerIdOf(provider.hash);
const first = testKey("keys disclosure 1");

const send = (statement: Signed) =>
  fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Buffer.from(buildSubmission(statement.bytes, statement.parts)),
  });

async function submit(statement: Signed): Promise<StatementHash> {
  const response = await send(statement);
  expect(response.status, await response.clone().text()).toBe(201);
  return statement.hash;
}

/** What a key of the operator says now; as the index answers. */
async function said(
  by: typeof operator,
  label: string,
  fields: Pick<Parameters<typeof signed>[2], "kind" | "subject" | "body">,
) {
  const dated = { issuedAt: formatInstant(site.now), issuer: operator.did as Did, ...fields };
  return await (await send(signed(by, label, dated))).json();
}

/** The second key's signature under what the first proposed. */
async function cosigned(proposal: { receipt: { index: number } }) {
  const hash = (await read(`/api/v1/entries/${proposal.receipt.index}`)).data.statement_hash;
  return await said(testKey("keys second"), `cosign ${hash}`, {
    kind: "cosign",
    subject: `stmt:${hash}`,
    body: { statement: hash },
  });
}

const read = async (path: string) => (await fetch(`${site.url}${path}`)).json();

function keyAdd(owner: string, purpose: "disclosure" | "control", key: typeof first, prev?: StatementHash): Signed {
  const chain = prev === undefined ? {} : { prev };
  const proof = { log: testOrigin(), provider: owner, thumbprint: key.thumbprint, purpose, ...chain };
  const body = { purpose, newKey: key.did, proof: base64UrlEncode(signerOf(key.seed)(keyProofBytes(proof))) };
  return signed(operator, `add ${key.did}`, { kind: "key.add", subject: owner, body, ...chain });
}

function identity(label: string, prev?: StatementHash): Signed {
  const body: JsonObject = {
    version: 1,
    effectiveAt: formatInstant(START),
    expiresAt: formatInstant(addMs(START, 90 * DAY_MS)),
    legalName: `Vela ${label}`,
    form: "GmbH",
    jurisdiction: "DE",
    regulation: { status: "none-by-choice" },
  };
  const fields = { kind: "disclosure.identity", subject: id, body, issuer: operator.did as Did };
  return signed(first, `identity ${label}`, prev === undefined ? fields : { ...fields, prev });
}

let lastKeyStatement: StatementHash;

beforeAll(async () => {
  site = await startTestSite(database);
  await submit(registration("keys operator"));
  await submit(provider);
  lastKeyStatement = await submit(keyAdd(id, "disclosure", first));
});
afterAll(() => site.close());

test("the key directory is a JSON Web Key Set at a path that stays, and the same through the API", async () => {
  const response = await fetch(`${site.url}/.well-known/touchstone/${id}/jwks.json`);
  expect(response.headers.get("content-type")).toBe("application/jwk-set+json");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  const { as_of, ...set } = keySetSchema.parse(await response.json());
  expect(set.keys.map(({ kid, purpose, state }) => [kid, purpose, state])).toEqual([
    [operator.thumbprint, "control", "active"],
    [first.thumbprint, "disclosure", "active"],
  ]);
  const { data } = await read(`/api/v1/providers/${id}/keys?as_of=${as_of.size}`);
  expect(data).toEqual(set);
  const before = await read(`/api/v1/providers/${id}/keys?as_of=3`);
  expect(before.data.keys.map(({ kid }: { kid: string }) => kid)).toEqual([operator.thumbprint]);
});

test("a disclosure that races the revocation of its key: log order decides, and a replay says the same", async () => {
  const revoke = signed(operator, "revoke 1", {
    kind: "key.revoke",
    subject: id,
    prev: lastKeyStatement,
    body: { thumbprint: first.thumbprint, reason: "compromised" },
  });
  // Both pass the courtesy check of the intake, which sees the state before either.
  const [racing, revoked] = await Promise.all([send(identity("raced")), send(revoke)]);
  expect(revoked.status).toBe(201);
  const order = revoked.status === 201 ? ((await revoked.json()).receipt.index as number) : -1;
  const { data: entries } = await read(`/api/v1/entries?key=${first.thumbprint}&kind=disclosure.identity`);
  if (racing.status === 201) {
    const [entry] = entries;
    const expected = entry.index < order ? { status: "effective" } : { status: "void", code: "key-not-active" };
    expect(entry.effect).toMatchObject(expected);
  } else expect((await racing.json()).code).toBe("key-not-active");
  const late = await send(identity("late"));
  expect([late.status, (await late.json()).code]).toEqual([409, "key-not-active"]);

  const replay = new Replay(testOrigin());
  const { as_of } = await read("/api/v1/entries?limit=1");
  for (let index = 0; index < as_of.size; index += 1) {
    const { data } = await read(`/api/v1/entries/${index}`);
    const audited = replay.push(base64Decode(data.leaf) as Uint8Array);
    expect(audited?.effect, `entry ${index}`).toEqual({
      status: data.effect.status,
      ...(data.effect.code === undefined ? {} : { code: data.effect.code }),
    });
  }
});

test("what needs several keys is listed until they have signed", async () => {
  const second = testKey("keys second");
  await submit(keyAdd(operator.did, "control", second));
  site.now = addMs(site.now, DAY_MS);
  // The log's time moves with its entries.
  await submit(registration("keys passer-by"));
  const { data } = await read(`/api/v1/participants/${operator.did}`);
  const later = { issuedAt: formatInstant(site.now), issuer: operator.did as Did } as const;
  const raise = signed(operator, "raise", {
    ...later,
    kind: "participant.update",
    subject: operator.did,
    prev: data.form.slots.participant,
    body: { threshold: 2 },
  });
  await submit(raise);
  const rename = signed(operator, "rename", {
    ...later,
    kind: "participant.update",
    subject: operator.did,
    prev: raise.hash,
    body: { displayName: "We" },
  });
  const answer = await (await send(rename)).json();
  expect(answer.effect).toMatchObject({ status: "effective", proposed: true });
  const entryAt = async (index: number) => (await read(`/api/v1/entries/${index}`)).data;
  const proposed = await entryAt(answer.receipt.index);
  const missing = (count: number, ...signed: string[]) => [{ of: operator.did, needed: 2, signed, missing: count }];
  expect(proposed).toMatchObject({
    effect: { proposed: true },
    proposal: { statement: rename.hash, state: "open", consents: missing(1, operator.thumbprint) },
  });
  const open = `/api/v1/proposals?state=open&of=${operator.did}`;
  expect((await read(open)).data).toMatchObject([
    { statement: rename.hash, form: { kind: "participant.update" }, standing: proposed.proposal },
  ]);
  const cosign = { ...later, kind: "cosign", subject: `stmt:${rename.hash}`, body: { statement: rename.hash } };
  const last = await (await send(signed(second, "cosign", cosign))).json();
  expect(last.effect.proposed).toBeUndefined();
  const carried = {
    state: "carried",
    carried_in: last.receipt.index,
    consents: missing(0, operator.thumbprint, second.thumbprint),
  };
  expect((await entryAt(last.receipt.index)).proposal).toMatchObject(carried);
  expect((await entryAt(answer.receipt.index)).proposal).toMatchObject(carried);
  expect((await read(open)).data).toEqual([]);
  expect((await read(`/api/v1/proposals?state=carried&issuer=${operator.did}`)).data).toHaveLength(1);
  expect((await read(`/api/v1/proposals?issuer=${second.did}`)).data).toEqual([]);
  expect((await read(`/api/v1/participants/${operator.did}`)).data.form.displayName).toBe("We");
});

test("a disclosure that several keys must sign is a version from its last signature on, and closes no gap before", async () => {
  const { data } = await read(`/api/v1/participants/${operator.did}`);
  expect(data.form.threshold).toBe(2);
  const body = DISCLOSURES.contacts.example(site.now);
  const proposal = await said(operator, "propose contacts", { kind: "disclosure.contacts", subject: id, body });
  expect(proposal.effect.proposed).toBe(true);
  const { size } = (await read("/api/v1/entries?limit=1")).as_of;
  expect((await readVersions(site.context, id, "contacts", { size })).versions).toEqual([]);
  expect([...(await readLives(site.context, id, size))]).not.toContainEqual(["contacts", expect.anything()]);
  site.now = addMs(site.now, MINUTE_MS);
  const last = await cosigned(proposal);
  const after = (await read("/api/v1/entries?limit=1")).as_of.size;
  const { versions } = await readVersions(site.context, id, "contacts", { size: after });
  const at = formatInstant(site.now);
  expect(versions).toMatchObject([
    { publishedIn: last.receipt.index, entry: { index: proposal.receipt.index, logged_at: at } },
  ]);
  expect((await readLives(site.context, id, after)).get("contacts")).toMatchObject([{ loggedAt: site.now }]);
  // What was published is seen as it was at the size before.
  expect((await readVersions(site.context, id, "contacts", { size })).versions).toEqual([]);
});

test("agents and browsers know a price list that several keys signed, as the index does, from its last signature on", async () => {
  const body = DISCLOSURES.fees.example(site.now);
  const proposal = await said(operator, "propose fees", { kind: "disclosure.fees", subject: id, body });
  expect(proposal.effect.proposed).toBe(true);
  expect((await readPrices(read, id)).versions).toEqual([]);
  site.now = addMs(site.now, MINUTE_MS);
  const { receipt } = await cosigned(proposal);
  const { size } = (await read("/api/v1/entries?limit=1")).as_of;
  const known = (await readVersions(site.context, id, "fees", { size })).versions;
  expect(known).toMatchObject([{ publishedIn: receipt.index }]);
  const { versions, isWhole } = await readPrices(read, id);
  expect(versions).toEqual([{ body: known[0]?.body, entry: receipt.index, loggedAt: site.now }]);
  expect(isWhole).toBe(true);
});
