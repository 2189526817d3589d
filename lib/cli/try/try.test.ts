import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { EXIT } from "../command.ts";
import { tryInputs } from "../commands/try.ts";
import { heardIo } from "../testing/heard-io.ts";
import { exampleFiles } from "./testing/examples.ts";

const EXAMPLES = "docs/examples";
const folder = mkdtempSync(join(tmpdir(), "touchstone-try-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const { io, said } = heardIo(folder);
  return { code: await tryInputs.run(args, io), ...said };
}

async function changed(name: string, change: (text: string) => string) {
  const file = join(folder, name);
  const text = (await exampleFiles()).get(name) ?? "";
  writeFileSync(file, change(text));
  expect(readFileSync(file, "utf8")).not.toBe(text);
  return run(file);
}

test("the examples are what their maker makes, and each is named and holds", async () => {
  const made = await exampleFiles();
  expect(readdirSync(EXAMPLES).filter((name) => !name.endsWith(".md"))).toEqual([...made.keys()]);
  for (const [name, text] of made) expect(readFileSync(join(EXAMPLES, name), "utf8"), name).toBe(text);
  const { code, out, err } = await run(EXAMPLES);
  expect(code, out + err).toBe(EXIT.ok);
  for (const said of [
    "an HTTP archive",
    "digests of an Azure SQL ledger",
    "ratings of a trust network",
    "issued this token",
  ])
    expect(out).toContain(said);
});

describe("one changed digit is found in", () => {
  test("an archive's signed answer", async () => {
    const { code, out } = await changed("call.har", (text) => text.replace("[1,2,3]", "[1,2,4]"));
    expect([code, out]).toEqual([EXIT.tampered, expect.stringMatching(/FAIL {2}entry 1/)]);
  });
  test("a digest", async () => {
    const again = await changed("ledger-digests.json", (text) => {
      const [first] = JSON.parse(text) as { hash: string }[];
      return text.replace("[\n", `[${JSON.stringify({ ...first, hash: `0x${"0".repeat(64)}` })},\n`);
    });
    expect([again.code, again.out]).toEqual([EXIT.tampered, expect.stringMatching(/FAIL {2}fork/)]);
  });
  test("a token", async () => {
    const { code } = await changed("token.jwt", (text) =>
      text.replace(/.(?=\.[^.]*$)/, (letter) => (letter === "A" ? "B" : "A")),
    );
    expect(code).toBe(EXIT.tampered);
  });
  test("a rating", async () => {
    const { code, err } = await changed("ratings.csv", (text) => text.replace(",1,", ",one,"));
    expect([code, err]).toEqual([EXIT.incomplete, expect.stringContaining("the rating is no number")]);
  });
});
