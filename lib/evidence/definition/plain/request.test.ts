/** Where a machine may convict: only where servers of every make read the request as the definition does. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { judgeWithoutCode } from "../judge.ts";
import { functionOf } from "../testing/definitions.ts";
import { type Asked, asked, called, shown } from "../testing/requests.ts";
import { isPlain } from "./request.ts";

const HELLO = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
const HELLO_FILE = "QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o";

function store(from: string, ...tests: readonly object[]): Definition {
  const { schema, unattestable, window } = functionOf();
  const input = { from: [from], body: "bytes" };
  return { schema, unattestable, window, tests, kind: "content-address", input } as unknown as Definition;
}

/** A wrong answer to it. */
const judged = (definition: Definition, request: Asked) => {
  const response = { status: 200, contentType: "application/octet-stream", body: utf8Encode("something else") };
  return judgeWithoutCode(definition, { request, response });
};

test("a store is held to GET of the address that its tests show, and to nothing else that is asked there", () => {
  const byPath = store(
    "@path;req",
    shown("GET", `/blocks/${HELLO}`),
    shown("GET", "/files/x", "?", "inconclusive:bad-input"),
  );
  expect(judged(byPath, asked("GET", `/blocks/${HELLO}`))).toBe("mismatch");
  for (const method of ["PUT", "DELETE", "OPTIONS", "TRACE", "POST", "get", "PROPFIND"])
    expect(judged(byPath, asked(method, `/blocks/${HELLO}`)), method).toBe("inconclusive:bad-input");
  for (const path of [
    "/files/",
    "/blocks/stat/",
    "/",
    "/Blocks/",
    "//blocks/",
    "/blocks;v=1/",
    "/blocks/./",
    "/%62locks/",
  ])
    expect(judged(byPath, asked("GET", path + HELLO)), path).toBe("inconclusive:bad-input");
  expect(judged(byPath, asked("GET", `/blocks/${HELLO}`, "?format=car"))).toBe("inconclusive:bad-input");
  expect(judged(byPath, asked("GET", `/blocks/${HELLO}`, "?", { body: utf8Encode("cid=x") }))).toBe(
    "inconclusive:bad-input",
  );
});

test("a name behind another identifier is a file's in somebody's directory, in whatever base that is written", () => {
  const gateway = store("@path;req", shown("GET", `/ipfs/${HELLO}`));
  expect(judged(gateway, asked("GET", `/ipfs/${HELLO}`))).toBe("mismatch");
  const directories = [
    HELLO_FILE,
    `b${"a".repeat(178)}`,
    `u${"A".repeat(48)}`,
    `v${"0".repeat(58)}`,
    `Z${"m".repeat(48)}`,
  ];
  for (const directory of [...directories, `${HELLO}/pages`, "../ipns/docs.example"])
    expect(judged(gateway, asked("GET", `/ipfs/${directory}/${HELLO}`)), directory).toBe("inconclusive:bad-input");
  expect(judged(gateway, asked("GET", `/ipns/docs.example/${HELLO}`))).toBe("inconclusive:bad-input");
  for (const host of [
    `${HELLO}.ipfs.gateway.example`,
    "docs-example.ipns.gateway.example",
    "docs.example.ipns.gateway.example",
    "u1.ipfs.a.example:8080",
  ])
    expect(judged(gateway, asked("GET", `/ipfs/${HELLO}`, "?", { authority: host })), host).toBe(
      "inconclusive:bad-input",
    );
  const host = `k${"k".repeat(50)}.gateway.example`;
  expect(judged(gateway, asked("GET", `/ipfs/${HELLO}`, "?", { authority: host }))).toBe("mismatch");
});

test("an identifier in the query is the one that every server takes: alone, once, and called so", () => {
  const byQuery = store("@query;req", shown("GET", "/get", `?cid=${HELLO}`));
  expect(judged(byQuery, asked("GET", "/get", `?cid=${HELLO}`))).toBe("mismatch");
  const other = HELLO_FILE;
  for (const query of [
    ...[`?%63id=${other}&cid=${HELLO}`, `?cid=${HELLO}&cid=${other}`, `?cid=${HELLO}&c%69d=${other}`],
    ...[`?x=1;cid=${other}&cid=${HELLO}`, `?cid=${HELLO};cid=${other}`, `?CID=${other}&cid=${HELLO}`],
    ...[`?cid=${HELLO}&format=car`, `?cid=%62${HELLO.slice(1)}`, `?cid[]=${other}&cid=${HELLO}`],
  ])
    expect(judged(byQuery, asked("GET", "/get", query)), query).toBe("inconclusive:bad-input");
  expect(judged(byQuery, asked("GET", `/ipfs/${other}`, `?cid=${HELLO}`))).toBe("inconclusive:bad-input");
});

