/** What an account says of its keys and members from a terminal, against an index over real HTTP, by the log's time. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { EXIT } from "#lib/cli/command.ts";
import { saveKey } from "#lib/cli/key-ring.ts";
import { heardIo } from "#lib/cli/testing/heard-io.ts";
import { runTouchstone } from "#lib/cli/touchstone.ts";
import { addMs, DAY_MS, HOUR_MS } from "#lib/kernel/instant.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite } from "#lib/server/http/test-site.ts";
import { freshIdentity, openIndex, registerOperator } from "../support/publish.ts";

const site = await startTestSite(await freshDatabase());
// Whoever signs here does so by the time of that log.
vi.spyOn(Date, "now").mockImplementation(() => site.now);
const home = mkdtempSync(join(tmpdir(), "account-"));
const { env } = heardIo(home).io;

afterAll(async () => {
  vi.restoreAllMocks();
  await site.close();
  rmSync(home, { recursive: true, force: true });
});

async function touchstone(...args: string[]) {
  const { io, said } = heardIo(home, { json: true, env: { TOUCHSTONE_URL: site.url } });
  const code = await runTouchstone(args, io);
  expect([code, said.err], args.join(" ")).toEqual([EXIT.ok, ""]);
  return said.out === "" ? undefined : JSON.parse(said.out);
}

/** A new key may sign. The door's time is that of the head, which a sequencer writes when it begins. */
async function aDayLater(): Promise<void> {
  await site.stopSequencer();
  site.now = addMs(site.now, 25 * HOUR_MS);
  await site.startSequencer();
  await site.context.follower.refresh();
}

/** Registered, with its key on this machine under that label. */
async function accountAs(label: string): Promise<string> {
  const { did, seed } = await registerOperator(await openIndex(site.url), label);
  await saveKey(env, label, seed, "control");
  return did;
}

test("where two keys must agree, one proposes a member and the other signs it", async () => {
  await accountAs("first");
  await touchstone("keys", "new", "second", "--purpose", "control");
  await touchstone("keys", "add", "second", "--purpose", "control", "--key", "first");
  await aDayLater();
  await touchstone("members", "threshold", "2", "--key", "first");
  const { did } = freshIdentity();
  const wish = ["--scopes", "beat", "--providers", "all", "--until", "2027-06-30"];
  await touchstone("members", "grant", did, ...wish, "--key", "first");
  expect(await touchstone("members", "list", "--key", "first")).toMatchObject({ threshold: 2, members: [] });
  const [proposal] = await touchstone("members", "proposals", "--key", "second");
  await touchstone("members", "cosign", proposal.statement, "--key", "second");
  expect(await touchstone("members", "list", "--key", "first")).toMatchObject({ members: [{ did, scopes: ["beat"] }] });
});

test("a recovery key is named by the account, and announces its next key", async () => {
  const did = await accountAs("lost");
  await touchstone("keys", "new", "rescue", "--purpose", "control");
  await touchstone("keys", "set-recovery", "rescue", "--key", "lost");
  await touchstone("keys", "new", "spare", "--purpose", "control");
  await touchstone("keys", "recover", "found", "--key", "rescue", "--account", did, "--spare", "spare");
  const { data } = await (await fetch(`${site.url}/api/v1/participants/${did}`)).json();
  const { announcedAt, effectiveFrom } = data.form.recovery;
  expect(Date.parse(effectiveFrom) - Date.parse(announcedAt)).toBe(7 * DAY_MS);
});
