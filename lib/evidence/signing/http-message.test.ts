import { expect, test } from "vitest";
import { authorityOf, fieldValue, targetOf } from "./http-message.ts";

/** What was read, or the code of the refusal. */
const answerOf = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }) =>
  result.ok ? result.value : result.error.code;

test.each([
  ["a field in other capitals", [["CONTENT-Type", "text/plain"]], "text/plain"],
  ["spaces and tabs around", [["content-type", " \t text/plain\t "]], "text/plain"],
  ["spaces inside", [["content-type", "a  \t b"]], "a  \t b"],
  [
    "two lines",
    [
      ["content-type", " a "],
      ["x", "y"],
      ["Content-Type", "b"],
    ],
    "a, b",
  ],
  [
    "an empty line beside another",
    [
      ["content-type", ""],
      ["content-type", "b"],
    ],
    ", b",
  ],
  ["an empty value", [["content-type", " "]], ""],
  ["line folding", [["content-type", "a  \r\n \t b\r\n c"]], "a b c"],
  ["no such field", [["content-types", "a"]], undefined],
  ["a bare line feed", [["content-type", "a\n b"]], "field-control"],
  ["a bare carriage return", [["content-type", "a\rb"]], "field-control"],
  ["a line break that would add a line to the base", [["content-type", 'a\r\n"@status": 200']], "field-control"],
  ["a zero byte", [["content-type", "a\0b"]], "field-control"],
  ["a delete character", [["content-type", "a\x7fb"]], "field-control"],
  ["a byte outside ASCII", [["content-type", "caf\xe9"]], "field-not-ascii"],
] as const)("the value that is signed of %s", (_, fields, value) => {
  expect(answerOf(fieldValue(fields, "content-type", '"content-type"'))).toBe(value);
});

test.each([
  ["Example.COM", "https", "example.com"],
  ["example.com:443", "https", "example.com"],
  ["example.com:443", "http", "example.com:443"],
  ["example.com:80", "http", "example.com"],
  ["example.com:080", "http", "example.com"],
  ["example.com:08443", "https", "example.com:8443"],
  ["example.com:", "https", "example.com"],
  ["[2001:DB8::1]:8443", "https", "[2001:db8::1]:8443"],
  ["me@example.com", "https", "authority-form"],
  ["example.com:https", "https", "authority-form"],
  ["exa mple.com", "https", "authority-form"],
  ["b\xfccher.example", "https", "authority-form"],
  ["", "https", "authority-form"],
] as const)("the authority that is signed of %j over %s is %j", (host, scheme, authority) => {
  expect(answerOf(authorityOf(host, scheme))).toBe(authority);
});

test.each([
  ["/path?param=value&foo=bar", "/path", "?param=value&foo=bar"],
  ["/path", "/path", "?"],
  ["/path?", "/path", "?"],
  ["/?a?b", "/", "?a?b"],
  ["/a//b/../c/%7e/%2F;x=1", "/a//b/../c/%7e/%2F;x=1", "?"],
  ["/q?queryString", "/q", "?queryString"],
  ["https://www.example.com", "/", "?"],
  ["https://www.example.com?a=b", "/", "?a=b"],
  ["HTTP://www.example.com/x?a=https://y/", "/x", "?a=https://y/"],
])("the path and query that are signed of %j are %j and %j", (target, path, query) => {
  expect(answerOf(targetOf(target))).toEqual({ path, query });
});

test.each(["*", "", "example.com:443", "path", "/a#b", "/a b", "/caf\xe9", "/a?b#c", "/a?b c", "/a\r\nb"])(
  "no path is signed of %j",
  (target) => {
    expect(answerOf(targetOf(target))).toBe("target-form");
  },
);