test("what a definition does not read stands as in one of its tests, and so does the method", () => {
  const tests = [
    ...["/price", "/stock"].flatMap((path) => ["[2]", "[3]"].map((text) => shown("POST", path, "?", "match", text))),
    ...[shown("GET", "/all", "", "mismatch"), shown("GET", "/some", "", "mismatch")],
  ];
  const open = shown("PUT", "/price", "?", "inconclusive:unattestable", "[2]");
  const body = utf8Encode("[7]");
  const reading = called(["@path;req", "content-digest;req"], ...tests, open);
  expect(isPlain(reading, asked("POST", "/elsewhere", "?", { body }))).toBe(true);
  for (const method of ["PUT", "OPTIONS", "TRACE", "HEAD", "post"])
    expect(isPlain(reading, asked(method, "/price", "?", { body })), method).toBe(false);
  for (const query of ["?callback=f", "?format=api", "?_method=DELETE"])
    expect(isPlain(reading, asked("POST", "/price", query, { body })), query).toBe(false);
  const unread = called(["content-digest;req"], ...tests, open);
  expect(isPlain(unread, asked("POST", "/price", "?", { body }))).toBe(true);
  for (const path of ["/feedback", "/price.xml", "/price/", "/all"])
    expect(isPlain(unread, asked("POST", path, "?", { body })), path).toBe(false);
  const bare = called(["@path;req"], ...tests);
  expect([isPlain(bare, asked("GET", "/x")), isPlain(bare, asked("GET", "/x", "?", { body }))]).toEqual([true, false]);
});

test.each([
  ["a store", store("@path;req", shown("GET", `/blocks/${HELLO}`)), (at: number) => asked("GET", `/blocks/b${at}`)],
  [
    "code",
    called(
      ["@path;req", "@query;req", "content-digest;req"],
      ...["?q=a", "?q=b7", "?q=b777"].map((query, at) => shown("POST", "/price", query, "match", `{"a":[${at}]}`)),
    ),
    (at: number) => asked("POST", "/price", `?q=q${at}`, { body: utf8Encode(`{"a":[${at}]}`) }),
  ],
])("tests of %s are read once, however many answers are judged", (_, { tests, ...definition }, request) => {
  let readings = 0;
  const counted = {
    ...definition,
    get tests() {
      readings += 1;
      return tests;
    },
  } as Definition;
  for (let at = 0; at < 1_000; at++) expect(isPlain(counted, request(at))).toBe(true);
  expect(readings).toBe(1);
});

const searching = called(
  ["@path;req", "@query;req"],
  shown("GET", "/search", "?q=the%20sun&page=1"),
  shown("GET", "/search", "?q=the%20s%75n&page=2"),
  ...["?q=log%7E%21", "?q=%27log%2F"].map((query) => shown("GET", "/search", query)),
  shown("GET", "/search", "?q=Log~!'.?%2B%2F%C3%A9%3D%26%3B%5B%7E%21%27"),
  // That case and accents tell texts apart at each place.
  ...["?q=Sun", "?q=suN", "?q=t%C3%A9a", "?q=tea", "?q=t%C3%89a"].map((query) => shown("GET", "/search", query)),
  ...["/at~%20%C3%A4", "/at~%20%C3%84", "/aT~%20a", "/x/b", "/x.b~/..d/e.g", "/x.b/a/at~%20b"].map((path) =>
    shown("GET", path, "?q=sun"),
  ),
  ...[
    "/aT~%20%C3%A4",
    "/a.b%20c/7",
    "/a~.b%20c/c:d@e-f_g",
    "/aT.b~%20c/..a.b~%20c/aT~%20b",
    "/b7/c",
    "/a~b/c",
    "/X.b~/..d/e.g",
    "/Tower",
    "/X/b",
    "/x/7",
    "/x.b/a/b",
  ].map((path) => shown("GET", path, "?q=sun")),
);

