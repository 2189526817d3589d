/** The files of docs/examples, made by public keys: each is of a form that readers have themselves. */
import { digestOf } from "#lib/disclosure/ledger-digest/testing/generator.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { fullAnswer, parameters, sentAs } from "#lib/evidence/testing/signed-answer.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";

const seed = new Uint8Array(32).fill(7);
const did = didKeyOf(publicKeyOfSeed(seed));

/** A token that an instance sold: header, claims and signature of a JSON Web Token. */
function token(): string {
  const head = { alg: "EdDSA", kid: did, typ: "JWT" };
  const claims = {
    ...{ iss: did, aud: ["did:web:halden.example"], exp: 1_800_003_600, nbf: 1_800_000_000, iat: 1_800_000_000 },
    ...{ jti: "6f0c1b8e-8a0e-4f52-9d8f-1d9f3a1c2b3d", quantity: 25, usage: 1 },
  };
  const signed = [head, claims].map((part) => base64UrlEncode(utf8Encode(JSON.stringify(part)))).join(".");
  return `${signed}.${base64UrlEncode(signEd25519(seed, utf8Encode(signed)))}\n`;
}

/** As a browser saves it: one page without a signature, and one answer with one. */
async function har(): Promise<string> {
  const sign = async (message: Uint8Array) => signEd25519(seed, message);
  const { request, response } = sentAs(await signResponse(fullAnswer, { ...parameters, keyid: did }, sign));
  const named = (fields: readonly (readonly [string, string])[]) =>
    fields.filter(([name]) => name !== "Authorization").map(([name, value]) => ({ name, value }));
  const text = utf8Decode(response.body) ?? "";
  const entries = [
    {
      request: { method: "GET", url: `https://${request.host}/`, headers: [] },
      response: { status: 200, headers: [], content: { mimeType: "text/html", text: "<p>Halden</p>" } },
    },
    {
      request: {
        ...{ method: request.method, url: `https://${request.host}${request.target}`, headers: named(request.fields) },
        postData: { mimeType: "application/json", text: utf8Decode(request.body ?? new Uint8Array()) ?? "" },
      },
      response: { status: 200, headers: named(response.fields), content: { mimeType: "application/json", text } },
    },
  ];
  return `${JSON.stringify({ log: { version: "1.2", entries } }, null, 2)}\n`;
}

/** Ten people rate six sellers; two of them turn bad, and those who come later are warned. */
function ratings(): string {
  const rows = ["source,target,rating,time"];
  for (let at = 0; at < 240; at += 1) {
    const [source, target] = [(at * 7 + 3) % 10, (at * 5 + Math.floor(at / 11)) % 6];
    const isBad = target > 3 && at > 60 + 40 * (target - 4);
    rows.push(
      `buyer-${source},seller-${target},${isBad ? -(1 + (at % 10)) : 1 + (at % 5)},${1_700_000_000 + at * 43_200}`,
    );
  }
  return `${rows.join("\n")}\n`;
}

/** Name and content. */
export async function exampleFiles(): Promise<ReadonlyMap<string, string>> {
  const digests = Array.from({ length: 12 }, (_, block) => digestOf(block));
  return new Map([
    ["call.har", await har()],
    ["ledger-digests.json", `${JSON.stringify(digests, null, 2)}\n`],
    ["ratings.csv", ratings()],
    ["token.jwt", token()],
  ]);
}
