/** What `touchstone-provider` exports: types.d.ts says the same with words, and must fit (packages.test.ts). */

export { signedResponses } from "#lib/provider/hono.ts";
export { signedListener, signerOfSeed } from "#lib/provider/node-http.ts";
