import { afterAll, expect, test } from "vitest";
import { isSameRun } from "#lib/evidence/definition/judge.ts";
import { answered, functionOf, jobOf, TEST_LIMITS } from "#lib/evidence/definition/testing/definitions.ts";
import { HOSTILE, UNCOUNTED } from "#lib/evidence/definition/testing/hostile.ts";
import { ReplayHost } from "./node-replay-host.ts";

const [liftoff, turbofan] = [new ReplayHost("liftoff"), new ReplayHost("turbofan")];
afterAll(() => Promise.all([liftoff.close(), turbofan.close()]));

/** Other tests use the processor too: only where time is what is tested does it decide. */
const limits = { ...TEST_LIMITS, wallMs: 10_000 };
const job = (change: Parameters<typeof jobOf>[0] = {}) => jobOf({ limits, ...change });

test("every hostile definition ends by its reason, alike under both compilers, and the next one is served", async () => {
  for (const { name, code, ends } of HOSTILE) {
    const attack = job({ code, entrypoint: "attack", limits: { ...limits, ticks: 60, memoryBytes: 1_572_864 } });
    const [left, right] = await Promise.all([liftoff.run(attack), turbofan.run(attack)]);
    expect({ name, ends: left.result }).toEqual({ name, ends });
    expect({ name, same: isSameRun(left, right) }).toEqual({ name, same: true });
  }
  expect(await liftoff.run(job())).toMatchObject({ result: "match" });
});

test("what the engine does not count is ended by the clock, and others are served meanwhile and afterwards", async () => {
  for (const { name, code, ends } of UNCOUNTED) {
    const attack = jobOf({ code, entrypoint: "attack", limits: { ...limits, wallMs: 200 } });
    const [attacked, beside] = await Promise.all([liftoff.run(attack), turbofan.run(job())]);
    expect({ name, ends: attacked.result }).toEqual({ name, ends });
    expect(beside.result).toBe("match");
  }
  expect(await liftoff.run(job())).toMatchObject({ result: "match" });
});

test("code finds nothing of the process that runs it, and changes to built-ins do not outlive the run", async () => {
  const globals = `function sort() {
    return ["process", "require", "console", "fetch", "Date", "Promise", "Proxy", "Intl", "WeakRef", "performance", "eval"]
      .filter((name) => name in globalThis || Function("return typeof " + name)() !== "undefined"); }`;
  expect((await liftoff.run(jobOf({ limits, code: globals }, answered("[3]", "[]")))).result).toBe("match");
  const spoils = `Object.prototype.toJSON = () => 7; Array.prototype.toSorted = () => 1; JSON.parse = JSON.stringify = () => "9";
    function sort(request) { request.__proto__.body = 1; return [1, 2, 3]; }`;
  const spoiled = await liftoff.run(job({ code: spoils }));
  expect(new TextDecoder().decode(spoiled.output?.body)).toBe("7");
  expect((await liftoff.run(job())).result).toBe("match");
});

test("state, raw bytes and a judged status reach the code and come back as they are", async () => {
  const { output } = functionOf();
  const code = `function price(request) {
    return { status: 201, body: new Uint8Array([...request.body, 0, 255]) }; }`;
  const change = {
    code,
    entrypoint: "price",
    limits,
    input: { from: ["content-digest;req"], body: "bytes" as const },
    output: { ...output, body: "bytes" as const, compare: "response" as const },
  };
  const answer = answered("", "");
  const sent = { ...answer.request, body: Uint8Array.of(0, 200) };
  const right = { ...answer.response, status: 201, body: Uint8Array.of(0, 200, 0, 255) };
  expect((await liftoff.run(jobOf(change, { request: sent, response: right }))).result).toBe("match");
  const otherStatus = { ...right, status: 200 };
  expect((await liftoff.run(jobOf(change, { request: sent, response: otherStatus }))).result).toBe("mismatch");
});

test("a host that is closed or whose process dies answers, and never rejects", async () => {
  const host = new ReplayHost("liftoff");
  await host.close();
  expect((await host.run(job())).result).toBe("inconclusive:runtime-unavailable");
});
