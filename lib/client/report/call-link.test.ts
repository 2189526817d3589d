import fc from "fast-check";
import { expect, test } from "vitest";
import { callLink, readCallLink } from "./call-link.ts";

const CALL = {
  method: "POST",
  url: "http://127.0.0.1:4100/tax",
  body: '{"country":"DE"}',
  contentType: "application/json",
};
const hashOf = (link: string) => new URL(link, "http://index.invalid").hash;

test("a link fills in the call that it was made of, beside other words behind the number sign", () => {
  expect(readCallLink(hashOf(callLink(CALL)))).toEqual(CALL);
  expect(readCallLink(`${hashOf(callLink(CALL))}&walk=report`)).toEqual(CALL);
});

test("a link never brings a token, and no other method than the form has", () => {
  const link = (value: object) => `#call=${Buffer.from(JSON.stringify(value)).toString("base64url")}`;
  expect(readCallLink(link({ ...CALL, token: "secret" }))).toEqual(CALL);
  expect(readCallLink(link({ ...CALL, method: "DELETE" }))).toBeUndefined();
});

test("whatever stands behind the number sign, the form stays empty or gets a call", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `#call=${text}`),
      ),
      (hash) => {
        const found = readCallLink(hash);
        if (found !== undefined) expect(typeof found.url).toBe("string");
      },
    ),
  );
});