test("a path or query with more than one reading convicts nobody, and one that clients write does", () => {
  const open = (path: string, query = "?q=sun") => !isPlain(searching, asked("GET", path, query));
  for (const path of [
    ...[
      "/price/%74oday",
      "/a/../price",
      "/a/./b",
      "//a",
      "/a/",
      "/a%2fb",
      "/a%2Fb",
      "/a%5Cb",
      "/a\\b",
      "/a%25b",
      "/a.",
    ],
    ...[
      "/price;a=b/today",
      "/x/..;/today",
      "/a%3Bb",
      "/(S(x))/price",
      "/a%00b",
      "/a%C0%AFb",
      "/a%c3%a4",
      "/a+b",
      "/a%20",
    ],
    ...[
      "/stops/market.json",
      "/a.b/.d",
      "/a%2E%2E/b",
      "/a%7Eb",
      "/today%21",
      "/price%3Atoday",
      "/price%40today",
      "/a%2Bb",
      "/%C2%85a",
    ],
  ])
    expect(open(path), path).toBe(true);
  for (const path of ["/", "/a/b/c/d", "/7", "/2abc", "/a_b", "/a-b", "/price/2abc", "/price/0x10", "/price/1_000"])
    expect(open(path), path).toBe(true);
  for (const path of ["/price/7", "/a%20b", "/%C3%A4", "/a.b/..c/d", "/Price", "/a~b/c:d@e-f_g"])
    expect(open(path), path).toBe(false);
  for (const query of [
    ...["?%71=moon&q=sun", "?q=moon&q=sun", "?x&Q=1&q=sun", "?q=a;page=2", "?q=a+b", "?q=", "?q", "?&q=a"],
    ...[
      "?q=sun&format=api",
      "?q[]=sun",
      "?q=%20sun",
      "?q=a%E2%80%8B",
      "?q=cafe%CC%81",
      "?q=sun%20",
      "?q=%C3",
      "?q=%zz",
      "?q=%00",
      "?q=a%0Ab",
      "?q=a#b",
    ],
    ...["?", "?page=2", "?q=2", "?q=2abc", "?q=Infinity", "?q=a_b", "?q=%25", "?q=a%20%20b"],
    // Letters whose case or width is another to the next.
    ...["?q=%CE%9F%CE%A3", "?q=%C4%B0", "?q=%EF%BD%81"],
    ...["2abc", "1_000", "0x10", "1e3", "010", "%D9%A3", "-1", "1.0", "1234567890", "one"].map(
      (page) => `?q=a&page=${page}`,
    ),
  ])
    expect(open("/search", query), query).toBe(true);
  for (const query of [
    "?q=sun",
    "?q=sun&page=123456789",
    "?q=s%75n&page=2",
    "?q=the%20log%7E%21",
    "?q=%27a%27%2B%2F",
    "?q=%C3%A9",
  ])
    expect(open("/search", query), query).toBe(false);
});

test("a host that is read is one that a test shows, and no name that objects of JavaScript have", () => {
  const testAt = (authority: string) => {
    const { exchanges, ...test } = shown("GET", "/price");
    return { ...test, exchanges: exchanges.map((one) => ({ ...one, request: { ...one.request, authority } })) };
  };
  const known = ["a.example", "b.example:8080", "a.example.", "constructor", "[::1]"];
  const reading = called(["@authority;req"], ...known.map(testAt));
  const judgedAt = (definition: Definition) =>
    [...known, "other.example", "a.example:8080", "b.example", "valueof"].filter((authority) =>
      isPlain(definition, asked("GET", "/price", "?", { authority })),
    );
  expect(judgedAt(reading)).toEqual(["a.example", "b.example:8080"]);
  expect(judgedAt(called(["@path;req"], testAt("a.example")))).toContain("other.example");
});

test("a query has the members of one test, in its order, at its path where one has that, and none of them is left out", () => {
  const definition = called(
    ["@path;req", "@query;req"],
    ...["?q=sun&page=1", "?q=sun", "?q=stars&page=3"].map((query) => shown("GET", "/search", query)),
    ...["?name=a", "?name=c"].map((query) => shown("GET", "/stops", query)),
    shown("GET", "/stops/market"),
  );
  const plain = (path: string, queries: readonly string[]) =>
    queries.filter((query) => isPlain(definition, asked("GET", path, query)));
  const all = ["?", "?page=2", "?q=moon", "?page=2&q=moon", "?q=moon&page=2", "?name=b", "?name=b&q=moon"];
  expect(plain("/search", all)).toEqual(["?q=moon", "?q=moon&page=2"]);
  expect(plain("/stops", all)).toEqual(["?name=b"]);
  expect(plain("/stops/market", all)).toEqual(["?"]);
  expect(plain("/elsewhere", all)).toEqual(["?q=moon", "?q=moon&page=2", "?name=b"]);
});

