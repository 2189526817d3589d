/**
 * TS-Ed25519/1 and signed answers in a real browser: the modules, loaded unbundled into a page of its own origin, answer
 * every vector as the rule demands. No server runs; the page's requests are answered from this repository.
 */

import { expect, type Page, test } from "@playwright/test";
import { verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { nodeVerify } from "#lib/platform/node-ed25519.ts";
import { openCorePage } from "../support/core-page.ts";
import { adversarialVectors } from "./adversarial-ed25519.ts";
import { evidenceSamples, findingText } from "./evidence-samples.ts";
import { changedAnswers, dishonestAnswers } from "./http.ts";
import { readSignatureVectors, SIGNATURE_SETS, type SignatureVector, vectorsFolder } from "./vectors.ts";

/** What the page answers: whether its WebCrypto passes the self-test, and one digit a vector, `1` = valid. */
function answersOf(page: Page, vectors: readonly SignatureVector[]) {
  const triples = vectors.map((vector) => [vector.publicKey, vector.message, vector.signature].map(hexEncode));
  return page.evaluate(async (hexTriples) => {
    const client = await import(`${location.origin}/lib/client/crypto/webcrypto-ed25519.ts`);
    const fromHex = (hex: string) =>
      Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
    const usesWebCrypto = (await client.chooseRawVerify()) === client.webCryptoVerify;
    let answers = "";
    for (const [publicKey = "", message = "", signature = ""] of hexTriples) {
      answers += (await client.verifySignature(fromHex(publicKey), fromHex(message), fromHex(signature))) ? "1" : "0";
    }
    return { usesWebCrypto, answers };
  }, triples);
}

function expectedOf(vectors: readonly SignatureVector[]): string {
  return vectors.map((vector) => (vector.valid ? "1" : "0")).join("");
}

test("the browser answers 1,000 generated signatures as TS-Ed25519/1 demands", async ({ page }) => {
  await openCorePage(page);
  const vectors = adversarialVectors("browser", 1000);
  const { usesWebCrypto, answers } = await answersOf(page, vectors);
  expect(answers).toBe(expectedOf(vectors));
  expect(usesWebCrypto).toBe(true);
});

test("the browser judges changed and dishonest answers, check by check, as Node does", async ({ page }) => {
  await openCorePage(page);
  const changed = (await changedAnswers()).filter((_, at) => at % 5 === 0);
  const attacks = [...changed, ...(await dishonestAnswers())];
  const asked = attacks.map(({ exchange, publicKey }) => ({ exchange, key: hexEncode(publicKey) }));
  const answers = await page.evaluate(async (all) => {
    const { webCryptoVerify } = await import(`${location.origin}/lib/client/crypto/webcrypto-ed25519.ts`);
    const { verifyResponseAsync } = await import(`${location.origin}/lib/evidence/signing/verify-response.ts`);
    const fromHex = (hex: string) =>
      Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
    const texts: string[] = [];
    for (const { exchange, key } of all) {
      const { checks } = await verifyResponseAsync(exchange, () => fromHex(key), webCryptoVerify);
      texts.push(JSON.stringify(checks));
    }
    return texts;
  }, asked);
  expect(answers).toEqual(
    attacks.map(({ exchange, publicKey }) =>
      JSON.stringify(verifyResponse(exchange, () => publicKey, nodeVerify).checks),
    ),
  );
});

test("the browser finds in whole bundles what Node finds: honest, changed, and of dishonest signers", async ({
  page,
}) => {
  await openCorePage(page);
  const samples = (await evidenceSamples()).filter(({ valid }, at) => at % (valid === undefined ? 2 : 12) === 0);
  const asked = samples.map(({ bytes, facts }) => ({ hex: hexEncode(bytes), facts }));
  const answers = await page.evaluate(async (all) => {
    const { checkBundle } = await import(`${location.origin}/lib/evidence/checks/check-bundle.ts`);
    const { factsOf } = await import(`${location.origin}/lib/evidence/testing/plain-facts.ts`);
    const texts: string[] = [];
    for (const { hex, facts } of all) {
      const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
      const { checks, verdict, fault } = await checkBundle(bytes, factsOf(facts));
      texts.push(JSON.stringify({ checks, verdict, fault }));
    }
    return texts;
  }, asked);
  const here: string[] = [];
  for (const sample of samples) here.push(await findingText(sample, nodeVerify));
  expect(answers).toEqual(here);
  expect(new Set(here.map((text) => JSON.parse(text).verdict.verdict))).toEqual(new Set(["proven", "open", "refuted"]));
});

const folder = vectorsFolder();
// The published sets are not part of the repository; elsewhere the generated ones above stand alone.
for (const set of folder === undefined ? [] : SIGNATURE_SETS) {
  test(`the browser answers every ${set} vector as TS-Ed25519/1 demands`, async ({ page }) => {
    await openCorePage(page);
    const vectors = readSignatureVectors(folder ?? "", set);
    const { answers } = await answersOf(page, vectors);
    expect(answers).toBe(expectedOf(vectors));
  });
}
