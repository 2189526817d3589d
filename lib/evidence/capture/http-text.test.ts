/** Where a message ends, and what is too much of one: the same bytes are read in one way only. */
import { expect, test } from "vitest";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { parseHar } from "./har-file.ts";
import { CAPTURE_MAX_BYTES, parseRequestText, parseResponseText } from "./http-text.ts";

const answer = (text: string | Uint8Array) => {
  const read = parseResponseText(typeof text === "string" ? utf8Encode(text) : text);
  return read.ok ? utf8Decode(read.value.body) : `${read.error.code} ${read.error.pointer}`;
};
const after =
  (...fields: string[]) =>
  (content: string) =>
    answer(`HTTP/1.1 200 OK\r\n${fields.map((field) => `${field}\r\n`).join("")}\r\n${content}`);

test("content is as long as it says, and no shorter; what follows it is another message", () => {
  const sized = (length: string) => after(`Content-Length: ${length}`)("abc");
  expect(["0", "2", "3"].map(sized)).toEqual(["", "ab", "abc"]);
  expect(["4", "-1", "3.0", "1000000000", ""].map(sized)).toEqual(Array(5).fill("malformed /response/body"));
  expect(sized(" 3 ")).toBe("abc");
  expect(after()("abc")).toBe("abc");
});

test("chunks are put together when they are chunks to their very end, and else stand as they came", () => {
  const chunked = after("Transfer-Encoding: Chunked");
  expect(chunked("3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n")).toBe("abcde");
  expect(chunked("3\nabc\n0\n\n")).toBe("abc");
  expect(chunked("A\r\n0123456789\r\n0\r\n")).toBe("0123456789");
  for (const plain of ["3\r\nabc\r\n", "5\r\nabc\r\n0\r\n", "3\r\nabcd\r\n0\r\n", "x\r\nabc\r\n0\r\n", "abc", ""])
    expect(chunked(plain)).toBe(plain);
  expect(after("Transfer-Encoding: identity")("abc")).toBe("abc");
  expect(after("Transfer-Encoding: chunked", "Transfer-Encoding: chunked")("0\r\n")).toBe("malformed /response/body");
});

test("a head ends at its first empty line, within 64 KiB and two hundred fields", () => {
  expect([
    answer("HTTP/1.1 200\n\nx"),
    answer("HTTP/1.1 200\r\n\r\nx"),
    answer("HTTP/1.1 200\n\r\nx"),
    answer("HTTP/1.1 200\r\n\nx"),
  ]).toEqual(Array(4).fill("x"));
  const padded = (length: number) => {
    const rest = length - "HTTP/1.1 200\nA: ".length;
    return answer(`HTTP/1.1 200\nA: ${"a".repeat(rest)}\n\nx`);
  };
  expect([padded(65_535), padded(65_536)]).toEqual(["x", "malformed /response"]);
  const many = (count: number) => after(...Array(count).fill("A: b"))("x");
  expect([many(200), many(201)]).toEqual(["x", "too-large /response/fields"]);
  const named = (length: number) => after(`${"n".repeat(length)}: 1`)("x");
  expect([named(128), named(129), after(": 1")("x")]).toEqual([
    "x",
    "malformed /response/fields/0",
    "malformed /response/fields/0",
  ]);
  expect(answer(new Uint8Array(CAPTURE_MAX_BYTES))).toBe("malformed /response");
  expect(answer(new Uint8Array(CAPTURE_MAX_BYTES + 1))).toBe("too-large /response");
});

test("the first line is one of HTTP, and interim answers before the last are passed over", () => {
  const status = (line: string) => {
    const read = parseResponseText(utf8Encode(`${line}\r\n\r\n`));
    return read.ok ? read.value.status : read.error.code;
  };
  expect(["HTTP/1.1 200 OK", "HTTP/2 404", "HTTP/1.0 599 ", "HTTP/1.1 200 \u00fc"].map(status)).toEqual([
    200, 404, 599, 200,
  ]);
  for (const line of [
    "HTTP/1.1 099",
    "HTTP/1.1 600",
    "HTTP/1.1 20",
    "HTTP/1.1 2000",
    "http/1.1 200",
    "HTTP/11 200",
    " HTTP/1.1 200",
  ])
    expect(status(line), line).toBe("malformed");
  expect(answer("HTTP/1.1 100\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200\r\n\r\nx")).toBe("x");
  const asked = (line: string) => {
    const read = parseRequestText(utf8Encode(`${line}\r\nHost: a\r\n\r\nbody`));
    return read.ok ? [read.value.method, read.value.target, utf8Decode(read.value.body)] : read.error.pointer;
  };
  expect(asked("PATCH /a?b HTTP/2")).toEqual(["PATCH", "/a?b", "body"]);
  const long = (letters: number) => asked(`GET /${"a".repeat(letters - 1)} HTTP/1.1`);
  expect([long(8_192).length, long(8_193)]).toEqual([3, "/request"]);
  expect([asked(`${"M".repeat(33)} / HTTP/1.1`), asked("GET /a b HTTP/1.1"), asked("GET / HTTP/1.1 ")]).toEqual(
    Array(3).fill("/request"),
  );
});

test("of an archive the fields and bodies are those that were sent, without what HTTP/2 names for itself", () => {
  const har = (request: object, response: object) => {
    const signed = { name: "signature-input", value: "x" };
    const entry = {
      request: { method: "POST", url: "http://a.example?q", ...request },
      response: { status: 200, headers: [{ name: ":status", value: "200" }, signed], ...response },
    };
    const read = parseHar(utf8Encode(JSON.stringify({ log: { entries: [entry] } })));
    return read.ok ? read.value[0] : undefined;
  };
  expect(har({}, {})).toEqual({
    entry: 0,
    request: { method: "POST", scheme: "http", host: "a.example", target: "/?q", fields: [] },
    response: { status: 200, fields: [["signature-input", "x"]], body: new Uint8Array() },
  });
  const sent = har(
    { headers: [{ name: "Host", value: "b.example" }, 7, { name: "A" }], postData: { text: "hi" } },
    { content: { text: "%", encoding: "base64" } },
  );
  expect(sent?.request).toMatchObject({
    host: "b.example",
    fields: [
      ["Host", "b.example"],
      ["A", ""],
    ],
    body: utf8Encode("hi"),
  });
  expect(sent?.response.body).toEqual(new Uint8Array());
  expect(har({ url: "HTTPS://ann:x@a.example:8443/p#f" }, {})?.request).toMatchObject({
    scheme: "https",
    host: "a.example:8443",
    target: "/p",
  });
  expect([har({ url: "ftp://a.example" }, {}), har({}, { status: "200" }), har({}, { headers: "x" })]).toEqual(
    Array(3).fill(undefined),
  );
});
