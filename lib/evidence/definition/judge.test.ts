import fc from "fast-check";
import { expect, test } from "vitest";
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, asInstant, type Instant, parseInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { type Definition, definitionSchema, INCONCLUSIVE_REASONS, type RunResult } from "#lib/statement/definition.ts";
import { sameBody } from "./compare.ts";
import { inputOf } from "./input.ts";
import { concludeRuns, concludeVersions, isNoAnswer, isUnattestable, judgeWithoutCode } from "./judge.ts";
import { inconclusive, type Run } from "./run-definition.ts";
import { answered, CUSTOMERS_MADE, exchangeOf, functionOf, TEST_LIMITS, TEST_WINDOW } from "./testing/definitions.ts";

const { code: _code, runtime: _runtime, entrypoint: _entrypoint, limits: _limits, ...rest } = functionOf();
const equality = { ...rest, kind: "equality" } as unknown as Extract<Definition, { kind: "equality" }>;

/** Its tests show `/ipfs/<identifier>` and `/<identifier>`, or `/get?cid=<identifier>`. */
function contentAddress(from: string): Definition {
  const { schema, unattestable, window } = functionOf();
  const targets =
    from === "@path;req"
      ? [
          [`/ipfs/${HELLO}`, "?"],
          [`/${HELLO}`, "?"],
        ]
      : [["/get", `?cid=${HELLO}`]];
  const tests = targets.map(([path = "", query = ""]) => ({
    name: path,
    exchanges: [
      {
        request: { method: "GET", authority: "blocks.example", path, query },
        response: { status: 200, contentType: "text/plain", body: { text: "hello" } },
      },
    ],
    result: "mismatch" as const,
  }));
  return { schema, unattestable, window, tests, kind: "content-address", input: { from: [from], body: "bytes" } };
}

const HELLO = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
const HELLO_FILE = "QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o";

function called(path: string, query: string, body: Uint8Array, status = 200) {
  const { request, response } = answered("", "");
  return { request: { ...request, path, query }, response: { ...response, status, body } };
}

function fetched(path: string, query: string, body: Uint8Array, status = 200) {
  const { request, response } = called(path, query, body, status);
  const { body: _, ...rest } = request;
  return { request: { ...rest, method: "GET" }, response };
}

test("a content address is judged by the hash of the body alone, from path or query", () => {
  const hello = utf8Encode("hello world");
  const byPath = contentAddress("@path;req");
  expect(judgeWithoutCode(byPath, fetched(`/ipfs/${HELLO}`, "?", hello))).toBe("match");
  expect(judgeWithoutCode(byPath, fetched(`/ipfs/${HELLO}`, "?", utf8Encode("hello")))).toBe("mismatch");
  expect(judgeWithoutCode(contentAddress("@query;req"), fetched("/get", `?cid=${HELLO}`, hello))).toBe("match");
  expect(judgeWithoutCode(byPath, fetched("/ipfs/other", "?", hello))).toBe("inconclusive:bad-input");
});

test("an honest store is not accused: other statuses, and what may have several blocks, are left open", () => {
  const byPath = contentAddress("@path;req");
  const large = new Uint8Array(262_145);
  const typed = (cid: string, contentType: string) => {
    const { request, response } = fetched(`/ipfs/${cid}`, "?", utf8Encode("of small blocks"));
    return judgeWithoutCode(byPath, { request, response: { ...response, contentType } });
  };
  expect(typed(HELLO_FILE, "text/html; charset=utf-8")).toBe("inconclusive:unattestable");
  // A type that an uploader may have chosen: it says nothing of what the bytes are.
  expect(typed(HELLO_FILE, "application/vnd.ipld.raw")).toBe("inconclusive:unattestable");
  expect(typed(HELLO, "application/vnd.ipld.car; version=1")).toBe("mismatch");
  expect(typed(HELLO, "application/octet-stream")).toBe("mismatch");
  expect(judgeWithoutCode(byPath, fetched(`/${HELLO}`, "?", utf8Encode("not here"), 404))).toBe(
    "inconclusive:unattestable",
  );
  expect(judgeWithoutCode(byPath, fetched(`/${HELLO_FILE}`, "?", large))).toBe("inconclusive:unattestable");
  expect(judgeWithoutCode(byPath, fetched(`/${HELLO}`, "?", large))).toBe("mismatch");
});