/** How servers look for a member of a query; each is in use somewhere. */
const READERS: readonly ((query: string, name: string) => string | null)[] = [
  (query, name) => new URLSearchParams(query).get(name),
  (query, name) => new URLSearchParams(query).getAll(name).at(-1) ?? null,
  (query, name) => new URLSearchParams(query.replaceAll(";", "&")).get(name),
  (query, name) => new URLSearchParams(query.replaceAll("+", "%2B")).get(name),
  (query, name) =>
    [...new URLSearchParams(query)].findLast(([each]) => each.toLowerCase().replace(/\[.*$/, "") === name)?.[1] ?? null,
  (query, name) => new URLSearchParams(query).get(name)?.trim() || null,
  (query, name) => new URL(query, "http://a.example/").searchParams.get(name),
  // As docs/how-to/definitions/search.js does.
  (query, name) => {
    const value = new RegExp(`[?&]${name}=([^&]*)`).exec(query)?.[1];
    return value === undefined ? null : decodeURIComponent(value);
  },
];

/** How languages make a number of a text. */
const NUMBERS = [
  Number,
  (text: string) => Number.parseInt(text, 10),
  (text: string) => Number(text.replaceAll("_", "")),
] as const;

test("however a query is respelled, all servers that find a member in a plain one find the same", () => {
  const letters = fc.constantFrom(
    ...[..."qp=&;+%?.sun[]Q1_", "%71", "%20", "%3D", "%26", "q=", "&q=", "page=", "&page=", "&page=2", "%C3%A4"],
  );
  const query = fc.array(letters, { maxLength: 9 }).map((parts) => `?q=sun${parts.join("")}`);
  let plain = 0;
  fc.assert(
    fc.property(query, (text) => {
      if (!isPlain(searching, asked("GET", "/search", text))) return true;
      plain += 1;
      const numbers = new URLSearchParams(text).getAll("page").flatMap((page) => NUMBERS.map((read) => read(page)));
      return (
        new Set(numbers).size <= 1 &&
        ["q", "page"].every((name) => new Set(READERS.map((read) => read(text, name))).size === 1)
      );
    }),
    { seed: 5, numRuns: 20_000 },
  );
  expect(plain).toBeGreaterThan(300);
});

/** What routers make of a path before they compare it. */
const ROUTERS: readonly ((path: string) => string)[] = [
  decodeURIComponent,
  (path) => decodeURIComponent(path).replace(/\.[^./]*$/, ""),
  (path) => decodeURIComponent(new URL(`http://a.example${path}`).pathname),
  (path) => decodeURIComponent(path.replace(/;[^/]*/g, "")),
  (path) => decodeURIComponent(path).replace(/;[^/]*/g, ""),
  (path) => decodeURIComponent(path).replace(/\/+/g, "/"),
  (path) =>
    new URL(`http://a.example${decodeURIComponent(path).replaceAll("\\", "/")}`).pathname.replace(/%../g, unescaped),
  (path) => decodeURIComponent(decodeURIComponent(path)),
  (path) => decodeURIComponent(path).split("\0", 1)[0] ?? "",
  (path) => decodeURIComponent(path).replace(/[. ]+(?=\/|$)/g, ""),
  (path) => decodeURIComponent(path).replace(/\/\([^/]*\)/g, ""),
  (path) => decodeURIComponent(path.replaceAll("+", " ")),
];
const unescaped = (written: string) => String.fromCharCode(Number.parseInt(written.slice(1), 16));

test("however a path is respelled, all routers make the same of a plain one", () => {
  const letters = fc.constantFrom(
    ..."aT.;/\\+%~(",
    "..",
    "/.",
    "%2F",
    "%2e",
    "%25",
    "%5C",
    "%3B",
    "%00",
    "%20",
    "%74",
    "(S)",
  );
  const path = fc.array(letters, { maxLength: 7 }).map((parts) => `/price${parts.join("")}`);
  let plain = 0;
  fc.assert(
    fc.property(path, (text) => {
      if (!isPlain(searching, asked("GET", text, "?q=sun"))) return true;
      plain += 1;
      return new Set(ROUTERS.map((route) => route(text))).size === 1;
    }),
    { seed: 5, numRuns: 20_000 },
  );
  expect(plain).toBeGreaterThan(300);
});
