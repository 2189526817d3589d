/** A bundle whose form is right; what it says is not signed by anybody. */
import { BUNDLE_RULES } from "../../rules.ts";
import { BUNDLE_SCHEMA, type Bundle } from "../bundle.ts";

export const exampleBundle: Bundle = {
  schema: BUNDLE_SCHEMA,
  rules: BUNDLE_RULES,
  subject: { provider: "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S" },
  claim: { kind: "wrong-result", params: {}, text: "The list came back unsorted." },
  exchanges: [
    {
      request: {
        method: "POST",
        authority: "halden.example",
        path: "/sort",
        query: "?order=up",
        nonce: "0b1c2d3e4f5a6b7c8d9e0f",
        contentDigest: "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
        body: "WzMsMSwyXQ==",
      },
      response: { status: 200, contentDigest: "sha-256=:AA==:", contentType: "application/json", body: "WzMsMSwyXQ==" },
      signatureInput: '("@status");created=1',
      signature: "AAAA",
    },
  ],
  keys: [],
  time: [],
  reporter: {},
  receipts: [],
};
