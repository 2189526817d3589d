import fc from "fast-check";
import { expect, test } from "vitest";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { identityBody } from "./disclosures/identity.ts";
import { base64UrlOf, didKey, domainName, httpsAddress, line, mediaTypeText, originText } from "./fields.ts";

const whole = {
  version: 1,
  effectiveAt: "2026-11-22T10:00:00.000Z",
  expiresAt: "2027-11-22T10:00:00.000Z",
  legalName: "Halden Exchange GmbH",
  jurisdiction: "DE",
  regulation: { status: "none-by-choice" },
};

test("an identity names somebody, or says that it stays anonymous, never both and never neither", () => {
  const { legalName: _, ...nobody } = whole;
  expect(identityBody.safeParse(whole).success).toBe(true);
  expect(identityBody.safeParse({ ...nobody, anonymous: true }).success).toBe(true);
  expect(identityBody.safeParse(nobody).error?.issues[0]?.path).toEqual(["legalName"]);
  expect(identityBody.safeParse({ ...whole, anonymous: true }).error?.issues[0]?.path).toEqual(["legalName"]);
});

test('"not applicable, because" stands for all fields', () => {
  const body = {
    version: 1,
    effectiveAt: whole.effectiveAt,
    expiresAt: whole.expiresAt,
    notApplicable: "A test instance.",
  };
  expect(identityBody.safeParse(body).success).toBe(true);
});

test("owners' names have no inline field: personal data travels in parts only", () => {
  expect(identityBody.safeParse({ ...whole, owners: ["Ada"] }).success).toBe(false);
});

test("a name holds nothing that hides or turns text around", () => {
  for (const bad of ["", " Ada", "A\u0000", "A\u200bda", "A\u202eda", "A\nda", "e\u0301"]) {
    expect(line(80).safeParse(bad).success, JSON.stringify(bad)).toBe(false);
  }
  for (const good of ["Ada", "Łódź Börse", "株式会社", "علاء"]) expect(line(80).safeParse(good).success).toBe(true);
});

test("addresses, domains, origins and keys have one form each", () => {
  expect(domainName.safeParse("halden.example").success).toBe(true);
  for (const bad of ["Halden.example", "halden.example.", "halden", "-a.example", "a..example"])
    expect(domainName.safeParse(bad).success).toBe(false);
  expect(httpsAddress.safeParse("https://halden.example:8443/prex").success).toBe(true);
  for (const bad of ["http://halden.example", "https://ada@halden.example", "https://halden.example/?q"])
    expect(httpsAddress.safeParse(bad).success).toBe(false);
  for (const good of ["localhost.invalid/1a2b3c4d", "demo.touchstone.invalid/log"])
    expect(originText.safeParse(good).success).toBe(true);
  expect(originText.safeParse("https://index.example/log").success).toBe(false);
  expect(didKey.safeParse("did:key:z6Mk").success).toBe(false);
});

test("base64url of a length is exactly what the decoder reads as that many bytes", () => {
  for (const bytes of [16, 32, 64]) {
    const schema = base64UrlOf(bytes);
    const letters = Math.ceil((bytes * 8) / 6);
    const unit = fc.constantFrom(..."AQgwBCD-_0189zZ+/=. ");
    fc.assert(
      fc.property(fc.string({ unit, minLength: letters - 1, maxLength: letters + 1 }), (text) => {
        expect(schema.safeParse(text).success).toBe(base64UrlDecode(text)?.length === bytes);
      }),
      { seed: bytes, numRuns: 2000 },
    );
  }
});

test("a media type is ASCII of one form", () => {
  for (const good of ["text/plain", "application/vnd.touchstone.evidence.v1+json", "text/plain; charset=utf-8"])
    expect(mediaTypeText.safeParse(good).success, good).toBe(true);
  for (const bad of [
    "text",
    "text/",
    "text/\u0000plain",
    "text/plain\r\nA: b",
    "Text/Plain",
    "text/plain;x=1",
    "a/b c",
  ])
    expect(mediaTypeText.safeParse(bad).success, JSON.stringify(bad)).toBe(false);
});
