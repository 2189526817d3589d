/** Values that one server takes for another value: by case, accent, writing, length of digits, or what stands beside them. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { isPlain } from "./plain-request.ts";
import { asked, called, shown } from "./testing/requests.ts";

/** Words of a query that are judged where tests ask these. Both as they are, without escapes. */
function words(...tests: readonly string[]) {
  const definition = called(
    ["@query;req"],
    ...tests.map((word) => shown("GET", "/", `?q=${encodeURIComponent(word)}`)),
  );
  return (...asks: readonly string[]) =>
    asks.filter((word) => isPlain(definition, asked("GET", "/", `?q=${encodeURIComponent(word)}`)));
}

/** Queries that are judged where tests ask these. */
function queries(...tests: readonly string[]) {
  const definition = called(["@query;req"], ...tests.map((query) => shown("GET", "/", query)));
  return (...asks: readonly string[]) => asks.filter((query) => isPlain(definition, asked("GET", "/", query)));
}

/** Bodies that are judged where tests send these. */
function bodies(...tests: readonly string[]) {
  const definition = called(["content-digest;req"], ...tests.map((text) => shown("POST", "/", "?", "match", text)));
  return (...asks: readonly string[]) =>
    asks.filter((text) => isPlain(definition, asked("POST", "/", "?", { body: utf8Encode(text) })));
}

test("a sign, digit or letter that may stand raw or in an escape is judged as tests have it: some code undoes none", () => {
  const both = ["?q=Wien,AT", "?q=Wien%2CAT", "?q=%57ien%2CAT"];
  expect(queries("?q=Oslo%2CNO", "?q=Rom%2CIT")(...both)).toEqual(["?q=Wien%2CAT"]);
  expect(queries("?q=Oslo%2CNO", "?q=Rom,IT")(...both)).toEqual(["?q=Wien,AT", "?q=Wien%2CAT"]);
  expect(queries("?q=%31", "?q=%32")("?q=3", "?q=%33")).toEqual(["?q=%33"]);
});

test("where tests have words in several cases, a word is judged as they have it: a collation takes each for the other", () => {
  const goods = words("Apple", "Rye bread", "Milk");
  expect(goods("Oat", "Oat milk", "apple", "Rye Bread", "APPLE")).toEqual(["Oat", "Oat milk"]);
  const mixed = words("Apple", "milk", "Rye bread");
  expect(mixed("Apple", "milk", "apple", "Milk", "Oat", "oat", "Rye bread", "Oat bread")).toEqual([
    ...["Apple", "milk", "Rye bread"],
  ]);
  // Each place of a word by itself: the first of these has one case, those behind it have two.
  const cities = words("Rio de Janeiro", "Oslo", "Paris");
  expect(cities("Wien", "New York", "Rio De Janeiro", "Rio de Janeiro")).toEqual(["Wien", "Rio de Janeiro"]);
  // Where none of several words is shown, one is as the first.
  expect(words("sun", "a-b", "c")("the-log", "moon")).toEqual(["the-log", "moon"]);
  expect(words("US dollar", "EUR", "JPY")("US DOLLAR", "CHF")).toEqual(["CHF"]);
  // Of capitals within a word nobody knows where they stand.
  expect(words("iPhone", "eBay")("iPhone", "IPhone", "ebAy", "iPad")).toEqual(["iPhone"]);
});

test("one capital alone is of words in capitals, and of those with one", () => {
  expect(words("AB-1-C", "X-2-CD", "MN-3-OP")("C-7-D", "CD-7-E", "Ab-7-C")).toEqual(["C-7-D", "CD-7-E"]);
  expect(words("A day", "Some days")("A week", "Any week")).toEqual(["A week", "Any week"]);
  expect(words("A", "B")("C", "Cd")).toEqual(["C"]);
  expect(words("sun", "A moon")("a moon", "sun", "Sun", "A sun")).toEqual(["sun"]);
});

test("two texts of tests that differ in case alone show that code and service tell case apart", () => {
  const goods = words("Apple", "apple", "Rye bread");
  expect(goods("Milk", "milk", "Oat bread", "MILK", "Rye Bread")).toEqual(["Milk", "milk", "Oat bread"]);
  expect(words("Apple", "apples", "Rye bread")("Milk", "milk")).toEqual([]);
});

