import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { checkContentDigest, contentDigestOf } from "./content-digest.ts";

const body = utf8Encode("hello");
const right = contentDigestOf(body);
const codeOf = (field: string, of = body) => checkContentDigest(field, sha256(of), "content-digest")?.code;

test("a digest holds for its own body, under its own name and between its own signs only", () => {
  // SHA-256 of "hello", in base64.
  expect(right).toBe("sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:");
  expect(codeOf(right)).toBeUndefined();
  expect(codeOf(right, utf8Encode("hello "))).toBe("digest-mismatch");
  const others = [right.replace("256", "512"), right.slice(0, -1), `${right.slice(0, -1)}=`, `${right}, ${right}`, ""];
  expect(others.map((field) => codeOf(field))).toEqual(others.map(() => "digest-form"));
});
