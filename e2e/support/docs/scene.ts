/**
 * What the documentation's commands find: an index that really runs, an account with a provider, its keys, a case, and the files
 * that a page speaks of. Placeholders of the pages (`prv_…`, `<vkey>`, index.example) are filled in here, one meaning a page.
 */
import { generateKeyPairSync, sign } from "node:crypto";
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { saveKey } from "#lib/cli/key-ring.ts";
import { VERIFIER_PATH } from "#lib/cli/verifier/ensure-verifier.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { stateBytes } from "#lib/statement/ledger/immudb-state.ts";
import {
  freshIdentity,
  type Operator,
  openIndex,
  publish,
  publishKey,
  registerOperator,
  registerProvider,
} from "../publish.ts";
import { lieUnder, publishPrices, report, untilJudged } from "../publish-evidence.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** A function is asked when its block's turn comes. */
type Fill = Readonly<Record<string, string | (() => string | Promise<string>)>>;

export type DocScene = {
  readonly url: string;
  /** Filled into every page. */
  readonly fill: Fill;
  /** Filled into one page, before {@link fill}. */
  readonly pageFill: Readonly<Record<string, Fill>>;
};

/** A folder in which a reader of the repository stands: all of it, and place for files of its own. */
export function readersFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(ROOT).filter((name) => !name.startsWith("."));
  for (const name of names) {
    // A script knows by its path that it was started, which a link would hide.
    if (name === "lib" || name === "docs") cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
    else symlinkSync(path.join(ROOT, name), path.join(folder, name));
  }
}

type Given = {
  readonly url: string;
  readonly data: string;
  readonly folder: string;
  readonly home: string;
  readonly port: number;
};

export async function docScene({ url, data, folder, home, port }: Given): Promise<DocScene> {
  const env = { TOUCHSTONE_HOME: home };
  const index = await openIndex(url);
  const operator = await registerOperator(index, "Halden");
  const provider = await registerProvider(operator, { name: "Halden Storage", domain: "halden.example" });
  const { key: disclosureKey, recorded } = await publishKey(provider, "disclosure");
  const responseKey = (await publishKey(provider, "response", recorded.hash)).key;
  const buyer = await registerOperator(index, "Buyer");
  await publish(operator, { kind: "disclosure.fees", subject: provider.id, body: feesNow() });
  await saveKey(env, "account", operator.seed, "control");
  await saveKey(env, "halden", operator.seed, "control");
  for (const label of ["beat", "disclosure"]) await saveKey(env, label, disclosureKey.seed, "disclosure");
  await saveKey(env, "token", freshIdentity().seed, "token");
  const prices = await publishPrices(operator);
  const { bundle } = await lieUnder(prices, { liar: responseKey, provider: provider.id });
  const caseId = await report(index, bundle, provider.id);
  await untilJudged(url, caseId);
  const vkey = (await (await fetch(`${url}/log/vkey`)).text()).trim();
  const { answer_key: answerKey } = (await (await fetch(`${url}/.well-known/touchstone.json`)).json()) as {
    answer_key: string;
  };

  const inFolder = (name: string, content: string | Uint8Array) => writeFileSync(path.join(folder, name), content);
  inFolder("my.receipt.json", JSON.stringify(provider.registered.receipt));
  inFolder("accounts.csv", `account,balance\n${freshIdentity().did},1250000\n${freshIdentity().did},99\n`);
  inFolder("goods.json", '{"items":[{"item":"apple","count":2}]}');
  inFolder("statement.txt", "The library that we share with others rounds so.\n");
  inFolder("log.txt", "7.42 = round(7.418)\n");
  inFolder("rows.jsonl", `${JSON.stringify({ type: "fees", provider: provider.id, body: feesNow() })}\n`);
  const { state, key: ledgerKey } = signedState("defaultdb");
  inFolder("state.json", state);
  inFolder("logs.txt", `log ${vkey} ${url}/log\nquorum none\n`);

  const inEvidence = (name: string) => path.join("evidence", name);
  const wrongAnswer = () => {
    const names = readdirSync(path.join(folder, "evidence")).map(inEvidence);
    return names.find((name) => readFileSync(path.join(folder, name), "utf8").includes('"wrong-result"')) ?? "none";
  };
  const ownBalance = () => {
    const [first = ""] = readFileSync(path.join(folder, "epoch-1/balances-00001.jsonl"), "utf8").split("\n");
    inFolder("my-balance.json", first);
    return "my-balance.json";
  };
  const verifierFile = () => {
    copyFileSync(path.join(ROOT, VERIFIER_PATH), path.join(folder, "touchstone-verifier.html"));
    return "touchstone-verifier.html";
  };
  const ownDefinition = async () => {
    const { data } = (await (await fetch(`${url}/api/v1/definitions`)).json()) as Definitions;
    return data.find(({ id }) => id !== prices.id)?.id ?? "none";
  };
  return {
    url,
    fill: {
      "https://index.example": url,
      "http://127.0.0.1:3000": url,
      "<index>": url,
      "<origin>": index.origin,
      "<vkey>": vkey,
      "<the log’s key>": vkey,
      "<your did:key>": operator.did,
      "prv_…": provider.id,
      "case_…": caseId,
      "did:key:z6Mk…": buyer.did,
      "127.0.0.1:4100": `127.0.0.1:${port}`,
      "--port 4100": `--port ${port}`,
      "--port 4190": `--port ${port + 1}`,
      "/tmp/definitions": path.join(folder, "definitions"),
      ".touchstone ": `${data} `,
    },
    pageFill: {
      "docs/how-to/ask-before-you-pay.md": { "did:key:…": answerKey, "&address=0x…": "" },
      "docs/how-to/define-a-service.md": {
        "publish prices.json": () => `publish ${definitionFile(folder, "prices.json", DAY_MS)}`,
        "publish prices-2.json": () => `publish ${definitionFile(folder, "prices-2.json", 2 * DAY_MS)}`,
        "--of def_…": async () => `--of ${await ownDefinition()}`,
        "withdraw def_…": async () => `withdraw ${await ownDefinition()}`,
        // What the index has tried by then.
        "check def_…": `check ${prices.id}`,
      },
      "docs/how-to/catch-a-liar.md": { "evidence/….evidence.json": wrongAnswer },
      "docs/ten-minutes.md": { "evidence/….evidence.json": wrongAnswer },
      "docs/how-to/hand-over-a-provider.md": { "<statement hash>": () => offeredLink(buyer, provider.id) },
      "docs/how-to/prove-what-you-owe.md": { "my-balance.json": ownBalance },
      "docs/how-to/verify-with-the-network-off.md": { "touchstone-verifier.html": verifierFile },
      "docs/how-to/pin-your-ledger.md": {
        "<base64>": ledgerKey,
        "https://log.example/checkpoint": `${url}/log/checkpoint`,
        "log.example/own+…": vkey,
        "log.example/log.example/own/": `log.example/${index.origin}/`,
      },
    },
  };
}