test("an archive that holds the block is left open, and nothing else that calls itself one", () => {
  const byPath = contentAddress("@path;req");
  const hello = utf8Encode("hello world");
  const digest = hexEncode(sha256(hello));
  const judged = (...parts: (string | Uint8Array)[]) => {
    const body = concatBytes(...parts.map((part) => (typeof part === "string" ? (hexDecode(part) ?? hello) : part)));
    return judgeWithoutCode(byPath, fetched(`/${HELLO}`, "?", body));
  };
  const head = (root: string) => `3aa265726f6f747381d82a58250001551220${root}6776657273696f6e01`;
  const section = `2f01551220${digest}`;
  expect(judged(head(digest), section, hello)).toBe("inconclusive:unattestable");
  const other = digest.replace(/^../, "00");
  expect(judged(head(other), section, hello)).toBe("mismatch");
  expect(judged(head(digest))).toBe("mismatch");
  expect(judged(head(digest), section, utf8Encode("hello wOrld"))).toBe("mismatch");
  expect(judged(head(digest), `2f01551220${other}`, hello)).toBe("mismatch");
  expect(judged(head(digest), section, hello, "00")).toBe("mismatch");
  expect(judged(head(digest), "ffffffffff", hello)).toBe("mismatch");

  const member = (size = "00000000013\0") => {
    const block = new Uint8Array(512);
    block.set(utf8Encode(HELLO), 0);
    block.set(utf8Encode(size), 124);
    block.set(utf8Encode("0ustar"), 156);
    block.set(utf8Encode("ustar"), 257);
    return block;
  };
  const rest = new Uint8Array(512 - hello.length + 1024);
  expect(judged(member(), hello, rest)).toBe("inconclusive:unattestable");
  expect(judged(member(), utf8Encode("hello wOrld"), rest)).toBe("mismatch");
  expect(judged(member("00000000012\0"), hello, rest)).toBe("mismatch");
  expect(judged(member(), hello, rest.with(600, 1))).toBe("mismatch");
  expect(judged(member("77777777777\0"), hello, rest)).toBe("mismatch");
});

test("equal questions have equal answers, whatever nonce they carry; different questions say nothing", () => {
  const [first, second] = [answered("[2]", '{"a":1}'), answered("[2]", '{"a":2}')];
  const again = { ...first, request: { ...first.request, nonce: "other" } };
  expect(judgeWithoutCode(equality, first, { other: again })).toBe("match");
  expect(judgeWithoutCode(equality, first, { other: second })).toBe("mismatch");
  expect(judgeWithoutCode(equality, first, { other: answered("[3]", '{"a":2}') })).toBe("inconclusive:bad-input");
  expect(judgeWithoutCode(equality, first)).toBe("inconclusive:unattestable");
});

test("tests are read once for both answers, also beside a state", () => {
  let reads = 0;
  const counted = Object.defineProperty({ ...equality }, "tests", {
    get: () => {
      reads++;
      return equality.tests;
    },
  });
  const material = { code: undefined, state: utf8Encode("[1]") };
  const judge = () => judgeWithoutCode(counted, answered("[2]", "[1]"), { material, other: answered("[2]", "[2]") });
  expect(judge()).toBe("mismatch");
  const once = reads;
  expect([judge(), reads]).toEqual(["mismatch", once]);
});

test("bodies are compared as values: order and space say nothing, ignored places may differ or be missing", () => {
  const rule = { ...functionOf().output, ignore: ["/at", "/rows/0/ms", "/a~1b"] };
  const same = (left: string, right: string, change = {}) =>
    sameBody({ ...rule, ...change }, utf8Encode(left), utf8Encode(right));
  expect(same('{"a":1,"b":[1.0]}', ' {"b":[1],"a":1}')).toBe(true);
  expect(same('{"a":1,"at":5,"a/b":1,"rows":[{"ms":1,"x":2}]}', '{"a":1,"rows":[{"ms":7,"x":2}]}')).toBe(true);
  expect(same('{"rows":[{"ms":1,"x":2}]}', '{"rows":[{"ms":1,"x":3}]}')).toBe(false);
  expect(same('{"a":1}', '{"a":1,"b":1}')).toBe(false);
  expect(same("[1]", "[1,2]")).toBe(false);
  expect(same("[]", "{}")).toBe(false);
  expect(same('{"a":1}', '{"a":1,"a":1}')).toBeUndefined();
  expect(same('{"__proto__":{"a":1}}', "{}")).toBe(false);
  const byValue = { numbers: "decimal-string" };
  expect(same('["1.50","0.0","-0"]', '["01.5","0","0"]')).toBe(false);
  expect(same('["1.50","0.0","-0"]', '["01.5","0","0"]', byValue)).toBe(true);
  expect(same('["1.5"]', '["-1.5"]', byValue)).toBe(false);
  expect(same('["1e1"]', '["10"]', byValue)).toBe(false);
  // Minutes, if each zero were looked at as often as there are zeros before it.
  const long = (last: number) => `["1.${"0".repeat(500_000)}${last}"]`;
  expect(same(long(1), long(2), byValue)).toBe(false);
});

