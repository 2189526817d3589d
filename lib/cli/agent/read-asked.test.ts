import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { readSource } from "../definition/read-source.ts";
import { cidOf } from "../provider/services.ts";
import { readAsked } from "./read-asked.ts";
import { workOf } from "./work.ts";

const folder = mkdtempSync(join(tmpdir(), "asked-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const asked = async (text: string) => {
  const file = join(folder, "asked.jsonl");
  writeFileSync(file, text);
  return await readAsked(file);
};

test("an agent asks what it is told to, line by line and round again", async () => {
  const calls = await asked(
    '{"method":"GET","target":"/search?q=bread"}\n\n{"method":"POST","target":"/price","content-type":"a/b","body":"[1]"}\n',
  );
  const { body } = await readSource("docs/how-to/definitions/search.json");
  const work = workOf(body.definition, { asked: calls });
  expect([0, 1, 2].map((at) => work(at).call)).toEqual([calls[0], calls[1], calls[0]]);
  expect(calls[1]).toEqual({ method: "POST", target: "/price", contentType: "a/b", body: utf8Encode("[1]") });
});

test.each([
  ["no JSON", "GET /", "line 1: this is no JSON"],
  ["an address", '{"method":"GET","target":"https://a.example/"}', "line 1: target Must be a path"],
  ["a break in the target", '{"method":"GET","target":"/a\\r\\nb"}', "line 1: target"],
  ["a fragment", '{"method":"GET","target":"/a?b#c"}', "line 1: target Must be a path"],
  ["a tunnel", '{"method":"CONNECT","target":"/"}', "line 1: method"],
  ["a field of its own", '\n{"method":"GET","target":"/","token":"x"}', "line 2: "],
  ["nothing", "\n", "names no call"],
])("a file of calls with %s is refused with its place", async (_, text, says) => {
  await expect(asked(text)).rejects.toThrow(says);
});

test("blocks are random where dice are given, so that a store cannot know who asks by what is asked", async () => {
  const { body } = await readSource("docs/how-to/definitions/blocks.json");
  const [one, other] = [0, 0].map((at) => workOf(body.definition, { random: randomBytes })(at));
  expect(one?.before?.body).not.toEqual(other?.before?.body);
  expect(one?.call.target).toBe(`/blocks/${cidOf(one?.before?.body ?? new Uint8Array())}`);
});
