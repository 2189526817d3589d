/** Values that one server takes for another value: by case, accent, writing, length of digits, or what stands beside them. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asked, bodies, called, queries, shown } from "../testing/requests.ts";
import { isPlain } from "./request.ts";

/** Words of a query that are judged where tests ask these. */
function words(...tests: readonly string[]) {
  const judged = queries(...tests.map(queryOf));
  return (...asks: readonly string[]) => asks.filter((word) => judged(queryOf(word)).length > 0);
}

const queryOf = (word: string): string => `?q=${encodeURIComponent(word)}`;

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

test("a sign twice in a row, at the beginning or at the end is judged where tests have it there: nothing stands beside it", () => {
  const lists = ["a,b", "a,,b", "a,b,", ",a"];
  expect(words("x,y", "b,c,x")(...lists)).toEqual(["a,b"]);
  expect(words("x,y", "x,y,")(...lists)).toEqual(["a,b", "a,b,"]);
  expect(words("x,y", "x,,,y", ",x")(...lists)).toEqual(["a,b", "a,,b", ",a"]);
  const sheets = ["a\nb", "a\n\nb"].map((text) => JSON.stringify({ text }));
  expect(bodies('{"text":"x\\ny"}', '{"text":"y\\nz"}')(...sheets)).toEqual(sheets.slice(0, 1));
  expect(words("a,b", "a b")("b, c", "b ,c", "b,c")).toEqual(["b,c"]);
  expect(words("It rains.", "Be it so.")("It snows.", "It snows", "It snows!")).toEqual(["It snows.", "It snows"]);
});

test("one capital alone is of words in capitals, and of those with one", () => {
  expect(words("AB-1-C", "X-2-C", "MN-3-OP")("C-7-D", "CD-7-E", "Ab-7-C")).toEqual(["C-7-D", "CD-7-E"]);
  expect(words("A day", "Some days")("A week", "Any week")).toEqual(["A week", "Any week"]);
  expect(words("A", "B")("C", "Cd")).toEqual(["C"]);
  expect(words("sun", "A moon")("a moon", "sun", "Sun", "A sun")).toEqual(["sun"]);
});

test("where case is told apart, a word stands behind another as tests have it behind any other", () => {
  const told = words("sun", "Sun", "rye bread", "BBC", "rain Today");
  const judged = ["Rye bread", "BBC news", "Rain Today", "rain today"];
  expect(told(...judged, "Rain TODAY", "iPhone case")).toEqual(judged);
  expect(words("sun", "Sun", "BBC", "a")("Rye bread", "rye bread")).toEqual([]);
});

test("two texts of tests that differ in case alone show that code and service tell case apart", () => {
  const goods = words("Apple", "apple", "Rye bread");
  expect(goods("Milk", "milk", "Oat bread", "MILK", "Rye Bread")).toEqual(["Milk", "milk", "Oat bread"]);
  expect(words("Apple", "apples", "Rye bread")("Milk", "milk")).toEqual([]);
});

test("where tests have letters with accents, a text is judged that they have, or two that differ by accents alone", () => {
  const cities = words("Berlin", "M\u00fcnchen", "Paris");
  expect(cities("Berlin", "M\u00fcnchen", "Munchen", "Hamburg", "H\u00e4mburg")).toEqual(["Berlin", "M\u00fcnchen"]);
  const told = words("Berlin", "M\u00fcnchen", "Munchen", "K\u00f6l\u00e4");
  expect(told("Hamburg", "H\u00e4mburg", "K\u00f6ln", "k\u00f6ln")).toEqual(["Hamburg", "H\u00e4mburg", "K\u00f6ln"]);
  // Nobody's collation takes these for letters with an accent.
  const signs = words("\u6771\u4eac", "\u5927\u962a", "\uc11c\uc6b8");
  expect(signs("\u4eac\u90fd", "\ubd80\uc0b0")).toEqual(["\u4eac\u90fd", "\ubd80\uc0b0"]);
  expect(words("\u6771\u4eac", "oslo")("oslo", "wien", "\u00e9")).toEqual(["oslo", "wien"]);
  expect(words("caf\u00e9", "12 \u00e9", "7 caf\u00e9")("7 cafe", "7")).toEqual([]);
  // A stroke is an accent to some collations only: that it is told apart says nothing of others.
  expect(words("K\u00f8ge", "Koge", "\u0141\u00f3dz")("Malm\u00f6", "Oslo")).toEqual([]);
  expect(words("\uff21b", "Ab", "\u00e9")("Oslo")).toEqual([]);
  expect(words("\u0141\u00f3d\u017a", "\u0141odz", "K\u00f6ge")("Malm\u00f6", "Oslo")).toEqual(["Malm\u00f6", "Oslo"]);
  // Words that some take for a boolean say nothing of others.
  expect(words("Apple", "milk", "true", "True")("apple")).toEqual([]);
  // Each by itself: these two differ in both.
  expect(words("M\u00fcnchen", "munchen", "K\u00f6ln")("Malm\u00f6", "Oslo", "oslo")).toEqual([]);
});

