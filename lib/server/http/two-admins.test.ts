/** Where two admins must agree, one alone only proposes: maintainers and the policy, over HTTP. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { KeyOnFile } from "#lib/server/crypto/key-on-file.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { KEYS, signed, testKey } from "#lib/server/sequencer/test-log.ts";
import { indexOf } from "#lib/state/view.ts";
import { PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { startTestSite } from "./test-site.ts";

const site = await startTestSite(await freshDatabase());
const [first, second, mori] = [KEYS.admin, testKey("second admin"), testKey("mori")];
const read = async (path: string) => (await fetch(`${site.url}/api/v1/${path}`)).json();
let said = 0;

/** What the entry did: its effect, or the code by which the door refused it. */
async function say(by: KeyOnFile, kind: Kind, body: JsonObject, more: { subject?: string; prev?: StatementHash } = {}) {
  said += 1;
  const issuedAt = formatInstant(site.now);
  const statement = signed(by, `${said}`, { kind, subject: "index", body, issuedAt, ...more });
  const answer = await fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Uint8Array.from(statement.bytes),
  });
  const { effect, code } = await answer.json();
  return { hash: statement.hash, did: effect?.status ?? code };
}
/** The door's time is that of the head, which a sequencer writes when it begins. */
async function later(ms: number) {
  await site.stopSequencer();
  site.now = addMs(site.now, ms);
  await site.startSequencer();
  await site.context.follower.refresh();
}
const cosign = async (by: KeyOnFile, statement: StatementHash) =>
  (await say(by, "cosign", { statement }, { subject: `stmt:${statement}` })).did;

beforeAll(async () => {
  const admins = [first.did, second.did].sort();
  const prev = (await site.context.forms.ask((view) => indexOf(view)?.slot)) as StatementHash;
  expect((await say(first, "index.key", { admins, threshold: 2 }, { prev })).did).toBe("effective");
});
afterAll(() => site.close());

test("a maintainer is appointed, and removed, by the second admin's signature and by nothing before", async () => {
  const standing = async () => (await read(`maintainers/${mori.did}`)).data?.state ?? "unknown";
  const appoint = await say(first, "maintainer.appoint", { maintainer: mori.did });
  expect([appoint.did, await standing()]).toEqual(["effective", "unknown"]);
  expect(await cosign(first, appoint.hash)).toBe("already-recorded");
  expect(await cosign(mori, appoint.hash)).toBe("no-authority");
  expect(await standing()).toBe("unknown");
  expect(await cosign(second, appoint.hash)).toBe("effective");
  expect(await standing()).toBe("appointed");
  const remove = await say(second, "maintainer.remove", { maintainer: mori.did, reason: "Left." });
  expect([remove.did, await standing()]).toEqual(["effective", "appointed"]);
  expect(await cosign(first, remove.hash)).toBe("effective");
  expect(await standing()).toBe("removed");
});

test("a policy is announced and put in force by two, its 14 days beginning with the second signature", async () => {
  const { data: before } = await read("policy");
  const hours = { ...PRESET_DISPUTE_RULES.hours, respond: 120 };
  const policy = { ...before.in_force.policy, disputes: { ...PRESET_DISPUTE_RULES, hours } };
  const announce = await say(first, "policy.announce", { policy });
  expect([announce.did, (await read("policy")).data.announced]).toEqual(["effective", null]);
  await later(DAY_MS);
  expect(await cosign(second, announce.hash)).toBe("effective");
  const { announced } = (await read("policy")).data;
  expect(Date.parse(announced.not_before)).toBeGreaterThanOrEqual(addMs(site.now, 14 * DAY_MS));
  const body = { announced: announced.hash };
  await later(13 * DAY_MS);
  expect((await say(first, "policy.activate", body)).did).not.toBe("effective");
  await later(DAY_MS + SECOND_MS);
  const activate = await say(first, "policy.activate", body);
  expect([activate.did, (await read("policy")).data.in_force.hash]).toEqual(["effective", null]);
  expect(await cosign(second, activate.hash)).toBe("effective");
  const { data: after } = await read("policy");
  expect(after).toMatchObject({ announced: null, in_force: { policy: { disputes: { hours: { respond: 120 } } } } });
});
