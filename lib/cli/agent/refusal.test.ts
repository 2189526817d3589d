/** When a signed refusal costs, and when nothing else could be said. */
import { expect, test } from "vitest";
import type { Host } from "#lib/evidence/definition/admission.ts";
import { inconclusive } from "#lib/evidence/definition/run-definition.ts";
import { functionOf } from "#lib/evidence/definition/testing/definitions.ts";
import { blocks } from "#lib/evidence/testing/block-bundles.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { isOwedInstead, refusalIn } from "./refusal.ts";

const asked = (status: number, change: { method?: string; path?: string; body?: string } = {}) => ({
  request: {
    ...{ method: change.method ?? "GET", authority: "a.example", path: change.path ?? "/x", query: "?" },
    ...(change.body === undefined ? {} : { body: utf8Encode(change.body) }),
  },
  response: { status, contentType: "application/json", body: utf8Encode("{}") },
});
const giving = (result: string): Host => ({
  name: "given",
  run: async () => ({ ...inconclusive("crash"), result: result as never }),
});
const sourceOf = (definition: Definition) =>
  ({ body: { name: "A", definition }, material: { code: undefined, state: undefined } }) as never;
const told = (definition: Definition, given: ReturnType<typeof asked>, isMadeUp = true, gives = "match") =>
  refusalIn(sourceOf(definition), given, { isMadeUp, hosts: { local: giving(gives) } });

test("to the definition's own calls every refusal is owed an answer, to made-up ones not where the definition says so", async () => {
  const open = { ...blocks, unattestable: [{ status: 404 }, { pathPrefix: "/tokens" }] } as Definition;
  for (const given of [asked(404), asked(400, { path: "/tokens/1" }), asked(200, { method: "HEAD" })]) {
    expect(await told(open, given)).toEqual({ reason: "unattestable" });
    expect(await told(open, given, false)).toBe("owed");
  }
  expect(await told(open, asked(400))).toBe("owed");
  expect(await told(open, asked(200))).toBeUndefined();
  // Right or wrong, its tests show an answer that is judged.
  const partial = functionOf({ unattestable: [{ pointer: "/partial", is: true }] });
  const excuse = { ...asked(200), response: { ...asked(200).response, body: utf8Encode('{"partial":true}') } };
  expect([await told(partial, excuse), await told(partial, excuse, false)]).toEqual([undefined, "owed"]);
  expect(await told(partial, asked(200), false)).toBeUndefined();
});

test("a refusal that a test of the definition shows is no fault to the same request alone", async () => {
  const request = { method: "POST", authority: "b.example", path: "/x", query: "?", body: { text: "no question" } };
  const response = { status: 422, contentType: "application/json", body: { text: "{}" } };
  const shown = { name: "refused", exchanges: [{ request, response }], result: "inconclusive:unattestable" } as const;
  const definition = { ...blocks, tests: [...blocks.tests, shown] } as Definition;
  const same = { method: "POST", body: "no question" };
  expect(await told(definition, asked(422, same))).toEqual({ reason: "unattestable" });
  expect(await told(definition, asked(404, same))).toBe("owed");
  expect(await told(definition, asked(422, { ...same, body: "a question" }))).toBe("owed");
});

test("where the code itself gives nothing for the request, a refusal is all that can be said", async () => {
  const definition = functionOf();
  for (const reason of ["bad-input", "crash"])
    expect(await told(definition, asked(400), true, `inconclusive:${reason}`)).toEqual({ reason });
  for (const result of ["match", "mismatch", "inconclusive:timeout"])
    expect(await told(definition, asked(400), true, result)).toBe("owed");
  // What stands in the refusal has no part in it: nobody excuses itself by a body that nobody can read.
  const seen: string[] = [];
  const run: Host["run"] = async ({ answer: { response } }) => {
    seen.push(`${response.status} ${utf8Decode(response.body)}`);
    return { ...inconclusive("crash"), result: "mismatch" };
  };
  const large = { ...asked(400), response: { ...asked(400).response, body: new Uint8Array(1_000_000) } };
  await refusalIn(sourceOf(definition), large, { isMadeUp: true, hosts: { local: { name: "seen", run } } });
  expect(seen).toEqual(["200 null"]);
});

test("a refusal that a test shows excuses no brackets, which are none of its answers", async () => {
  const definition = functionOf();
  const deep = (text: string) => ({
    request: { method: "POST", authority: "b.example", path: "/sort", query: "?", body: utf8Encode(text) },
    response: { status: 200, contentType: "application/json", body: utf8Encode(`${"[".repeat(40)}${"]".repeat(40)}`) },
  });
  for (const text of ["[3,1,2]", "[5,4]"]) expect(await told(definition, deep(text))).toBe("owed");
});

test("what ends the code that would judge it is no answer: to its own calls always, to made-up ones where another is judged", async () => {
  const { output: _, ...coded } = functionOf();
  const predicate: Definition = { ...coded, kind: "predicate" };
  const given = asked(200, { method: "POST", path: "/sort", body: "[5,4]" });
  const owed = async (definition: Definition, reason: string, isMadeUp: boolean, others = "mismatch", to = given) =>
    await isOwedInstead(sourceOf(definition), to, reason, { isMadeUp, hosts: { local: giving(others) } });
  for (const reason of ["bad-input", "crash", "budget", "memory", "stack", "float-output"]) {
    expect([await owed(predicate, reason, false), await owed(functionOf(), reason, false)]).toEqual([true, true]);
    expect([await owed(predicate, reason, true), await owed(predicate, reason, true, "match")]).toEqual([true, true]);
    // The request does it, whatever is answered to it.
    expect(await owed(predicate, reason, true, `inconclusive:${reason}`)).toBe(false);
    expect(await owed(functionOf(), reason, true)).toBe(false);
  }
  // Servers differ in how they read such a path: nothing was run.
  const odd = asked(200, { method: "POST", path: "/so%72t", body: "[5,4]" });
  expect(await owed(predicate, "bad-input", true, "mismatch", odd)).toBe(false);
  // A machine's doing, or the definition's.
  for (const reason of ["timeout", "runtime-unavailable", "nondeterministic", "missing-code", "unattestable"])
    expect([await owed(predicate, reason, false), await owed(predicate, reason, true)]).toEqual([false, false]);
});
