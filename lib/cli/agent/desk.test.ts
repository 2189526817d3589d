/** Where an agent's evidence goes. */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { newBundle } from "#lib/evidence/bundle/bundle.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { listUnsent } from "../report/unsent.ts";
import { EvidenceDesk } from "./desk.ts";
import type { Repeated } from "./judge.ts";

const ioOf = (home: string) => ({ err: () => undefined, json: true, env: { TOUCHSTONE_HOME: home } });
const subject = { provider: `prv_${"a".repeat(26)}` as ProviderId };
const bundle = newBundle({ subject, claim: { kind: "content-address", params: {} }, exchanges: [] });
const url = "http://index.example/";
const found = (id: string, group: string, repeats?: Repeated) => ({
  ...({ kind: "wrong", bundle, finding: { fault: { id, group } } as never } as const),
  ...(repeats && { repeats }),
});

test("evidence that repeats what its call was made with is for its owner's eyes, whatever stood in its place before", async () => {
  const folder = mkdtempSync(join(tmpdir(), "desk-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "call-1.evidence.json");
  writeFileSync(file, "of an earlier run", { mode: 0o644 });
  const desk = new EvidenceDesk({ out: folder, committer: undefined, io: ioOf(folder) });
  await desk.take({ kind: "wrong", bundle, finding: {} as never, repeats: { field: "Authorization", endsAt: null } });
  expect((await desk.close()).map((kept) => kept.file)).toEqual([file]);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test("what is to be reported waits from the moment in which it is found, one of what counts together, and ends no wait that nobody knows", async () => {
  const folder = mkdtempSync(join(tmpdir(), "desk-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const desk = new EvidenceDesk({ out: folder, committer: undefined, reportsTo: url, io: ioOf(folder) });
  const waiting = () =>
    listUnsent({ TOUCHSTONE_HOME: folder }, url).map(({ what, name, held }) => ({ what, name, held }));
  await desk.take(found("one", "a group"));
  const one = { what: "evidence", name: join(folder, "one.evidence.json"), held: undefined };
  expect(waiting()).toEqual([one]);
  await desk.take(found("two", "a group"));
  await desk.take(found("never", "another", { field: "Authorization", endsAt: null }));
  expect(waiting()).toEqual([one]);
  const [first, second] = await desk.close();
  expect([typeof first?.unsent, second?.unsent]).toEqual(["string", undefined]);
  // Nobody is told of a run that reports nothing.
  const other = new EvidenceDesk({ out: folder, committer: undefined, io: ioOf(join(folder, "other")) });
  await other.take(found("one", "a group"));
  expect(listUnsent({ TOUCHSTONE_HOME: join(folder, "other") }, url)).toEqual([]);
});

test("of what counts together no more is kept than weighs, however often a liar lies", async () => {
  const folder = mkdtempSync(join(tmpdir(), "desk-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const desk = new EvidenceDesk({ out: folder, committer: undefined, io: ioOf(folder) });
  for (let at = 0; at < 40; at++) await desk.take(found(`lie-${at}`, "a group"));
  await desk.take(found("of its own", "another"));
  expect([readdirSync(folder).length, (await desk.close()).length, desk.more]).toEqual([33, 33, 8]);
});
