import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base64Encode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { parseCurlCommand } from "./curl-command.ts";
import { parseHar } from "./har-file.ts";
import { CAPTURE_MAX_BYTES, parseRequestText, parseResponseText } from "./http-text.ts";

const bytesOf = (text: string) => utf8Encode(text);
const problem = (read: { ok: boolean; error?: { code: string; pointer: string } }) =>
  read.ok ? undefined : `${read.error?.code} ${read.error?.pointer}`;

describe("messages as text", () => {
  test("content of any bytes comes back byte for byte, by length, in chunks or to the end", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (body, cut) => {
        const at = Math.min(cut, body.length);
        const piece = (bytes: Uint8Array) =>
          concatBytes(bytesOf(`${bytes.length.toString(16)}\r\n`), bytes, bytesOf("\r\n"));
        const pieces = [body.subarray(0, at), body.subarray(at)].filter(({ length }) => length > 0).map(piece);
        const ways = [
          concatBytes(bytesOf(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`), body, bytesOf("next")),
          concatBytes(
            bytesOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            ...pieces,
            bytesOf("0\r\n\r\n"),
          ),
          concatBytes(bytesOf("HTTP/1.1 200\nX-A: 1\n\n"), body),
          concatBytes(bytesOf("HTTP/1.1 100 Continue\r\n\r\nHTTP/2 200 \r\nx-a: 1\r\n\r\n"), body),
        ];
        for (const way of ways) {
          const read = parseResponseText(way);
          expect(read.ok && read.value).toMatchObject({ status: 200, body });
        }
      }),
      { seed: 20261126, numRuns: 60 },
    );
  });

  test("a request is read with its target and fields as they were sent", () => {
    const read = parseRequestText(
      bytesOf("POST /sort?order=up HTTP/1.1\r\nHost: halden.example\r\nx-b:  two  \r\n\r\n[]"),
    );
    expect(read).toMatchObject({
      ok: true,
      value: {
        method: "POST",
        target: "/sort?order=up",
        fields: [
          ["Host", " halden.example"],
          ["x-b", "  two  "],
        ],
      },
    });
  });

  test.each([
    ["no empty line", "HTTP/1.1 200 OK\r\nA: b", "malformed /response"],
    ["no status line", "<html>\n\n", "malformed /response"],
    ["a field without a colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", "malformed /response/fields/0"],
    ["two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "malformed /response/body"],
    [
      "a length and chunks",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\na",
      "malformed /response/body",
    ],
    ["half of its content", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab", "malformed /response/body"],
    [
      "a coding that hides the bytes",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nab",
      "malformed /response/body",
    ],
    ["only an interim answer", "HTTP/1.1 100 Continue\r\n\r\n", "malformed /response"],
  ])("is refused with its place: %s", (_, text, expected) => {
    expect(problem(parseResponseText(bytesOf(text)))).toBe(expected);
  });

  test("ten megabytes and one byte are refused before they are read", () => {
    expect(problem(parseResponseText(new Uint8Array(CAPTURE_MAX_BYTES + 1)))).toBe("too-large /response");
  });
});

describe("a curl command", () => {
  test("gives the request that it sends, and says which secrets it left out", () => {
    const command = `curl -X POST 'https://Halden.example:443/sort?order=up#here' \\
  -H 'Content-Type: application/json' -H "Prex-Request-Nonce: a\\"b" --compressed -b 'session=1' --data-raw $'[3,\\'1\\'\\u0041]'`;
    expect(parseCurlCommand(command)).toEqual({
      ok: true,
      value: {
        request: {
          method: "POST",
          scheme: "https",
          host: "Halden.example:443",
          target: "/sort?order=up",
          fields: [
            ["Content-Type", "application/json"],
            ["Prex-Request-Nonce", 'a"b'],
          ],
          body: bytesOf("[3,'1'A]"),
        },
        left: ["cookie"],
        secrets: [["cookie", "session=1"]],
      },
    });
  });

  test.each([
    ["an open quotation mark", "curl 'https://a.example", "malformed /command/0"],
    ["no address", "curl -X GET", "malformed /command/0"],
    ["two addresses", "curl https://a.example https://b.example", "malformed /command/2"],
    ["content in a file", "curl https://a.example -d @secret.json", "malformed /command/3"],
    ["another program", "wget https://a.example", "malformed /command/0"],
    ["an option without its value", "curl https://a.example -H", "malformed /command/2"],
    ["a name that curl does not know", "curl --request=PUT https://a.example", "malformed /command/1"],
    ["a form", "curl https://a.example -F a=b", "malformed /command/2"],
    ["a letter that nobody knows in a cluster", "curl -sZ https://a.example", "malformed /command/1"],
    ["what curl refuses", "curl -I -d a https://a.example", "malformed /command/0"],
    ["encoding that differs by curl's version", "curl --data-urlencode a=/ https://a.example", "malformed /command/2"],
    ["encoded content in a file", "curl --data-urlencode a@b https://a.example", "malformed /command/2"],
    ["several addresses in one", "curl 'https://a.example/p[1-3]'", "malformed /command/0"],
    ["several in braces, in the query", "curl 'https://a.example/?q={a,b}'", "malformed /command/0"],
    ["several hosts", "curl 'https://{a,b}.example/'", "malformed /command/0"],
    ["dots that curl takes out", "curl https://a.example/a/../b", "malformed /command/0"],
    ["dots that it takes out by its version", "curl https://a.example/a/%2E./b", "malformed /command/0"],
    ["what is sent on to another address", "curl -sL https://a.example/a", "malformed /command/0"],
  ])("is refused with the word at fault: %s", (_, command, expected) => {
    expect(problem(parseCurlCommand(command))).toBe(expected);
  });

  // Each as curl 7.88 sent it to a server that wrote it down.
  test.each([
    ["-sX PUT URL", ["PUT", "/p"]],
    ["-sXPUT URL", ["PUT", "/p"]],
    ["-I URL", ["HEAD", "/p"]],
    ["-GI -d a URL", ["HEAD", "/p?a"]],
    ["-G --data-urlencode 'q=the log!' URL", ["GET", "/p?q=the+log%21"]],
    ["-G -d a=b 'URL?x=1'", ["GET", "/p?x=1&a=b"]],
    ["-G -d a=b 'URL?'", ["GET", "/p?a=b"]],
    ["-G -d '' URL", ["GET", "/p"]],
    ["-X POST -G -d a=1 URL", ["POST", "/p?a=1"]],
    ["--data-urlencode a@b='c d' URL", ["POST", "/p", "a@b=c+d"]],
    ["--data-urlencode '=x y' URL -d k=1", ["POST", "/p", "x+y&k=1"]],
    ["-d $'a\\nb' URL", ["POST", "/p", "a\nb"]],
    ["--json { --json } URL", ["POST", "/p", "{}"]],
    ["--path-as-is URL/../b", ["GET", "/p/../b"]],
    ["-sg 'URL[1-2]{a,b}'", ["GET", "/p[1-2]{a,b}"]],
    ["'URL?ids[]=1&x=/../y'", ["GET", "/p?ids[]=1&x=/../y"]],
    ["URL/..a/.b/...", ["GET", "/p/..a/.b/..."]],
    ["-x http://127.0.0.1:9 --max-redirs 3 --cookie-jar j --no-compressed URL", ["GET", "/p"]],
  ])("is read as curl sends it: %s", (options, [method, target, body]) => {
    const read = parseCurlCommand(`curl ${options.replace("URL", "https://a.example/p")}`);
    expect(read.ok ? read.value.request : read.error).toMatchObject({ method, target });
    expect(read.ok && read.value.request.body).toEqual(body === undefined ? undefined : bytesOf(body));
  });

  test("an option that is not known is refused by its name, and a bearer token counts as left out", () => {
    expect(parseCurlCommand("curl --digest=1 https://a.example")).toMatchObject({
      error: { detail: expect.stringContaining("--digest is not known") },
    });
    expect(parseCurlCommand("curl --oauth2-bearer abc https://a.example")).toMatchObject({
      value: { left: ["authorization"], secrets: [["authorization", "Bearer abc"]] },
    });
  });

  test("a password beside the address stands as it is, one in it is decoded", () => {
    const basic = (pair: string) => [["authorization", `Basic ${btoa(pair)}`]];
    for (const [command, pair] of [
      ["curl -u 'a:%41b' https://a.example", "a:%41b"],
      ["curl https://a:%41b@a.example", "a:Ab"],
    ] as const)
      expect(parseCurlCommand(command)).toMatchObject({ value: { left: ["authorization"], secrets: basic(pair) } });
  });

  test("any text is read or refused, and nothing throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."curl -HdXGIs=-'\"$\\@:/? \nhttps.eu0041") }), (text) => {
        expect(typeof parseCurlCommand(`curl ${text}`).ok).toBe("boolean");
      }),
      { seed: 20261126, numRuns: 1000 },
    );
  });
});

