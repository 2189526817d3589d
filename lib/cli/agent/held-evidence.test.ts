/** Evidence that repeats what its call was made with: nobody sees it before that has ended, and then the index does. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { exampleBundle } from "#lib/evidence/bundle/testing/example-bundle.ts";
import { answer, bundleOf } from "#lib/evidence/testing/block-bundles.ts";
import { RemoteIndex } from "../remote-index.ts";
import { keepUnsent, listUnsent } from "../report/unsent.ts";
import { fileEvidence, sendUnsent } from "./filing.ts";
import { reportedWords } from "./reported-words.ts";

const homes: string[] = [];
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true });
});

const seconds = () => Math.floor(Date.now() / 1000);

/** Nobody listens at the index: what is sent there is told apart from what is held back. */
function scene(address = "http://127.0.0.1:1/") {
  const home = mkdtempSync(join(tmpdir(), "held-"));
  homes.push(home);
  const { signal } = new AbortController();
  const io = {
    env: { TOUCHSTONE_HOME: home },
    signal,
    json: true,
    out: () => undefined,
    err: () => undefined,
  } as never;
  const remote = new RemoteIndex(address, { signal });
  const checker = { trust: { logVkey: undefined }, remote, hosts: undefined as never };
  const given = { remote, checker, waitSeconds: 0, io };
  const env = { TOUCHSTONE_HOME: home };
  return { given, waiting: () => listUnsent(env, remote.address), env };
}

const evidence = (name: string, endsAt: number | null, group = "a group") => ({
  file: `${name}.evidence.json`,
  bundle: { ...exampleBundle, claim: { ...exampleBundle.claim, text: name } },
  repeats: { field: "Authorization", endsAt },
  finding: { fault: { id: name, group } } as never,
});

test("evidence that repeats what paid is kept, one of what counts together, and held again until its end", async () => {
  const { given, waiting } = scene();
  const endsAt = seconds() + 3600;
  const reported = await fileEvidence(
    [evidence("one", endsAt), evidence("two", endsAt), evidence("three", endsAt, "another")],
    given,
  );
  expect(reported.map(({ status }) => status)).toEqual(["held", "held", "held"]);
  expect(reported.map((each) => "isKept" in each && each.isKept)).toEqual([true, true, true]);
  expect(waiting()).toHaveLength(1 + 1);
  expect(reportedWords(reported[0] as never)).toMatch(/held back.*\(Authorization\).*until 20.*The first run with/);
  expect((await sendUnsent(given)).map(({ status }) => status)).toEqual(["held", "held"]);
  expect(waiting()).toHaveLength(2);
});

test("what says no end, or one that nobody waits for, is for the person to give up", async () => {
  const { given, waiting } = scene();
  const never = await fileEvidence([evidence("one", null), evidence("two", seconds() + 31 * 86_400)], given);
  expect(never.map((each) => "isKept" in each && each.isKept)).toEqual([false, false]);
  for (const each of never) expect(reportedWords(each)).toContain("touchstone report file");
  expect(reportedWords(never[0] as never)).toContain("for ever");
  expect(waiting()).toEqual([]);
});

test("once it has ended, it is sent like any other", async () => {
  const { given, waiting, env } = scene();
  const held = { field: "Authorization", endsAt: seconds() - 1 };
  const bytes = encodeBundle(bundleOf([await answer("a lie", "the truth")]));
  keepUnsent(env, "evidence-1", { url: given.remote.address, what: "evidence", name: "/one.json", bytes, held });
  expect(await sendUnsent(given)).toMatchObject([{ file: "/one.json", status: "waiting", isSigned: false }]);
  expect(waiting()).toHaveLength(1);
});

test("an index that is busy or restarts loses no evidence that waits for it", async () => {
  const server = createServer((_, response) => void response.writeHead(503).end("{}"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { given, waiting, env } = scene(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const bytes = encodeBundle(bundleOf([await answer("a lie", "the truth")]));
  keepUnsent(env, "evidence-1", { url: given.remote.address, what: "evidence", name: "/one.json", bytes });
  const reported = await sendUnsent(given);
  server.closeAllConnections();
  server.close();
  expect(reported).toMatchObject([{ file: "/one.json", status: "waiting", isSigned: false }]);
  expect(waiting()).toHaveLength(1);
});