type Definitions = { readonly data: readonly { readonly id: string }[] };

const feesNow = () => DISCLOSURES.fees.example(asInstant(Date.now()));

/** Another's provider is to be linked with this one: the hash of what waits for a signature. */
async function offeredLink(by: Operator, other: ProviderId): Promise<string> {
  const own = await registerProvider(by, { name: "Buyer Cache", domain: "buyer.example" });
  const body = { other, relation: "sells-tokens-of" };
  return (await publish(by, { kind: "provider.link", subject: own.id, body })).hash;
}

/** A state as an immudb server signs it. `key`: base64 of its point. */
function signedState(db: string): { readonly state: string; readonly key: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const key = Buffer.concat([Uint8Array.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  const hash = sha256(Uint8Array.of(7));
  const signature = sign("sha256", stateBytes(db, 42, hash), privateKey);
  const signed = { publicKey: key.toString("base64"), signature: signature.toString("base64") };
  const state = JSON.stringify({ db, txId: "42", txHash: base64Encode(hash), signature: signed });
  return { state, key: signed.publicKey };
}

/** The example of the documentation as its operator publishes it: with a window that begins so much later. Answers its name. */
function definitionFile(folder: string, name: string, afterMs: number): string {
  const examples = path.join(ROOT, "docs/how-to/definitions");
  for (const beside of ["prices.js", "prices-state.json"])
    copyFileSync(path.join(examples, beside), path.join(folder, beside));
  const text = readFileSync(path.join(examples, "prices.json"), "utf8");
  const validFrom = formatInstant(addMs(asInstant(Date.now()), afterMs));
  writeFileSync(path.join(folder, name), text.replace("2027-01-01T00:00:00.000Z", validFrom));
  return name;
}