describe("an HTTP archive", () => {
  const entry = (headers: object[], more: object = {}) => ({
    request: {
      method: "GET",
      url: "https://halden.example/a?b=1#c",
      headers: [
        { name: ":authority", value: "halden.example" },
        { name: "cookie", value: "s=1" },
      ],
    },
    response: { status: 200, headers, content: { text: "//4=", encoding: "base64" } },
    ...more,
  });
  const har = (entries: unknown) => bytesOf(`\ufeff${JSON.stringify({ log: { entries } })}`);

  test("gives the exchanges that carry a signature, with their bytes", () => {
    const signed = [{ name: "Signature-Input", value: "x" }];
    const read = parseHar(har([entry([]), entry(signed), "stranger", entry(signed, { response: null })]));
    expect(read).toMatchObject({
      ok: true,
      value: [
        {
          entry: 1,
          request: { host: "halden.example", target: "/a?b=1" },
          response: { body: Uint8Array.of(0xff, 0xfe) },
        },
      ],
    });
    expect(read.ok && base64Encode(read.value[0]?.response.body ?? new Uint8Array())).toBe("//4=");
  });

  test("is refused with its place when it is none", () => {
    expect(problem(parseHar(bytesOf("{}")))).toBe("schema /log/entries");
    expect(problem(parseHar(bytesOf("not json")))).toBe("malformed ");
    expect(problem(parseHar(har(Array(5001).fill(0))))).toBe("too-large /log/entries");
  });
});
