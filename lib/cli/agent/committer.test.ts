/** An agent whose index only promises keeps the promise, asks until it is kept, and has the receipt in its place. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { signedAnswer } from "#lib/evidence/testing/signed-answer.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { buildReceipt } from "#lib/log/receipt.ts";
import { headOf, logSigner, promiseFor, promiseVkey, receiptIn, smallLog } from "#lib/state/testing/fraud-world.ts";
import { TEST_LOG, testKey } from "#lib/state/testing/world.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { parseStatement } from "#lib/statement/envelope.ts";
import { RemoteIndex } from "../remote-index.ts";
import { heardIo } from "../testing/heard-io.ts";
import { Committer } from "./committer.ts";

const { leaves } = smallLog(1).world;
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "touchstone-agent-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

type Give = (body: Uint8Array | string, status?: number) => void;
type Index = { readonly url: string; readonly close: () => void };

/** An index: `take` answers statements, `rest` what else it is asked for, by its address. */
async function index(
  take: (statement: Uint8Array, give: Give) => void,
  rest: (url: string, give: Give) => void,
): Promise<Index> {
  let url = "";
  const server = createServer(async (request, response) => {
    const give: Give = (body, status = 200) => void response.writeHead(status).end(body);
    if (request.method === "POST") {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      return take(new Uint8Array(Buffer.concat(chunks)), give);
    }
    if (request.url === "/.well-known/touchstone.json") return give(JSON.stringify(describe(url)));
    return rest(request.url ?? "", give);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, close: () => server.close() };
}

/** The commitment that was sent, when it is one by the index's own clock: it takes no statement of another day. */
function commitmentIn(bytes: Uint8Array) {
  const statement = parseStatement(bytes);
  const isOfToday = statement.ok && statement.value.statement.issuedAt.startsWith("2031-05-01T");
  return isOfToday ? statement.value : undefined;
}

/** The receipt of a statement that the log took after all others. */
function receiptOf(statement: Uint8Array): Uint8Array {
  const all = [...leaves, encodeEntry(asInstant(Date.now()), statement)];
  return buildReceipt(receiptIn(all, all.length - 1, all.length, headOf(all, all.length)));
}

/** A committer at the index, and what it says. */
function committerAt({ url }: Index) {
  const { io, said } = heardIo(home, {});
  const remote = new RemoteIndex(url, io);
  const committer = new Committer({
    remote,
    log: TEST_LOG,
    trust: { logVkey: logSigner.vkey },
    key: testKey("agent"),
    io,
  });
  return { committer, said };
}

/** An index that answers a commitment with a promise, and gives its receipt when it is asked for the second time. */
async function promisingIndex(): Promise<Index> {
  let receipt: Uint8Array | undefined;
  let asked = 0;
  return await index(
    (bytes, give) => {
      const commitment = commitmentIn(bytes);
      if (commitment === undefined) return give("{}", 400);
      receipt = receiptOf(commitment.bytes);
      return give(JSON.stringify({ promise: promiseFor(commitment.hash, asInstant(Date.now())) }), 202);
    },
    (url, give) => {
      if (!url.includes("/receipt?format=file") || receipt === undefined) return give("{}", 404);
      asked += 1;
      return asked > 1 ? give(receipt) : give("{}", 404);
    },
  );
}

function describe(url: string) {
  const { did } = testKey("index statement");
  return {
    ...{
      type: "touchstone-index/v1",
      origin: TEST_LOG,
      name: "Test index",
      log_url: `${url}log`,
      api_url: `${url}api/v1`,
    },
    ...{ witness_url: null, vkeys: { log: logSigner.vkey, promise: promiseVkey, witness: logSigner.vkey } },
    ...{ answer_key: did, statement_key: did, genesis_hash: "0".repeat(64), verifier_sha256: null, fold_version: 0 },
    ...{ clock: "simulated", now: "2031-05-01T10:00:00.000Z", software: { version: "0", commit: "unknown" } },
  };
}

test("a promised commitment is kept as a promise, and its receipt dates the answer once the index has kept it", async () => {
  const served = await promisingIndex();
  try {
    const { committer, said } = committerAt(served);
    const exchange = await signedAnswer();
    committer.add(exchange);
    await committer.close();
    expect(said.err).toBe("");
    expect(await committer.placeOf(exchange)).toMatchObject({ receipt: { index: leaves.length } });
    // The promise made way for the receipt.
    expect(readdirSync(join(home, "receipts"))).toHaveLength(1);
    expect(readdirSync(join(home, "promises"))).toEqual([]);
  } finally {
    served.close();
  }
});

test("an index does not write on the terminal by what it refuses", async () => {
  const words = { code: "schema\u001b[31m", detail: "\u001b[2J\u202e all is well" };
  const served = await index(
    (_, give) => give(JSON.stringify(words), 400),
    (_, give) => give("{}", 404),
  );
  try {
    const { committer, said } = committerAt(served);
    const exchange = await signedAnswer();
    committer.add(exchange);
    await committer.close();
    expect(await committer.placeOf(exchange)).toBeUndefined();
    expect(said.err).toBe(
      "1 answers were not fixed in the log: It was refused (schema\\u{1b}[31m): \\u{1b}[2J\\u{202e} all is well\n",
    );
  } finally {
    served.close();
  }
});

test.each([
  ["of another entry", () => receiptOf(new Uint8Array([123, 125])), "gives a receipt that does not hold"],
  ["without an end", () => new Uint8Array(1_048_576).fill(32), "is larger than 262144 bytes"],
])("a receipt %s is not kept", async (_, receipt, says) => {
  const served = await index(
    (_, give) => give(JSON.stringify({ receipt: { index: 1 }, effect: null }), 201),
    (_, give) => give(receipt()),
  );
  try {
    const { committer, said } = committerAt(served);
    committer.add(await signedAnswer());
    await committer.close();
    expect(said.err).toContain(says);
    expect(readdirSync(home)).toEqual([]);
  } finally {
    served.close();
  }
});
