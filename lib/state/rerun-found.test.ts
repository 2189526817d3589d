/** What an index says that it found, run again by a stranger; content addresses need no engine. */
import { expect, test } from "vitest";
import { admit } from "#lib/evidence/definition/admission.ts";
import { answeredAt } from "#lib/evidence/testing/signed-answer.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { definitionIdOf } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { ATTACH_TEMPLATE } from "#lib/statement/evidence-bodies.ts";
import { RE_EXECUTION } from "#lib/statement/observations.ts";
import { type AuditedEntry, Replay } from "./audit.ts";
import { rerunFound } from "./rerun-found.ts";
import { reporting } from "./testing/cases.ts";
import { TRUST } from "./testing/fraud-world.ts";
import { reported } from "./testing/reported.ts";
import { rememberingVerify, TEST_LOG, type TestWorld, testKey } from "./testing/world.ts";
import { indexOf } from "./view.ts";

const scene = await reported();
const definition = await publishedIn(scene.world);

/** The definition of the scene. */
async function publishedIn(world: TestWorld) {
  const entries = replayed(world);
  const said = entries.find(({ parsed }) => parsed.statement.kind === "definition.publish")?.parsed.statement.body;
  const document = (said as unknown as { definition: Definition }).definition;
  return document;
}

function replayed(world: TestWorld): AuditedEntry[] {
  const replay = new Replay(TEST_LOG, rememberingVerify);
  return world.leaves.flatMap((leaf) => replay.push(leaf) ?? []);
}

async function rerun(world: TestWorld, parts: ReadonlyMap<string, { bytes: Uint8Array }> = scene.parts, from = 0) {
  const index = indexOf(world.state);
  const entries = replayed(world);
  if (index === undefined) throw new Error("No genesis.");
  const part = async (commit: string) => parts.get(commit)?.bytes;
  return await rerunFound(entries, { index, trust: TRUST, part, hosts: undefined, from });
}

/** A version published and looked at once more, the index saying this of it. */
function admission(body: JsonObject): TestWorld {
  const world = scene.world.fork();
  const ada = testKey("ada");
  const { validUntil } = definition.window;
  const again = { ...definition, window: { ...definition.window, validFrom: formatInstant(world.now), validUntil } };
  const said = world.say({
    kind: "definition.publish",
    by: ada,
    subject: "new",
    body: { name: "Again", definition: again } as unknown as JsonObject,
  });
  const named = { definition: hexEncode(definitionHash(again)), ...body };
  expect(
    world.say({ kind: "definition.admit", by: world.index, subject: definitionIdOf(said.hash), body: named }).effect
      .status,
  ).toBe("effective");
  return world;
}

test("a definition that an index called good, or refused for what stands in it, is tried again and the false word named", async () => {
  const { results = "" } = (await admit(definition, { code: undefined, state: undefined }, [])) ?? {};
  const [scenes] = await rerun(scene.world);
  // The scene's own index made the hash of its results up.
  expect(scenes).toMatchObject({ name: "admissions", outcome: "fail", reason: "wrong-run" });
  const check = async (body: JsonObject) => {
    const world = admission(body);
    const only = await rerun(world, scene.parts, scene.world.leaves.length);
    return [only[0]?.outcome, only[0]?.reason ?? null, only[0]?.detail ?? ""];
  };
  expect((await check({ outcome: "admitted", results }))[0]).toBe("pass");
  expect(await check({ outcome: "refused", failed: "input-covered" })).toEqual([
    "fail",
    "wrong-run",
    expect.stringContaining("gives admitted"),
  ]);
  // Its machine may have been short of time: nobody can tell.
  expect(await check({ outcome: "refused", failed: "tests-pass", results })).toEqual([
    "cannot-check",
    "machine",
    expect.anything(),
  ]);
});

test("what an index found of an attached answer is tried again: the truth holds, a lie called right does not, and a withheld part is said", async () => {
  const attached = async (commit: string, change: JsonObject) => {
    const world = scene.world.fork();
    const by = testKey("attester");
    const saying = reporting(by, scene.provider);
    const bytes = scene.parts.get(commit)?.bytes.length;
    const part = { ...saying.change?.parts?.[0], commit, bytes } as never;
    const said = world.say({
      ...saying,
      kind: "evidence.attach",
      body: { template: ATTACH_TEMPLATE },
      change: { parts: [part] },
    });
    const body = { type: RE_EXECUTION, evidence: said.hash, by: by.thumbprint, ...change };
    expect(world.say({ kind: "peer.observation", by: world.index, subject: scene.provider, body }).effect.status).toBe(
      "effective",
    );
    return async (parts = scene.parts) => (await rerun(world, parts, scene.world.leaves.length))[1];
  };
  const signedAt = formatInstant(answeredAt);
  const named = { exchange: scene.lie.finding.fault ?? "", signedAt };
  // Its rule was withdrawn before it was attached, and after it was given.
  const honest = { outcome: "differs", reason: null, ...named };
  expect(await (await attached(scene.lie.commit, honest))()).toMatchObject({ name: "re-executions", outcome: "pass" });
  const lie = await attached(scene.lie.commit, { outcome: "agrees", reason: null, ...named });
  expect(await lie()).toMatchObject({
    outcome: "fail",
    reason: "wrong-run",
    detail: expect.stringContaining("gives differs"),
  });
  expect(await lie(new Map())).toMatchObject({ outcome: "cannot-check", reason: "part-withheld" });
});