test("where tests have letters with accents, a text is judged that they have, or two that differ by accents alone", () => {
  const cities = words("Berlin", "M\u00fcnchen", "Paris");
  expect(cities("Berlin", "M\u00fcnchen", "Munchen", "Hamburg", "H\u00e4mburg")).toEqual(["Berlin", "M\u00fcnchen"]);
  const told = words("Berlin", "M\u00fcnchen", "Munchen");
  expect(told("Hamburg", "H\u00e4mburg", "K\u00f6ln", "k\u00f6ln")).toEqual(["Hamburg", "H\u00e4mburg", "K\u00f6ln"]);
  // Nobody's collation takes these for letters with an accent.
  const signs = words("\u6771\u4eac", "\u5927\u962a", "\uc11c\uc6b8");
  expect(signs("\u4eac\u90fd", "\ubd80\uc0b0")).toEqual(["\u4eac\u90fd", "\ubd80\uc0b0"]);
  expect(words("\u6771\u4eac", "oslo")("oslo", "wien", "\u00e9")).toEqual(["oslo", "wien"]);
  expect(words("caf\u00e9", "12 \u00e9", "7 caf\u00e9")("7 cafe", "7")).toEqual([]);
  // A stroke is an accent to some collations only: that it is told apart says nothing of others.
  expect(words("K\u00f8ge", "Koge", "\u0141\u00f3dz")("Malm\u00f6", "Oslo")).toEqual([]);
  expect(words("\uff21b", "Ab", "\u00e9")("Oslo")).toEqual([]);
  expect(words("\u0141\u00f3d\u017a", "\u0141odz", "K\u00f8ge")("Malm\u00f6", "Oslo")).toEqual(["Malm\u00f6", "Oslo"]);
  // Words that some take for a boolean say nothing of others.
  expect(words("Apple", "milk", "true", "True")("apple")).toEqual([]);
  // Each by itself: these two differ in both.
  expect(words("M\u00fcnchen", "munchen", "K\u00f6ln")("Malm\u00f6", "Oslo", "oslo")).toEqual([]);
});

test("a list is as long as tests have it: some languages fill a pair up with zeros, and cut it off", () => {
  const lists = ["[7]", "[7,8]", "[7,8,9]", "[7,8,9,1]", "[7,8,9,1,2]", "[]"];
  expect(bodies("[3,4]", "[5,6]")(...lists)).toEqual(["[7,8]"]);
  expect(bodies("[3,4]", "[5,6]", "[]")(...lists)).toEqual(["[7,8]", "[]"]);
  expect(bodies("[3,4]", "[5,6,6,5]")(...lists)).toEqual(["[7,8]", "[7,8,9]", "[7,8,9,1]", "[7,8,9,1,2]"]);
  expect(bodies('{"at":[[3,4],[5,6]]}', '{"at":[[3,4]]}')('{"at":[[1,2],[1]]}', '{"at":[[1,2],[2,4],[5,6]]}')).toEqual([
    '{"at":[[1,2],[2,4],[5,6]]}',
  ]);
});

test("what an operation takes stands beside it in queries, forms and paths, too, as in one test", () => {
  const ops = queries("?op=pad&v=12", "?op=upper&v=abc", "?op=pad&v=7", "?op=upper&v=x");
  expect(ops("?op=pad&v=3", "?op=upper&v=b", "?op=pad&v=abc", "?op=upper&v=7")).toEqual([
    "?op=pad&v=3",
    "?op=upper&v=b",
  ]);
  const json = bodies('{"op":"pad","v":"12"}', '{"op":"upper","v":"abc"}', '{"op":"pad","v":"7"}');
  expect(json('{"op":"pad","v":"3"}', '{"op":"pad","v":"abc"}', '{"op":"upper","v":"7"}')).toEqual([
    '{"op":"pad","v":"3"}',
  ]);
  const paths = called(["@path;req"], ...["/pad/12", "/upper/abc", "/pad/7"].map((path) => shown("GET", path)));
  const judged = ["/pad/3", "/upper/b", "/pad/abc", "/upper/7"].filter((path) => isPlain(paths, asked("GET", path)));
  expect(judged).toEqual(["/pad/3", "/upper/b"]);
  const within = bodies('{"op":"pad","of":{"v":1}}', '{"op":"upper","of":{"v":"abc"}}', '{"op":"pad","of":{"v":2}}');
  expect(within('{"op":"pad","of":{"v":3}}', '{"op":"pad","of":{"v":"b"}}')).toEqual(['{"op":"pad","of":{"v":3}}']);
});