test("letters beyond ASCII show case by themselves, since much that makes small letters of capitals knows ASCII only", () => {
  const cities = ["\u00d6sterreich", "\u00f6sterreich", "K\u00f6ln", "\u00c5rhus", "Berlin"];
  const pairs = ["berlin", "Berlin", "m\u00f6nchen", "monchen"];
  expect(words(...pairs)(...cities)).toEqual(["Berlin"]);
  expect(words(...pairs, "\u00c5lborg")(...cities)).toEqual(["Berlin"]);
  expect(words(...pairs, "\u00c5lborg", "\u00e5lborg")(...cities)).toEqual(cities);
  const small = words("berlin", "m\u00f6nchen", "monchen");
  expect(small("\u00f6sterreich", "\u00d6sterreich")).toEqual(["\u00f6sterreich"]);
  expect(words("\u65e5\u672c", "oslo")("\u65e5", "\u00fc")).toEqual(["\u65e5"]);
});

/** Words of a query that are judged where tests ask these, and have these answers, of a definition that knows some. */
function answered(
  tests: Readonly<Record<string, string>>,
  { state = {}, code = "" }: { state?: object; code?: string },
) {
  const shownAs = ([word, text]: readonly [string, string]) => {
    const [exchange] = shown("GET", "/", `?q=${encodeURIComponent(word)}`).exchanges;
    const response = { status: 200, contentType: "application/json", body: { text } };
    return { name: word, result: "match", exchanges: [{ ...exchange, response }] };
  };
  const definition = called(["@query;req"], ...Object.entries(tests).map(shownAs));
  const material = { code: utf8Encode(code), state: utf8Encode(JSON.stringify(state)) };
  return (...asks: readonly string[]) =>
    asks.filter((word) => isPlain(definition, asked("GET", "/", `?q=${encodeURIComponent(word)}`), material));
}

test("what a collation takes for a text of state or code is open, where no two texts tell it", () => {
  const goods = { Apple: "45", Milk: "120", "Rye bread": "300", Plum: "none" };
  const asks = ["Oat", "Oat milk", "Usb cable", "Iphone", "Apple", "Plum"];
  const judged = ["Oat", "Oat milk", "Apple", "Plum"];
  expect(answered(goods, {})(...asks)).toEqual(asks);
  expect(answered(goods, { state: { "USB cable": 1, iPhone: 2 } })(...asks)).toEqual(judged);
  expect(answered(goods, { state: { items: [["USB cable"], { name: "iPhone" }] } })(...asks)).toEqual(judged);
  expect(answered(goods, { code: `const a = ['USB cable', "iP\\u0068one"];` })(...asks)).toEqual(judged);
  expect(answered(goods, { code: "const a = { iPhone: 1, `USB cable`: 2 };" })(...asks)).toEqual(judged);
  const told = answered({ ...goods, apple: "none" }, { state: { "USB cable": 1, iPhone: 2 } });
  expect(told("Usb cable", "Iphone")).toEqual(["Usb cable", "Iphone"]);
  const cities = { Berlin: "3", Paris: "2", Atlantis: "none" };
  const names = ["M\u00fcnchen", "Z\u00fcrich", "\u00c5rhus", "\u0141\u00f3d\u017a", "Gie\u00dfen", "Troms\u00f8"];
  const alike = ["Munchen", "Muenchen", "Zurich", "Aarhus", "Arhus", "Lodz", "Giessen", "Tromso", "Tromsoe"];
  expect(answered(cities, {})(...alike, "Hamburg")).toEqual([...alike, "Hamburg"]);
  expect(answered(cities, { state: names })(...alike, "Hamburg")).toEqual(["Hamburg"]);
});

