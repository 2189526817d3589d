import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { asInstant } from "#lib/kernel/instant.ts";
import { dataFolderAt } from "../data-folder.ts";
import { describeKeys, found, loadKey } from "./founding.ts";
import { replaceAll } from "./replace-all.ts";

const OPTIONS = { origin: undefined, policy: undefined, admin: undefined };

test("a key file that was replaced beside a running index is described from its next restart on, and one that is lost stops it", async () => {
  const parent = mkdtempSync(path.join(tmpdir(), "founding-"));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const folder = dataFolderAt(path.join(parent, "data"));
  let next = 0;
  const random = (length: number) => Uint8Array.from({ length }, () => next++ & 0xff);
  const founded = found(folder, OPTIONS, { clock: () => asInstant(Date.UTC(2026, 10, 22)), random });
  const described = () => JSON.parse(readFileSync(folder.publicKeys, "utf8"));
  rmSync(folder.key("answer"));
  const { did } = loadKey(folder.key("answer"), "answer", random);
  const before = described();
  describeKeys(folder, founded);
  expect(described()).toEqual({ ...before, answerKey: did });
  expect(before.answerKey).not.toBe(did);
  // It may lie elsewhere, until the next start.
  rmSync(folder.key("admin"));
  describeKeys(folder, founded);
  rmSync(folder.key("promise"));
  const { failed } = await replaceAll(
    [{} as never],
    () => describeKeys(folder, founded),
    async () => undefined,
  );
  expect(failed).toContain("promise.json is missing");
});
