/** Lists that are looked up in one go: what stands twice is answered once, and in another order. */
import { expect, test, vi } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asked, bodies, called, shown } from "../testing/requests.ts";
import { notPlain } from "./request.ts";

test("the same element twice is judged where a test has it: what is looked up in one go is answered once", () => {
  const lists = ["[1,2,4]", "[1,1,4]", "[1,4,4]"];
  expect(bodies("[1,2]", "[1,3,4]")(...lists)).toEqual(["[1,2,4]"]);
  expect(bodies("[1,2]", "[1,1,4]")(...lists)).toEqual(lists);
  const carts = [
    '[{"item":"oat","count":1},{"item":"rye","count":2}]',
    '[{"item":"oat","count":1},{"item":"oat","count":2}]',
    '[{"item":"oat","count":1},{"item":"rye","count":1}]',
    '[{"item":"oat","count":1},{"item":"oat","count":1}]',
  ];
  const [plain = "", items = "", counts = "", wholes = ""] = carts;
  expect(bodies(plain, '[{"item":"fig","count":3}]')(...carts)).toEqual([plain]);
  expect(bodies(plain, items)(...carts)).toEqual([plain, items]);
  expect(bodies(plain, items, counts)(...carts)).toEqual([plain, items, counts]);
  expect(bodies(plain, wholes)(...carts)).toEqual(carts);
  // Also deeper in objects, under other names beside it, and with members in another order.
  const [one, two, three] = [1, 2, 3].map((id) => `{"of":{"id":${id}}}`);
  const deep = bodies(`[${one},${two}]`, `[${one},{"of":{"id":3},"n":true}]`, `[${three},{"of":{"id":4},"n":true}]`);
  expect(deep('[{"of":{"id":5}},{"of":{"id":5},"n":true}]', '[{"of":{"id":5}},{"of":{"id":6},"n":true}]')).toEqual([
    '[{"of":{"id":5}},{"of":{"id":6},"n":true}]',
  ]);
  expect(bodies("[[1,2],[3,4]]", "[[1,3],[2,4]]")("[[1,2],[1,4]]", "[[1,5],[3,3]]")).toEqual([]);
  expect(bodies("[true,false]")("[true,true]", "[true,false]")).toEqual(["[true,false]"]);
});

test("elements in another order than the ascending one are judged where a test has them so: some answer in an order of theirs", () => {
  expect(bodies("[1,2]", "[1,3,4]")("[3,5]", "[3,2]", "[1,9,10]")).toEqual(["[3,5]", "[1,9,10]"]);
  expect(bodies("[1,2]", "[4,3]")("[3,5]", "[3,2]")).toEqual(["[3,5]", "[3,2]"]);
  const rows = bodies('[{"n":"a","c":1},{"n":"b","c":2}]', '[{"n":"a","c":3},{"n":"c","c":1}]');
  expect(rows('[{"n":"d","c":5},{"n":"e","c":4}]', '[{"n":"e","c":4},{"n":"d","c":5}]')).toEqual([
    '[{"n":"d","c":5},{"n":"e","c":4}]',
  ]);
  expect(bodies("[[1,2],[3,4]]", "[[1,3],[2,1]]")("[[1,2],[4,1]]", "[[4,1],[3,2]]")).toEqual(["[[1,2],[4,1]]"]);
  // As all who order them do: by code units, by a collation, as numbers.
  const words = bodies('["Oslo","Wien"]', '["bern","oslo"]', '["Bern","bern"]', '["Oslo","rom"]');
  expect(words('["Rom","Wien"]', '["Wien","rom"]', '["Rom","rom"]')).toEqual(['["Rom","Wien"]', '["Rom","rom"]']);
  expect(bodies('["10","20"]', '["20","30"]')('["30","40"]', '["10","9"]', '["2","10"]')).toEqual(['["30","40"]']);
});

test("what lists have that no test shows is told in words", () => {
  const definition = called(
    ["content-digest;req"],
    ...['{"items":[{"item":"a"},{"item":"b"}]}', '{"items":[{"item":"c"}]}'].map((text) =>
      shown("POST", "/", "?", "match", text),
    ),
  );
  const ask = (items: string) =>
    notPlain(definition, asked("POST", "/", "?", { body: utf8Encode(`{"items":${items}}`) }));
  expect(ask('[{"item":"d"},{"item":"d"}]')).toEqual({ place: "body /items", why: "the same element twice" });
  expect(ask('[{"item":"e"},{"item":"d"}]')).toEqual({
    place: "body /items",
    why: "not in ascending order by item",
  });
});

test("each part of a list is looked at as often, however deep it stands in others", () => {
  const within = (depth: number, list: string): string => (depth === 0 ? list : within(depth - 1, `[${list},[0]]`));
  const stepsAt = (depth: number) => {
    const list = `[${Array.from({ length: 1_000 }, (_, at) => `{"a":${at}}`).join()}]`;
    const isJudged = bodies(within(depth, list));
    isJudged("[]");
    const steps = vi.spyOn(Set.prototype, "has");
    expect(isJudged(within(depth, list))).toHaveLength(1);
    const count = steps.mock.calls.length;
    vi.restoreAllMocks();
    return count;
  };
  expect(stepsAt(20)).toBeLessThan(stepsAt(1) + 500);
});

test("texts that collations put in another order are judged where a test has such: an answer may be in order of them", () => {
  const [mixed, spaced] = ['["apple","Zoo"]', '["oat milk","oatcake"]'];
  const plain = bodies('["fig","rye"]', '["rye","fig","oat"]', '["oat bran","fig"]', '["rye bread","oat"]');
  expect(plain(spaced, '["oat milk","rye"]', '["oat","oat milk"]')).toEqual([
    '["oat milk","rye"]',
    '["oat","oat milk"]',
  ]);
  expect(plain('["rye","oat milk","fig","oatcake"]', mixed)).toEqual([]);
  const shown = bodies('["fig","rye"]', '["rye","fig","oat"]', '["oat bran","oatbran"]', '["rye bread","oat"]');
  expect(shown(spaced)).toEqual([spaced]);
});