test("an answer that not everybody reads convicts nobody, and is none: a customer may have made it so", () => {
  const deep = (value: number) => `${"[".repeat(40)}${value}${"]".repeat(40)}`;
  const large = `"${"x".repeat(600_000)}"`;
  const [read, asked] = [{ from: ["content-digest"] }, { from: ["content-digest;req"] }];
  const by = (input: { from: string[] }) => functionOf({ input: { ...input, body: "json-jcs" } });
  const { output: _, ...coded } = functionOf({ input: { from: ["content-digest"], body: "json-jcs" } });
  const predicate: Definition = { ...coded, kind: "predicate" };
  const byStatus: Definition = { ...predicate, input: { from: ["@status"], body: "json-jcs" } };
  for (const body of [deep(1), large, "{", "<html>", ...CUSTOMERS_MADE]) {
    expect(inputOf(by(asked), answered(body, "[2]"))).toBeUndefined();
    expect(inputOf(by(read), answered("[2]", body))).toBeUndefined();
    for (const definition of [predicate, functionOf()]) {
      expect(judgeWithoutCode(definition, answered("[2]", body))).toBe("inconclusive:unattestable");
      expect(isNoAnswer(definition, answered("[2]", body))).toBe(true);
    }
    // What a definition does not read as JSON may be anything.
    expect(isNoAnswer(byStatus, answered("[2]", body))).toBe(false);
    expect(judgeWithoutCode(equality, answered("[2]", body), { other: answered("[2]", "[1]") })).toBe(
      "inconclusive:unattestable",
    );
    expect(isNoAnswer(equality, answered("[2]", body))).toBe(true);
  }
  // A customer's 32 levels, given back one level down by an honest service.
  const asks = `${"[".repeat(32)}${"]".repeat(32)}`;
  const echo = { ...functionOf(), kind: "predicate", input: { from: ["content-digest"], body: "json-jcs" } };
  expect(isUnattestable(echo as unknown as Definition, answered(asks, `{"echo":${asks}}`))).toBe(true);
});

test("an answer is left open by status, path or a place in its body, and by nothing else", () => {
  const definition = functionOf({ unattestable: [{ pathPrefix: "/live/" }, { pointer: "/partial", is: true }] });
  const at = (path: string, body: string, status = 200) => called(path, "?", utf8Encode(body), status);
  expect(isUnattestable(definition, at("/live/x", "{}"))).toBe(true);
  expect(isUnattestable(definition, at("/x", '{"partial":true}'))).toBe(true);
  expect([201, 202, 204, 404, 503].every((status) => isUnattestable(definition, at("/x", "{}", status)))).toBe(true);
  expect(isUnattestable(definition, at("/x", "{}", 203))).toBe(false);
  expect(isUnattestable(definition, at("/x", '{"partial":"true"}'))).toBe(false);
  const judged = { ...definition, output: { ...definition.output, compare: "response" as const } };
  expect(isUnattestable(judged, at("/x", "{}", 200))).toBe(false);
});