test("an operation stands in a path or query, and what it takes in a query or body", () => {
  const json = ([op, v]: readonly [string, string]) => shown("POST", "/calc", `?op=${op}`, "match", `{"v":"${v}"}`);
  const tests = [
    ["pad", "12"],
    ["upper", "abc"],
    ["pad", "7"],
    ["upper", "x"],
  ] as const;
  const inQuery = called(["@path;req", "@query;req", "content-digest;req"], ...tests.map(json));
  const judges = (op: string, v: string) =>
    isPlain(inQuery, asked("POST", "/calc", `?op=${op}`, { body: utf8Encode(`{"v":"${v}"}`) }));
  expect([judges("pad", "3"), judges("upper", "b"), judges("pad", "b"), judges("upper", "3")]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  const inPath = called(
    ["@path;req", "@query;req"],
    ...tests.map(([op, v], at) => shown("GET", `/${op}/${at}`, `?v=${v}`)),
  );
  const asks = [
    ["/pad/7", "?v=3"],
    ["/upper/7", "?v=b"],
    ["/pad/7", "?v=b"],
    ["/upper/7", "?v=3"],
  ] as const;
  expect(asks.map(([path, query]) => isPlain(inPath, asked("GET", path, query)))).toEqual([true, true, false, false]);
  for (const [form, sent] of [
    ["bytes", (v: string) => `v=${v}`],
    ["bytes", (v: string) => `${v}-`],
    ["json-jcs", (v: string) => `"${v}"`],
  ] as const) {
    const texts = called(
      ["@query;req", "content-digest;req"],
      ...tests.map(([op, v]) => shown("POST", "/", `?op=${op}`, "match", sent(v))),
    );
    const reading = { ...texts, input: { ...texts.input, body: form } } as typeof texts;
    const isJudged = (op: string, v: string) =>
      isPlain(reading, asked("POST", "/", `?op=${op}`, { body: utf8Encode(sent(v)) }));
    const judged = [isJudged("pad", "3"), isJudged("upper", "b"), isJudged("pad", "b"), isJudged("upper", "3")];
    expect([sent("v"), judged]).toEqual([sent("v"), [true, true, false, false]]);
  }
});

test("what stands in every test is no operation: it tells none from another", () => {
  const tests = [
    ["a", "7"],
    ["7", "b"],
    ["a", "b"],
  ].map(([note, zip]) => `{"currency":"EUR","note":"${note}","zip":"${zip}","of":[1]}`);
  const more = '{"currency":"EUR","note":"a","zip":"7","of":[1,2]}';
  expect(bodies(...tests, more)('{"currency":"EUR","note":"b","zip":"c","of":[1,2,3]}')).toHaveLength(1);
});

test("objects within a list are of types that stand together in one list of a test, member by member", () => {
  const lists = bodies('[{"v":1},{"v":2}]', '[{"v":"a"},{"v":"b"}]');
  expect(lists('[{"v":3},{"v":4}]', '[{"v":"c"},{"v":"d"}]', '[{"v":1},{"v":"a"}]')).toHaveLength(2);
  const deep = bodies('[{"p":{"v":[1]}},{"p":{"v":[2]}}]', '[{"p":{"v":["a"]}},{"p":{"v":["b"]}}]');
  expect(deep('[{"p":{"v":[3]}},{"p":{"v":[4]}}]', '[{"p":{"v":[3]}},{"p":{"v":["a"]}}]')).toEqual([
    '[{"p":{"v":[3]}},{"p":{"v":[4]}}]',
  ]);
  const both = bodies('[{"v":1},{"v":"a"}]', '[{"v":1},{"v":"c"},{"v":2}]');
  expect(both('[{"v":"b"},{"v":7}]', '[{"v":1},{"v":2}]')).toHaveLength(2);
});

test("a text that begins like a number has digits in runs as long as a test's", () => {
  const days = words("2027-01-01", "2028-12-24");
  expect(days("2027-02-09", "2027-2-9", "2027-10-1", "20270209", "02-09-2027")).toEqual(["2027-02-09"]);
  expect(words("4e21ab", "7c34cd")("5d67ef", "1e3")).toEqual(["5d67ef"]);
  const times = words("2027-01-01T10:00:00Z", "2028-12-24T07:30:00Z");
  expect(times("2027-02-09T08:00:00Z", "2027-02-09T08:00:00.000Z", "2027-02-09T8:00Z")).toEqual([
    "2027-02-09T08:00:00Z",
  ]);
});

test("a day or hour that no calendar has is judged where tests show that very one, since each makes another of it", () => {
  const days = words("2027-01-01", "2028-12-24");
  expect(days("2028-02-29", "2027-02-29", "2027-02-30", "2027-04-31", "2027-13-01", "0000-01-01")).toEqual([
    "2028-02-29",
  ]);
  expect(words("2027-02-30", "2028-12-24")("2027-02-30", "2027-02-31")).toEqual(["2027-02-30"]);
  expect(words("24.12.2028", "01.01.2027")("28.02.2027", "30.02.2027", "31.04.2027", "00.01.2027")).toEqual([
    "28.02.2027",
  ]);
  expect(words("12/24/2028", "01/01/2027")("02/28/2027", "02/30/2027", "13/32/2027")).toEqual(["02/28/2027"]);
  const times = words("2027-01-01T10:00:00Z", "2028-12-24T07:30:00Z");
  expect(times("2027-02-29T10:00:00Z", "2027-02-28T24:00:00Z", "2027-02-28T23:60:00Z", "2027-02-28T23:59:59Z")).toEqual(
    ["2027-02-28T23:59:59Z"],
  );
  expect(words("from 2027-01-01 on", "to 2028-01-01")("from 2027-02-28 on", "from 2027-02-30 on")).toEqual([
    "from 2027-02-28 on",
  ]);
});