test("that accents are told apart says nothing of umlauts as two letters, or of strokes", () => {
  const cities = { Berlin: "3", "M\u00fcnchen": "5", Munchen: "none" };
  const known = { state: ["Z\u00fcrich", "\u00c5rhus", "\u0141\u00f3d\u017a"] };
  const asks = ["Zurich", "Zuerich", "Arhus", "Aarhus", "Muenchen", "Lodz"];
  expect(answered(cities, known)(...asks)).toEqual(["Zurich", "Arhus"]);
});

test("a text is open that is a stored one but for hyphens and apostrophes: some collations leave them out", () => {
  const goods = { "rye-bread": "1", "baker's": "2", plum: "none" };
  const asks = ["email", "ema-il", "bakers", "coop", "fig", "oat-milk"];
  expect(answered(goods, { state: ["e-mail", "co-op", "baker's", "oat-milk"] })(...asks)).toEqual(["fig", "oat-milk"]);
});

test("two texts tell what is made of their case where the definition knows one, or their answers do", () => {
  const asks = ["apple", "Oat"];
  const known = { state: { Apple: 45, milk: 120 } };
  const goods = { Apple: "45", milk: "120" };
  expect(answered({ ...goods, nothing: "none", Nothing: "none" }, known)(...asks)).toEqual([]);
  expect(answered({ ...goods, Milk: "none" }, known)(...asks)).toEqual(asks);
  // An answer that repeats a text of which nothing is known is none of its own.
  expect(answered({ ...goods, nothing: '"no nothing"', Nothing: '"no Nothing"' }, known)(...asks)).toEqual([]);
  // Nor does a text that only code has: what it calls a member is no item.
  const code = 'const { item } = body; if (!("item" in body)) throw 0;';
  expect(answered({ ...goods, item: "none", Item: "none" }, { ...known, code })(...asks)).toEqual([]);
  // What is left of a text in the answer to both is what the code makes of it.
  const slugs = { "Rye Bread": '"rye-bread"', "rye bread": '"rye-bread"', Sun: '"sun"' };
  expect(answered(slugs, {})("Oat", "oat")).toEqual(["Oat", "oat"]);
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

test("what is zero or below stands beside an operation as in one test: each language divides and rounds such in its own way", () => {
  const of = (op: string, a: number, b: number) => JSON.stringify({ op, a, b });
  const judged = bodies(of("add", -7, 2), of("add", 7, 0), of("div", 7, 2), of("mod", 7, 2));
  expect(judged(of("add", -8, 3), of("div", 8, 3), of("div", -8, 3), of("div", 8, 0), of("mod", -8, 3))).toEqual([
    of("add", -8, 3),
    of("div", 8, 3),
  ]);
  const asked = queries("?op=add&a=-7&b=2", "?op=div&a=7&b=2", "?op=add&a=7&b=0");
  expect(asked("?op=div&a=-8&b=3", "?op=div&a=8&b=0", "?op=add&a=-8&b=3")).toEqual(["?op=add&a=-8&b=3"]);
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
  // Some read octal digits behind a zero, and others refuse it; of days most begin so.
  expect(words("10.0.0.1", "192.0.2.1", "300.0.2.1")("10.7.0.2", "010.0.2.1", "192.0.2.7")).toEqual([
    ...["10.7.0.2", "192.0.2.7"],
  ]);
  expect(words("010.0.0.1", "192.0.2.1")("010.0.2.1", "192.0.2.7")).toEqual(["010.0.2.1", "192.0.2.7"]);
  expect(days("2027-10-11")).toEqual(["2027-10-11"]);
  const times = words("2027-01-01T10:00:00Z", "2028-12-24T07:30:00Z");
  expect(times("2027-02-09T08:00:00Z", "2027-02-09T08:00:00.000Z", "2027-02-09T8:00Z")).toEqual([
    "2027-02-09T08:00:00Z",
  ]);
});

test("a day or hour that no calendar has is judged where tests show that very one, since each makes another of it", () => {
  const days = words("2027-01-01", "2024-02-29", "2027-01-31");
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

test.each([
  ["an hour alone", ["07:30", "09:15"], ["23:59"], ["24:10", "22:75"]],
  ["an hour behind a day", ["2027-01-01 07:30", "2027-02-01 12:15"], ["2027-03-01 23:15"], ["2027-01-01 24:00"]],
  ["seconds", ["07:30:00", "09:15:30"], ["23:59:59"], ["23:59:60"]],
  ["eight digits", ["20270101", "20240229"], ["20280229"], ["20270230", "2027021", "20271301", "17000101"]],
  ["eight digits and an hour", ["20270101T073000", "20240229T101500"], ["20280229T235959"], ["20270230T073000"]],
  ["eight digits that are none", ["12345678", "20277777"], ["20270230", "1234567"], []],
  ["a short year", ["01.01.27", "24.12.27"], ["28.02.27"], ["30.02.27", "01.13.27"]],
  ["a short year first", ["27-01-01", "27-12-24"], ["27-02-28"], ["27-02-30", "30-02-27"]],
  ["the order of tests", ["12/24/2028", "01/01/2027"], ["02/28/2027"], ["28/02/2027"]],
  ["no order", ["01/02/2027", "03/04/2027"], ["05/06/2027", "07/07/2027"], ["13/07/2027"]],
  ["a month", ["2027-01", "2028-12"], ["2027-03"], ["2027-13", "2027-00"]],
  ["months of centuries", ["2027-01", "1750-12"], ["1799-03"], ["1650-01"]],
  ["no months", ["4711-01", "1234-12"], ["5012-03", "5012-13"], []],
  ["decimals", ["1234.05", "12.1234", "20.27"], ["1999.13", "1510.01", "31.13"], []],
  ["a month first", ["01/2027", "12/2028"], ["03/2027"], ["13/2027"]],
  ["years that are no months", ["2027-28", "2028-29"], ["2029-30"], []],
  ["days in words", ["29 Feb 2024", "May 30, 2027"], ["29 Feb 2028"], ["30 Feb 2027", "Feb 30, 2027", "31 Jun 2027"]],
  ["days in words at length", ["on 12 march 2027", "on may 3rd"], ["on june 2nd"], ["on 31 june 2027", "on may 32nd"]],
  ["days in words in capitals", ["12MAR2027", "24DEC2027"], ["28FEB2027"], ["30FEB2027", "29FEB2027"]],
  ["leap days in words", ["12 Mar 2027", "29 Feb 24"], ["29 Feb 2028", "29 Feb 28"], ["29 Feb 2027", "29 Feb 27"]],
  ["leap days of no year", ["on 12 March", "on 14 May"], ["on 28 February"], ["on 29 February"]],
  ["words that are none", ["mayor 45", "5 marchers"], ["mayor 77", "7 marchers"], []],
  [
    "weeks",
    ["2027-W05-1", "2026-W12-3"],
    ["2027-W52-7", "2026-W53-1"],
    ["2027-W53-1", "2027-W60-1", "2027-W00-1", "2027-W05-8"],
  ],
  ["weeks alone", ["2027-W05", "2026W12"], ["2027-W52"], ["2027-W53", "2027W53"]],
  ["quarters", ["2027-Q1", "Q3 2027"], ["2027-Q4"], ["2027-Q5", "Q0 2027"]],
  ["quarters that are none", ["Audi A4 2021", "Audi Q3 2019"], ["Audi Q7 2023"], ["Audi 2023-Q7"]],
  [
    "offsets",
    ["2027-01-01T10:00:00+0100", "2027-02-01T10:00:00+0200"],
    ["2027-01-01T10:00:00+1400"],
    ["2027-01-01T10:00:00+9975", "2027-01-01T10:00:00+1401"],
  ],
  [
    "offsets below zero",
    ["2027-01-01T10:00:00-01:00", "2027-02-01T10:00:00-02:00"],
    ["2027-01-01T10:00:00-12:00"],
    ["2027-01-01T10:00:00-19:00"],
  ],
  ["from hour to hour", ["07:30-12:00", "08:00-12:30"], ["09:30-19:00"], ["09:30-24:00"]],
  ["hours with am and pm", ["10:30 pm", "7:15 am"], ["12:30 am"], ["13:30 pm", "0:30 am", "23:15 am"]],
  ["a century", ["2027-01-01", "1999-12-31"], ["1900-01-01", "2100-01-01"], ["1899-12-31", "1582-10-01", "2200-01-01"]],
  ["a century that is shown", ["2027-01-01", "1750-12-31"], ["1700-01-01"], ["1582-10-01"]],
] as const)("of days and hours is judged what all calendars have: %s", (_, tests, judged, open) => {
  expect(words(...tests)(...tests, ...judged, ...open)).toEqual([...tests, ...judged]);
});

test("a JSON number that is a day in tests is one", () => {
  const days = bodies("20270101", "20240229");
  expect(days("20280229", "20270230", "2027021")).toEqual(["20280229"]);
});