test("of statuses a definition judges those that its tests show: an outage is no wrong answer", () => {
  const { output, tests } = functionOf();
  const { output: _output, ...coded } = functionOf();
  const shown = (result: RunResult) => ({
    name: "none",
    exchanges: [exchangeOf("[0]", '{"error":"none"}', 404)],
    result,
  });
  const byResponse = { ...functionOf(), output: { ...output, compare: "response" as const } };
  const byStatus: Definition = { ...coded, kind: "predicate", input: { from: ["@status"], body: "json-jcs" } };
  const isOpen = (definition: Definition, status: number, result: RunResult) =>
    isUnattestable({ ...definition, tests: [...tests, shown(result)] }, answered("[2]", "[2]", status));
  for (const definition of [byResponse, byStatus]) {
    for (const result of ["match", "mismatch"] as const)
      expect([200, 404].map((status) => isOpen(definition, status, result))).toEqual([false, false]);
    expect([401, 408, 413, 429, 500, 502, 503].map((status) => isOpen(definition, status, "match"))).toEqual(
      Array(7).fill(true),
    );
    // What says that it is the answer is one, so that no liar is free by another word for it.
    expect([201, 202, 203].map((status) => isOpen(definition, status, "match"))).toEqual([false, false, false]);
    // What a test leaves open itself shows nothing.
    expect(isOpen(definition, 404, "inconclusive:unattestable")).toBe(true);
  }
  const alike = { ...equality, output: byResponse.output };
  expect(judgeWithoutCode(alike, answered("[2]", "[2]"), { other: answered("[2]", "[2]", 503) })).toBe(
    "inconclusive:unattestable",
  );
  expect(judgeWithoutCode(alike, answered("[2]", "[2]"), { other: answered("[2]", "[3]") })).toBe("mismatch");
});

test("no definition judges what whoever asked chose: answers without content to HEAD, and to fields that nobody signs", () => {
  const { output } = functionOf();
  const whole = { ...functionOf(), output: { ...output, compare: "response" as const } };
  const [cid, alike] = [contentAddress("@path;req"), { ...equality, output: whole.output }];
  const { output: _output, ...coded } = functionOf();
  const statusRead: Definition = { ...coded, kind: "predicate", input: { from: ["@status"], body: "json-jcs" } };
  const asked = (method: string, status: number) => {
    const { request, response } = fetched(`/${HELLO}`, "?", utf8Encode("1"), status);
    return { request: { ...request, method }, response };
  };
  for (const definition of [cid, functionOf(), whole, statusRead, alike]) {
    const judge = (answer: ReturnType<typeof asked>) =>
      judgeWithoutCode(definition, answer, { other: asked("GET", 200) });
    expect(judge(asked("HEAD", 200)), definition.kind).toBe("inconclusive:unattestable");
    for (const status of [206, 304, 406, 412, 416, 417])
      expect(judge(asked("GET", status)), `${definition.kind} ${status}`).toBe("inconclusive:unattestable");
    expect(judge(asked("GET", 200)), definition.kind).not.toBe("inconclusive:unattestable");
  }
});

const run = (result: RunResult, change: Partial<Run> = {}): Run => ({
  result,
  ticks: 10,
  outputSha256: "a",
  output: null,
  ...change,
});
const definition = functionOf();

test("a wrong answer needs two equal runs under half the budget and a second host that agrees", () => {
  const wrong = run("mismatch");
  const conclude = (local: [Run, Run], second: Run | undefined) => concludeRuns(definition, { local, second });
  expect(conclude([wrong, wrong], wrong)).toBe("mismatch");
  expect(conclude([wrong, wrong], undefined)).toBe("inconclusive:runtime-unavailable");
  expect(conclude([wrong, run("match")], wrong)).toBe("inconclusive:nondeterministic");
  expect(conclude([wrong, run("mismatch", { outputSha256: "b" })], wrong)).toBe("inconclusive:nondeterministic");
  expect(conclude([wrong, wrong], run("mismatch", { ticks: 11 }))).toBe("inconclusive:nondeterministic");
  expect(conclude([wrong, wrong], run("match"))).toBe("inconclusive:nondeterministic");
  const long = run("mismatch", { ticks: TEST_LIMITS.ticks / 2 + 1 });
  expect(conclude([long, long], long)).toBe("inconclusive:budget");
  expect(conclude([wrong, wrong], inconclusive("timeout"))).toBe("inconclusive:timeout");
  expect(conclude([run("match"), run("match")], undefined)).toBe("match");
});

