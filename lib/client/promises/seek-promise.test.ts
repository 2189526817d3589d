import { expect, test } from "vitest";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import { encodeEntryBundle } from "#lib/log/tile.ts";
import { headOf, logSigner, POLICY, promiseFor, smallLog } from "#lib/state/testing/fraud-world.ts";
import { seekPromise } from "./seek-promise.ts";

const { world } = smallLog(3);
const { leaves } = world;
const asked = {
  promise: promiseFor("5f".repeat(32) as StatementHash, world.now),
  logVkey: logSigner.vkey,
  policy: POLICY,
};

/** An index that serves this log under a head that witnesses saw two days later. */
const index = (served: readonly Uint8Array[] = leaves) =>
  (async (path: string) =>
    new Response(
      path === "/log/checkpoint"
        ? headOf(leaves, leaves.length, addMs(world.now, 2 * DAY_MS))
        : Buffer.from(encodeEntryBundle(served)),
    )) as typeof fetch;

test("the whole log is read with its progress told, and the proof comes out", async () => {
  const told: number[][] = [];
  const options = { signal: new AbortController().signal, request: index() };
  const answer = await seekPromise(asked, { ...options, onProgress: (...counts) => told.push(counts) });
  expect(answer.outcome).toBe("proven");
  expect(told).toEqual([
    [0, leaves.length],
    [leaves.length, leaves.length],
  ]);
});

test("it ends at once when it is stopped, and when the index does not serve its log", async () => {
  const stopped = AbortSignal.abort(new Error("stopped"));
  await expect(seekPromise(asked, { signal: stopped, request: index() })).rejects.toThrow("stopped");
  const { signal } = new AbortController();
  await expect(seekPromise(asked, { signal, request: index(leaves.slice(1)) })).rejects.toThrow("does not hold");
  const away = (async () => new Response("", { status: 503 })) as typeof fetch;
  await expect(seekPromise(asked, { signal, request: away })).rejects.toThrow("503");
});
