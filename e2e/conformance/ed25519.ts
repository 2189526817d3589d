/**
 * TS-Ed25519/1 on the shared and on generated vectors, once per implementation of the equation: noble (command line
 * and fallback), node:crypto (server), the pool of threads (sequencer, audit), WebCrypto (the browser's API;
 * ed25519-browser.spec.ts asks a real browser).
 */

import { verifySignature as verifyByWebCrypto, webCryptoVerify } from "#lib/client/crypto/webcrypto-ed25519.ts";
import {
  isWeakKey,
  nobleVerify,
  passesSelfTest,
  passesSelfTestAsync,
  verifyEd25519,
  verifyEd25519Async,
} from "#lib/kernel/ed25519.ts";
import { nodeVerify } from "#lib/platform/node-ed25519.ts";
import { VerifyPool } from "#lib/platform/node-verify-pool.ts";
import { adversarialVectors } from "./adversarial-ed25519.ts";
import { readSignatureVectors, runSuite, SIGNATURE_SETS, type SignatureVector, type Suite } from "./vectors.ts";

/** Nothing in line: a thread answers for each vector. */
const pool = new VerifyPool({ threads: 1, inLine: 0 });

const VERIFIERS: readonly {
  name: string;
  verify: (vector: SignatureVector) => boolean | Promise<boolean>;
  fits: () => boolean | Promise<boolean>;
}[] = [
  {
    name: "noble",
    verify: ({ publicKey, message, signature }) => verifyEd25519(publicKey, message, signature, nobleVerify),
    fits: () => passesSelfTest(nobleVerify),
  },
  {
    name: "node:crypto",
    verify: ({ publicKey, message, signature }) => verifyEd25519(publicKey, message, signature, nodeVerify),
    fits: () => passesSelfTest(nodeVerify),
  },
  {
    name: "the pool of threads",
    verify: ({ publicKey, message, signature }) => verifyEd25519Async(publicKey, message, signature, pool.verify),
    fits: () => passesSelfTestAsync(pool.verify),
  },
  {
    name: "WebCrypto",
    verify: ({ publicKey, message, signature }) => verifyByWebCrypto(publicKey, message, signature),
    fits: () => passesSelfTestAsync(webCryptoVerify),
  },
];

export async function runSignatureConformance(folder: string): Promise<Suite[]> {
  const suites: Suite[] = [];
  for (const verifier of VERIFIERS) {
    suites.push(
      await runSuite(`ed25519: self-test by ${verifier.name}`, [verifier], async ({ fits }) =>
        (await fits()) ? undefined : "does not check the cofactorless equation",
      ),
    );
  }
  for (const set of SIGNATURE_SETS) suites.push(...(await runSet(set, readSignatureVectors(folder, set))));
  suites.push(...(await runSet("generated", adversarialVectors("conformance", 1000))));
  return suites;
}

async function runSet(name: string, vectors: readonly SignatureVector[]): Promise<Suite[]> {
  const suites = [];
  for (const { name: by, verify } of VERIFIERS) {
    suites.push(
      await runSuite(`ed25519: ${name} by ${by}`, vectors, async (vector) => {
        if (vector.keyAccepted !== undefined && isWeakKey(vector.publicKey) === vector.keyAccepted) {
          return `key ${vector.keyAccepted ? "refused" : "admitted"}`;
        }
        const valid = await verify(vector);
        return valid === vector.valid ? undefined : `answered ${valid}`;
      }),
    );
  }
  return suites;
}
