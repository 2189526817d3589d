/** What stands together in one request: an operation, known or not, and what it takes, wherever each stands. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asked, bodies, called, queries, shown } from "../testing/requests.ts";
import { isPlain, notPlain } from "./request.ts";

test("an operation that no test shows is judged only where all at its place take the same, or one shows that it may take both", () => {
  const ops = ["?op=pad&v=12", "?op=upper&v=abc", "?op=echo&v=b"];
  const half = ["?op=half&v=abc", "?op=half&v=7", "?op=upper&v=c"];
  expect(queries(...ops)(...half)).toEqual(["?op=upper&v=c"]);
  expect(queries(...ops, "?op=echo&v=7")(...half)).toEqual(half);
  expect(queries("?op=upper&v=abc", "?op=lower&v=b")(...half)).toEqual(["?op=half&v=abc", "?op=upper&v=c"]);
  // Lists of one kind of things are one kind of things, however many.
  const lists = bodies('{"op":"up","v":["a"]}', '{"op":"up","v":["a","b"]}', '{"op":"pad","v":[1]}');
  expect(lists('{"op":"half","v":["c"]}', '{"op":"up","v":["c"]}')).toEqual(['{"op":"up","v":["c"]}']);
  // With other members it takes another thing.
  expect(queries("?q=sun&page=1", "?q=star", "?q=log&page=2")("?q=moon", "?q=moon&page=7")).toHaveLength(2);
});

test("values that stand nowhere together are not judged, also where none is known", () => {
  const both = bodies('{"a":1,"b":"x","c":"7"}', '{"a":2,"b":"7","c":"x"}', '{"a":1,"b":"x","c":"2"}');
  expect(both('{"a":3,"b":"2","c":"3"}', '{"a":3,"b":"9","c":"x"}')).toEqual(['{"a":3,"b":"9","c":"x"}']);
});

test("what a flag or a version takes stands beside it as in one test, and so does what follows a text in a list", () => {
  const flags = bodies('{"numeric":true,"v":"12"}', '{"numeric":false,"v":"abc"}', '{"numeric":true,"v":"7"}');
  const asks = [true, false].flatMap((numeric) => ["9", "b"].map((v) => JSON.stringify({ numeric, v })));
  expect(flags(...asks)).toEqual(['{"numeric":true,"v":"9"}', '{"numeric":false,"v":"b"}']);
  const versions = bodies('{"version":1,"v":"12"}', '{"version":2,"v":"abc"}', '{"version":1,"v":"7"}');
  expect(versions('{"version":1,"v":"9"}', '{"version":1,"v":"b"}', '{"version":2,"v":"b"}')).toEqual([
    ...['{"version":1,"v":"9"}', '{"version":2,"v":"b"}'],
  ]);
  const calls = bodies('["pad","12"]', '["up","abc"]', '["pad","7"]');
  expect(calls('["pad","9"]', '["pad","abc"]', '["up","7"]', '["pad","b"]')).toEqual(['["pad","9"]']);
});

test("a list beside an operation is as long as in one test with it: one, two, three, or more", () => {
  const ops = bodies('{"op":"neg","of":[5]}', '{"op":"minus","of":[5,3]}', '{"op":"sum","of":[1,2,2,4]}');
  const lists = [[7], [8, 7], [8, 7, 6], [8, 7, 6, 5], [8, 7, 6, 5, 4]];
  const asks = ["neg", "minus", "sum"].flatMap((op) => lists.map((of) => JSON.stringify({ op, of })));
  expect(ops(...asks)).toEqual([
    ...['{"op":"neg","of":[7]}', '{"op":"minus","of":[8,7]}'],
    ...['{"op":"sum","of":[8,7,6,5]}', '{"op":"sum","of":[8,7,6,5,4]}'],
  ]);
  const sent = [
    ["/neg", "[5]"],
    ["/minus", "[5,3]"],
    ["/neg", "[6]"],
  ] as const;
  const inPath = called(
    ["@query;req", "content-digest;req"],
    ...sent.map(([path, text]) => shown("POST", "/", `?op=${path}`, "match", text)),
  );
  const isJudged = (op: string, text: string) =>
    isPlain(inPath, asked("POST", "/", `?op=/${op}`, { body: utf8Encode(text) }));
  expect([isJudged("neg", "[7]"), isJudged("minus", "[8,7]"), isJudged("neg", "[8,7]")]).toEqual([true, true, false]);
});

test("path, query and body of a request are one row", () => {
  const tests = [
    ["/1/pad", "?w=2", '{"v":"12"}'],
    ["/2/up", "?w=a", '{"v":"abc"}'],
    ["/1/up", "?w=b", '{"v":"b"}'],
    ["/2/pad", "?w=3", '{"v":"7"}'],
  ] as const;
  const definition = called(
    ["@path;req", "@query;req", "content-digest;req"],
    ...tests.map(([path, query, text]) => shown("POST", path, query, "match", text)),
  );
  const why = (path: string, query: string, text: string) =>
    notPlain(definition, asked("POST", path, query, { body: utf8Encode(text) }));
  expect(why("/7/pad", "?w=4", '{"v":"9"}')).toBeUndefined();
  expect(why("/7/pad", "?w=4", '{"v":"c"}')).toEqual({ place: "body", why: '"pad" beside what no test has beside it' });
  expect(why("/7/half", "?w=4", '{"v":"9"}')).toBeDefined();
  expect(why("/7/up", "?w=4", '{"v":"c"}')?.place).toBe("query");
});

test("digits with a zero in front are a number beside an operation, and stand beside one that a test has with such", () => {
  const accounts = ["?in=dk&v=0040044", "?in=de&v=3704004", "?in=dk&v=0076201"];
  const asks = ["?in=dk&v=1234567", "?in=dk&v=0012345", "?in=de&v=1234567", "?in=de&v=0012345"];
  expect(queries(...accounts)(...asks)).toEqual(asks.slice(0, 3));
  expect(queries("?to=ann&zip=0104", "?to=bob&zip=1104")("?to=cid&zip=2104", "?to=cid&zip=0204")).toHaveLength(2);
  expect(queries("?in=dk&v=12", "?in=de&v=7")("?in=dk&v=07")).toEqual([]);
});

test("a large number, and an identifier that begins with a digit, stand beside an operation as in one test", () => {
  const large = queries("?op=echo&v=9999999999999999", "?op=mod&v=4111111111111111", "?op=mod&v=7");
  const asks = ["?op=echo&v=9007199254740993", "?op=mod&v=4222222222222222", "?op=mod&v=9007199254740993"];
  expect(large(...asks)).toEqual(asks.slice(0, 2));
  const ids = queries("?op=echo&v=3fa85f64", "?op=find&v=c0ffee42", "?op=find&v=a1b2c3d4");
  expect(ids("?op=echo&v=5d67ef01", "?op=echo&v=d5e67f01", "?op=find&v=5d67ef01")).toEqual([
    ...["?op=echo&v=5d67ef01", "?op=echo&v=d5e67f01"],
  ]);
});

test("that an operation takes identifiers and words says nothing of one that no test has", () => {
  const tests = ["?op=find&v=sun", "?op=find&v=a09b52430fc7", "?op=read&v=29e760085898"];
  expect(queries(...tests)("?op=half&v=moon", "?op=half&v=b09b52430fc7", "?op=find&v=moon")).toEqual([
    "?op=find&v=moon",
  ]);
});

test("an operation in an object within a list has what it takes outside of the list, as in one test with it", () => {
  const of = (v: string, ...ops: readonly string[]) => JSON.stringify({ v, ops: ops.map((op) => ({ op })) });
  const ops = bodies(of("12", "double"), of("abc", "upper"), of("7", "double", "half"), of("b", "lower"));
  const asks = [
    of("9", "double"),
    of("abd", "double"),
    of("abd", "lower"),
    of("8", "lower"),
    of("abd", "upper", "half"),
  ];
  const ids = ["?op=mod&v=9e7e077bf2e3", "?op=pad&v=sun", "?op=mod&v=2abc"];
  expect(queries(...ids)("?op=up&v=3abc", "?op=mod&v=3abc")).toEqual(["?op=mod&v=3abc"]);
  expect(ops(...asks, of("8", "triple"), of("d", "triple"))).toEqual([asks[0], asks[2]]);
  const both = bodies(of("12", "double"), of("abc", "upper"), of("abc", "echo"), of("7", "echo"));
  expect(both(of("8", "triple"), of("d", "triple"), of("d", "double"))).toHaveLength(2);
  // However deep, in lists of lists, and where an address has what it takes.
  const deep = (v: string, op: string) => JSON.stringify({ v, of: [{ all: [{ op }] }] });
  const judged = bodies(deep("12", "double"), deep("abc", "upper"), deep("7", "double"));
  expect(judged(deep("9", "double"), deep("abd", "double"))).toEqual([deep("9", "double")]);
  const row = (v: string, op: string) => JSON.stringify({ v, of: [[op]] });
  expect(bodies(row("12", "double"), row("abc", "upper"))(row("9", "double"), row("b", "double"))).toHaveLength(1);
  const tests = [["/12", "double"] as const, ["/abc", "upper"] as const, ["/7", "double"] as const];
  const inPath = called(
    ["@path;req", "content-digest;req"],
    ...tests.map(([path, op]) => shown("POST", path, "?", "match", `[{"op":"${op}"}]`)),
  );
  const isJudged = (path: string, op: string) =>
    isPlain(inPath, asked("POST", path, "?", { body: utf8Encode(`[{"op":"${op}"}]`) }));
  expect([isJudged("/9", "double"), isJudged("/abd", "double"), isJudged("/abd", "upper")]).toEqual([
    true,
    false,
    true,
  ]);
  const signed = (v: number, op: string) => JSON.stringify({ v, ops: [{ op }] });
  const signs = bodies(signed(-7, "add"), signed(7, "div"), signed(0, "add"), signed(2, "div"));
  expect(signs(signed(-8, "add"), signed(8, "div"), signed(-8, "div"), signed(0, "div"))).toHaveLength(2);
});

test("lists of things that tests show are judged whatever they hold, and however long they are", () => {
  const of = (...items: readonly string[]) => JSON.stringify({ in: "EUR", items: items.map((item) => ({ item })) });
  const cart = bodies(of("apple"), of("bread", "milk"), of("apple", "bread", "milk", "oat"));
  const lists = [["bread"], ["milk"], ["apple", "milk"], ["apple", "bread", "milk"], ["fig"], ["fig", "pear", "plum"]];
  expect(cart(...lists.map((list) => of(...list)))).toHaveLength(lists.length);
  const mixed = bodies('[{"item":"apple"},"x"]', '[{"item":"bread"}]', '["y",{"item":"oat"},{"item":"rye"}]');
  expect(mixed('[{"item":"bread"}]', '[{"item":"apple"}]', '[{"item":"fig"}]')).toHaveLength(3);
});
