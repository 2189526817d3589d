/** What a publisher learns of real requests: which are judged, and what the others have that no test shows. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { EXIT } from "../command.ts";
import { commandIn } from "./test-run.ts";

const EXAMPLES = "docs/how-to/definitions";
const folder = mkdtempSync(join(tmpdir(), "requests-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = commandIn("definition", () => folder, { json: true });

async function told(name: string, lines: readonly string[]) {
  const file = join(folder, "requests.jsonl");
  writeFileSync(file, lines.join("\n"));
  const { code, out, err } = await run("test", join(EXAMPLES, `${name}.json`), "--requests", file);
  return { code, err, asked: out === "" ? undefined : JSON.parse(out).asked };
}

test("each request of a file is judged, or has a place and what no test shows there, and the share of all is told", async () => {
  const { code, asked } = await told("prices", [
    '{"method":"POST","target":"/price","body":"{\\"items\\":[{\\"item\\":\\"milk\\",\\"count\\":12}]}"}',
    "",
    '{"method":"POST","target":"/price","body":"{\\"items\\":[{\\"item\\":\\"oat milk\\",\\"count\\":1}]}"}',
    '{"method":"POST","target":"/price","body":"{\\"items\\":[{\\"item\\":\\"milk\\",\\"count\\":2.5}]}"}',
    '{"method":"POST","target":"/price?fast=1","body":"{\\"items\\":[{\\"item\\":\\"milk\\",\\"count\\":2}]}"}',
    '{"method":"HEAD","target":"/price"}',
  ]);
  expect(code).toBe(EXIT.ok);
  const reasons = asked.requests.map(({ line, judged, place, why }: Record<string, unknown>) => [
    line,
    judged,
    place,
    why,
  ]);
  expect(reasons).toEqual([
    [1, true, undefined, undefined],
    [3, false, "body /items/0/item", "a space"],
    [4, false, "body /items/0/count", "a number with a point"],
    [5, false, "path and query", expect.stringContaining("does not read it")],
    [6, false, "method", "HEAD"],
  ]);
  expect([asked.judged, asked.of, asked.share]).toEqual([1, 5, 0.2]);
});

test("of a store, what it is asked otherwise than by its address; of a timetable, what it leaves open", async () => {
  const [cid] = /bafkrei[a-z2-7]+/.exec(readFileSync(join(EXAMPLES, "blocks.json"), "utf8")) ?? [];
  const blocks = await told("blocks", [
    `{"method":"GET","target":"/blocks/${cid}"}`,
    '{"method":"GET","target":"/blocks/none"}',
    '{"method":"GET","target":"/blocks/QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o"}',
    `{"method":"POST","target":"/blocks/${cid}","body":"x"}`,
  ]);
  expect(blocks.asked.requests.map(({ judged, place }: Record<string, unknown>) => [judged, place])).toEqual([
    [true, undefined],
    [false, "address"],
    [false, "address"],
    [false, "method"],
  ]);
  const timetable = await told("timetable", [
    '{"method":"GET","target":"/stops/mill"}',
    '{"method":"GET","target":"/tokens/mill"}',
    '{"method":"GET","target":"/stops/Mill"}',
  ]);
  expect(timetable.asked.requests.map(({ judged, why }: Record<string, unknown>) => [judged, why])).toEqual([
    [true, undefined],
    [false, "the definition leaves it open"],
    [false, "a first word in small letters with one capital"],
  ]);
});

test("a line that is no request is named with its rule, and the others are told", async () => {
  const { code, asked } = await told("timetable", [
    "GET /stops/mill",
    '{"method":"GET","target":"https://a.example/stops/mill"}',
    '{"method":"GET","target":"/stops/mill","token":"x"}',
    '{"method":"GET","target":"/stops/mill"}',
  ]);
  expect(code).toBe(EXIT.incomplete);
  expect(asked.requests.map(({ line, broken }: Record<string, unknown>) => [line, broken])).toEqual([
    [1, "this is no JSON."],
    [2, expect.stringContaining("target Must be a path")],
    [3, expect.stringContaining("token")],
    [4, undefined],
  ]);
  expect([asked.judged, asked.of]).toEqual([1, 1]);
  const nothing = await told("timetable", [""]);
  expect([nothing.code, nothing.err]).toEqual([EXIT.usage, expect.stringContaining("names no request")]);
  const none = await run("test", join(EXAMPLES, "timetable.json"), "--requests", join(folder, "nothing"));
  expect([none.code, none.err]).toEqual([EXIT.usage, expect.stringContaining("cannot be read")]);
});

test("what the code ends on is judged by nobody, whatever the request is like", async () => {
  const home = mkdtempSync(join(folder, "throws-"));
  cpSync(EXAMPLES, home, { recursive: true });
  const code = readFileSync(join(home, "prices.js"), "utf8");
  writeFileSync(join(home, "prices.js"), code.replace("total +=", "if (count === 7) throw new Error();\n    total +="));
  const body = (count: number) => `{\\"items\\":[{\\"item\\":\\"milk\\",\\"count\\":${count}}]}`;
  writeFileSync(
    join(home, "asked.jsonl"),
    [7, 8].map((count) => `{"method":"POST","target":"/price","body":"${body(count)}"}`).join("\n"),
  );
  const { out } = await run("test", join(home, "prices.json"), "--requests", join(home, "asked.jsonl"));
  expect(JSON.parse(out).asked.requests).toMatchObject([
    { judged: false, place: "code", why: expect.stringContaining("crash") },
    { judged: true },
  ]);
});

test("in words it says what the how-to shows", async () => {
  const inWords = commandIn("definition", () => folder, { json: false });
  const { out } = await inWords(
    "test",
    join(EXAMPLES, "prices.json"),
    "--requests",
    join(EXAMPLES, "prices-requests.jsonl"),
  );
  const page = readFileSync("docs/how-to/define-a-service.md", "utf8");
  const shown = /```text\n(judged[^`]*)```/.exec(page)?.[1] ?? "nothing";
  expect(out).toContain(shown.trim());
});