test("whatever runs there are, one that said nothing or differs never convicts", () => {
  const anyRun = fc.record({
    result: fc.constantFrom<RunResult>(
      "match",
      "mismatch",
      ...INCONCLUSIVE_REASONS.map((r) => `inconclusive:${r}` as const),
    ),
    ticks: fc.integer({ min: 0, max: TEST_LIMITS.ticks }),
    outputSha256: fc.constantFrom("a", "b", null),
    output: fc.constant(null),
  });
  fc.assert(
    fc.property(anyRun, anyRun, fc.option(anyRun, { nil: undefined }), (first, again, second) => {
      if (concludeRuns(definition, { local: [first, again], second }) !== "mismatch") return true;
      const all = [first, again, second];
      return all.every(
        (one) =>
          one?.result === "mismatch" && one.ticks * 2 <= TEST_LIMITS.ticks && one.outputSha256 === first.outputSha256,
      );
    }),
    { seed: 5, numRuns: 3_000 },
  );
});

test("what the version before leaves open is nobody's fault while it speaks, and its lie is one under either", () => {
  const end = parseInstant(TEST_WINDOW.validUntil) as Instant;
  const next = functionOf({
    window: { ...TEST_WINDOW, validFrom: TEST_WINDOW.validUntil, validUntil: "2028-11-22T10:00:00.000Z" },
  });
  const wrong = { definition: next, result: "mismatch" } as const;
  const grace = TEST_WINDOW.graceSeconds * SECOND_MS;
  for (const reason of INCONCLUSIVE_REASONS) {
    const before = { definition: functionOf(), result: `inconclusive:${reason}`, since: asInstant(0) } as const;
    expect(concludeVersions(wrong, before, addMs(end, grace - 1)), reason).toBe(before.result);
    expect(concludeVersions(wrong, before, addMs(end, grace)), reason).toBe("mismatch");
  }
});

test("an answer that the version before still allows is no fault, up to the end of its grace", () => {
  const end = parseInstant(TEST_WINDOW.validUntil) as Instant;
  const next = functionOf({
    window: { ...TEST_WINDOW, validFrom: TEST_WINDOW.validUntil, validUntil: "2028-11-22T10:00:00.000Z" },
  });
  const since = parseInstant(TEST_WINDOW.validFrom) as Instant;
  const under = (result: RunResult) => ({ definition: functionOf(), result, since });
  const wrong = { definition: next, result: "mismatch" } as const;
  const lastGrace = addMs(end, TEST_WINDOW.graceSeconds * SECOND_MS - 1);
  expect(concludeVersions(wrong, under("match"), lastGrace)).toBe("match");
  expect(concludeVersions(wrong, under("match"), addMs(lastGrace, 1))).toBe("mismatch");
  expect(concludeVersions(wrong, under("mismatch"), lastGrace)).toBe("mismatch");
  expect(concludeVersions(wrong, undefined, lastGrace)).toBe("mismatch");
  expect(concludeVersions(under("mismatch"), undefined, addMs(lastGrace, 1))).toBe("inconclusive:out-of-window");
  // A lax version that says that it is in force for years shields nobody who names the strict one behind it.
  const years = functionOf({ window: { ...TEST_WINDOW, validUntil: "2035-11-22T10:00:00.000Z" } });
  const lax = { definition: years, result: "match", since } as const;
  expect(concludeVersions(wrong, lax, lastGrace)).toBe("match");
  expect(concludeVersions(wrong, lax, addMs(lastGrace, 1))).toBe("mismatch");
  // It stood for a minute, and shields for half of one, whatever its window says.
  const brief = { ...lax, since: addMs(end, -60_000) };
  expect(concludeVersions(wrong, brief, addMs(end, 29_999))).toBe("match");
  expect(concludeVersions(wrong, brief, addMs(end, 30_000))).toBe("mismatch");
});

test("a definition is read exactly: fields of another kind, unknown ones and too few tests are refused", () => {
  const reads = (value: unknown) => definitionSchema.safeParse(value).success;
  expect(reads(definition)).toBe(true);
  expect(reads(equality)).toBe(false);
  expect(reads({ ...definition, note: "x" })).toBe(false);
  expect(reads({ ...definition, tests: definition.tests.slice(0, 2) })).toBe(false);
  expect(reads({ ...definition, runtime: { ...definition.runtime, wasmSha256: "0".repeat(64) } })).toBe(false);
  expect(reads({ ...definition, limits: { ...definition.limits, memoryBytes: 2 ** 33 } })).toBe(false);
  expect(reads({ ...definition, entrypoint: "sort;evil()" })).toBe(false);
  expect(reads({ ...definition, window: { ...TEST_WINDOW, validUntil: TEST_WINDOW.validFrom } })).toBe(false);
});
